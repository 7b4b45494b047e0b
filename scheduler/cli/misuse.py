# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A command line that cannot be understood: one sentence with the way out, in both languages.

Typer draws its own faults in English, in a frame that a screen reader reads line by line. Its
classes are known here by name: it brings click along under a private name in some versions and
imports it in others.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scheduler.cli.language import asked_language, environment_language
from scheduler.model.sentence import Language, Sentence

_QUOTED = re.compile(r"'([^']*)'|\(([^()]*)\)\Z")
_CONFIG = ("-c", "--config")


@dataclass(frozen=True, slots=True)
class _Call:
    """The command that was called, and the names it knows."""

    command: str
    options: tuple[str, ...]
    subcommands: tuple[str, ...]


def misuse(error: Exception, command: str) -> Sentence | None:
    """What is wrong with the call of `command`; None for what is no fault of the caller."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "Abort" in kinds:
        return _ABORTED
    if "ClickException" not in kinds:
        return None
    call = _call(error, command)
    said = _said(error, kinds, call)
    return Sentence(
        f"{said.de} Hilfe: {call.command} --help", f"{said.en} Help: {call.command} --help"
    )


def workspace_language(words: Sequence[str]) -> Language:
    """As a session would speak: `--lang`, else config.yaml's language, else the environment's."""
    from scheduler.bootstrap import read_settings  # noqa: PLC0415 - only when something is wrong
    from scheduler.model.errors import LitfassError  # noqa: PLC0415

    asked = asked_language(words)
    if asked is not None:
        return asked
    try:
        return read_settings(_config_file(words)).language or environment_language()
    except (LitfassError, OSError):
        return environment_language()


def _said(error: Exception, kinds: Collection[str], call: _Call) -> Sentence:
    for kind, say in _BY_KIND.items():
        if kind in kinds:
            return say(error, call)
    message = _message(error)
    for beginning, tell in _BY_MESSAGE.items():
        if message.startswith(beginning):
            return tell(_quoted(message), call)
    return Sentence(f"Dieser Aufruf stimmt nicht: {message}", f"This call is not right: {message}")


def _message(error: Exception) -> str:
    return str(getattr(error, "message", error))


def _option(error: Exception) -> str:
    return str(getattr(error, "option_name", ""))


def _call(error: Exception, command: str) -> _Call:
    context: Any = getattr(error, "ctx", None)
    if context is None:
        return _Call(command, (), ())
    options = [name for each in context.command.params for name in each.opts]
    subcommands = getattr(context.command, "commands", {})
    dashed = tuple(name for name in options if name.startswith("-"))
    return _Call(context.command_path, dashed, tuple(subcommands))


def _name(error: Exception) -> str:
    """The option as it is typed, or the argument's name."""
    param: Any = getattr(error, "param", None)
    options = [name for name in getattr(param, "opts", ()) if name.startswith("--")]
    return options[0] if options else str(getattr(param, "name", None) or "?").upper()


def _quoted(message: str) -> str:
    found = _QUOTED.search(message)
    return (found[1] or found[2] or "") if found else message


def _config_file(words: Sequence[str]) -> Path:
    for at, word in enumerate(words):
        if word in _CONFIG and at + 1 < len(words):
            return Path(words[at + 1])
        if word.startswith("--config="):
            return Path(word.partition("=")[2])
    return Path("config.yaml")


def _unknown_option(error: Exception, call: _Call) -> Sentence:
    name = _option(error)
    near = difflib.get_close_matches(name, call.options, n=1)
    de, en = f"Die Option „{name}“ gibt es hier nicht.", f"There is no option “{name}” here."
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    return Sentence(de, en)


def _wrong_option(error: Exception, _call: _Call) -> Sentence:
    name = _option(error)
    if "does not take" in _message(error):
        return Sentence(f"„{name}“ nimmt keinen Wert.", f"“{name}” takes no value.")
    return Sentence(f"Hinter „{name}“ fehlt ein Wert.", f"A value is missing after “{name}”.")


def _missing(error: Exception, _call: _Call) -> Sentence:
    name = _name(error)
    return Sentence(f"Die Angabe {name} fehlt.", f"{name} is missing.")


def _bad_value(error: Exception, _call: _Call) -> Sentence:
    name, value = _name(error), _quoted(_message(error))
    return Sentence(f"{name}: „{value}“ passt hier nicht.", f"{name}: “{value}” does not fit here.")


def _unknown_subcommand(name: str, call: _Call) -> Sentence:
    listed = ", ".join(call.subcommands)
    return Sentence(
        f"Den Unterbefehl „{name}“ gibt es nicht. Bekannt sind: {listed}.",
        f"There is no subcommand “{name}”. Known are: {listed}.",
    )


def _no_subcommand(_quoted: str, call: _Call) -> Sentence:
    listed = ", ".join(call.subcommands)
    return Sentence(f"Es fehlt ein Unterbefehl: {listed}.", f"A subcommand is missing: {listed}.")


def _too_many(words: str, _call: _Call) -> Sentence:
    return Sentence(
        f"Zu viele Angaben: „{words}“ hat hier keinen Platz.",
        f"Too many words: “{words}” has no place here.",
    )


_ABORTED = Sentence("Abgebrochen.", "Aborted.")
# A missing parameter is a bad one, too: the narrower kind stands first.
_BY_KIND: Mapping[str, Callable[[Exception, _Call], Sentence]] = {
    "NoSuchOption": _unknown_option,
    "BadOptionUsage": _wrong_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}
_BY_MESSAGE: Mapping[str, Callable[[str, _Call], Sentence]] = {
    "No such command": _unknown_subcommand,
    "Missing command": _no_subcommand,
    "Got unexpected extra": _too_many,
}
