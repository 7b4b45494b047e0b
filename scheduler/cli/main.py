# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding the command and running it; the process leaves with its exit code.

Exit codes: 0 fine; 1 findings of severity error, or failed deliveries; 2 usage or configuration;
70 a fault of Litfass itself; 75 somebody else holds what is needed.
"""

from __future__ import annotations

import difflib
import importlib
import os
import sys
from collections.abc import Sequence

from scheduler import __version__
from scheduler.cli.commands import BY_NAME, COMMANDS
from scheduler.cli.language import language_of
from scheduler.model.sentence import Language, Sentence

USAGE = 2
UNEXPECTED = 70
_WITH_VALUE = frozenset({"-c", "--config", "--lang"})


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    options, rest = _leading_options(words)
    language = language_of(words)
    if not rest:
        asked = not words or bool({"-h", "--help"} & set(words))
        if "--version" in words:
            sys.stdout.write(f"litfass {__version__}\n")
            sys.exit(0)
        (sys.stdout if asked else sys.stderr).write(help_text(language))
        sys.exit(0 if asked else USAGE)
    name, *following = rest
    if name not in BY_NAME:
        from scheduler.cli.misuse import workspace_language  # noqa: PLC0415 - rarely needed

        sys.stderr.write(_unknown(name).in_language(workspace_language(words)) + "\n")
        sys.exit(USAGE)
    _run(name, following, options)


def help_text(language: Language) -> str:
    """The list of commands."""
    width = max(len(command.name) for command in COMMANDS)
    lines = [_USAGE.in_language(language), ""]
    lines += [
        f"  {command.name:<{width}}  {command.summary.in_language(language)}"
        for command in COMMANDS
    ]
    return "\n".join([*lines, "", _OPTIONS.in_language(language), ""])


def _run(name: str, following: list[str], options: list[str]) -> None:
    """Run a command with the words behind its name and the options that stood before it."""
    import typer  # noqa: PLC0415 - the list of commands needs none of it

    module = importlib.import_module(f"scheduler.cli.{BY_NAME[name].module}")
    app = getattr(module, "GROUPS", {}).get(name)
    if app is None:
        app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        app.command(context_settings={"help_option_names": ["-h", "--help"]})(module.COMMANDS[name])
    command = f"litfass {name}"
    try:
        code = app(
            args=_in_order(following, options, in_group=hasattr(module, "GROUPS")),
            prog_name=command,
            standalone_mode=False,
        )
    except Exception as error:
        _refuse_misuse(error, command, [*options, *following])
        if os.environ.get("LITFASS_TRACE"):
            raise
        sys.stderr.write(_unexpected(error).in_language(language_of([*options, *following])) + "\n")
        sys.exit(UNEXPECTED)
    sys.exit(code if isinstance(code, int) else 0)


def _in_order(following: list[str], options: list[str], *, in_group: bool) -> list[str]:
    """The options that stood in front, where the command itself reads them.

    Never behind what was typed last, which may be an option that still wants its value. A group
    has none but `--help`; its subcommands have.
    """
    if not in_group:
        return [*options, *following]
    if not following:
        return [word for word in options if word in {"-h", "--help"}]
    return [following[0], *options, *following[1:]]


def _refuse_misuse(error: Exception, command: str, arguments: Sequence[str]) -> None:
    """Say what is wrong with the call and leave; returns where the call was right."""
    from scheduler.cli.misuse import misuse, workspace_language  # noqa: PLC0415 - rarely needed

    said = misuse(error, command)
    if said is not None:
        sys.stderr.write(said.in_language(workspace_language(arguments)) + "\n")
        sys.exit(getattr(error, "exit_code", 1))


def _leading_options(words: list[str]) -> tuple[list[str], list[str]]:
    """Options before the command's name, and the rest."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _WITH_VALUE else 1
    return words[:at], words[at:]


def _speak_utf8() -> None:
    """Umlauts must not end a command on a terminal or pipe that is set to something else."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _unknown(name: str) -> Sentence:
    near = difflib.get_close_matches(name, BY_NAME, n=1)
    de, en = f"Den Befehl „{name}“ gibt es nicht.", f"There is no command “{name}”."
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    return Sentence(f"{de} Alle Befehle: litfass --help", f"{en} All commands: litfass --help")


def _unexpected(error: Exception) -> Sentence:
    from scheduler.credentials import redact  # noqa: PLC0415 - only when something is wrong

    said = redact(f"{type(error).__name__}: {error}")
    return Sentence(
        f"Unerwarteter Fehler in Litfass ({said}). Bitte melden; mit LITFASS_TRACE=1 vor dem "
        "Befehl wird gezeigt, wo er entstand.",
        f"An unexpected fault in Litfass ({said}). Please report it; LITFASS_TRACE=1 before the "
        "command shows where it arose.",
    )


_USAGE = Sentence(
    "litfass BEFEHL [OPTIONEN]\n\nVeröffentlicht die Beiträge Ihrer Kampagne: jeden genau einmal, "
    "pünktlich, geprüft.",
    "litfass COMMAND [OPTIONS]\n\nPublishes your campaign's posts: each once, on time, reviewed.",
)
_OPTIONS = Sentence(
    "Überall:\n"
    "  -c, --config DATEI  config.yaml des Arbeitsordners (sonst die im aktuellen Ordner)\n"
    "  --lang de|en        Sprache der Ausgabe\n"
    "  --plain             ohne Farben und Rahmen, für Vorleseprogramme\n"
    "  --json              maschinenlesbar, bei allen lesenden Befehlen\n"
    "  --help              Hilfe zu einem Befehl: litfass BEFEHL --help\n"
    "  --version           Version zeigen",
    "Everywhere:\n"
    "  -c, --config FILE   the workspace's config.yaml (else the one in this folder)\n"
    "  --lang de|en        language of the output\n"
    "  --plain             no colours and frames, for screen readers\n"
    "  --json              machine-readable, on all reading commands\n"
    "  --help              help for a command: litfass COMMAND --help\n"
    "  --version           show the version",
)
