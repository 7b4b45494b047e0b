# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every command shares: its options, its language, its workspace, its last word."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.language import environment_language
from scheduler.model.errors import Busy, LitfassError, PublishError, StoreError, UsageError
from scheduler.model.sentence import Language, Sentence

if TYPE_CHECKING:
    from scheduler.config import Settings
    from scheduler.model.finding import Finding
    from scheduler.operations.standing import Standing
    from scheduler.operations.workspace import Workspace
    from scheduler.tables import Table

FINDINGS = 1
USAGE = 2
BUSY = 75
DEFAULT_CONFIG = Path("config.yaml")

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="config.yaml of the workspace (default: this folder's)."),
]
Lang = Annotated[str | None, typer.Option("--lang", help="de or en.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
Plain = Annotated[bool, typer.Option("--plain", help="No colours and frames.")]


@dataclass(slots=True)
class Session:
    """One run of a command. `language` becomes config.yaml's once it is read.

    `banner` says where it is told that something is paused: beside the output where a program
    reads that. `standing` is what was paused when config.yaml was read.
    """

    config: Path
    lang: str | None = None
    json: bool = False
    plain: bool = False
    language: Language = "en"
    banner: Literal["output", "error", "none"] = "output"
    standing: Standing | None = None

    def settings(self) -> Settings:
        """The workspace's settings; raises ConfigError."""
        from scheduler.bootstrap import read_settings  # noqa: PLC0415 - commands start fast

        settings = read_settings(self.config)
        if self.lang is None and settings.language is not None:
            self.language = settings.language
        self._tell_pauses(settings)
        return settings

    def workspace(self, *, create: bool = True) -> Workspace:
        """The opened workspace."""
        from scheduler.bootstrap import open_workspace  # noqa: PLC0415 - commands start fast

        return open_workspace(self.settings(), create=create)

    def _tell_pauses(self, settings: Settings) -> None:
        """Nobody should wonder why nothing goes out; said once, above everything else."""
        if self.banner == "none" or self.standing is not None:
            return
        from scheduler.bootstrap import SystemClock  # noqa: PLC0415 - commands start fast
        from scheduler.operations.pause_words import banner  # noqa: PLC0415
        from scheduler.operations.standing import standing  # noqa: PLC0415

        self.standing = standing(settings, SystemClock().now())
        tell = self.warn if self.json or self.banner == "error" else self.say
        zone = ZoneInfo(settings.timezone)
        for reason in self.standing.holds:
            tell(Sentence(f"⚠ Es wird nichts gesendet: {reason.de}", f"⚠ On hold: {reason.en}"))
        for line in banner(self.standing.pauses, self.standing.undecided, zone):
            tell(line)

    def say(self, sentence: Sentence | str) -> None:
        """Print one line for people."""
        text = sentence if isinstance(sentence, str) else sentence.in_language(self.language)
        sys.stdout.write(_without_secrets(text) + "\n")

    def hand_over(self, text: str) -> None:
        """Print what was made for this person: an address to open, a token shown once."""
        sys.stdout.write(f"  {text}\n")

    def warn(self, sentence: Sentence | str) -> None:
        """Print one line for people to standard error."""
        text = sentence if isinstance(sentence, str) else sentence.in_language(self.language)
        sys.stderr.write(_without_secrets(text) + "\n")

    def progress(self, done: int, of: int) -> None:
        """Say on a terminal how far long work has come; a pipe gets nothing of it."""
        if sys.stderr.isatty() and not self.plain:
            ended = "\r" + " " * 20 + "\r" if done >= of else ""
            sys.stderr.write(ended or f"\r{done}/{of} …")
            sys.stderr.flush()

    def flush(self) -> None:
        """Let readers of a pipe see what was said so far."""
        sys.stdout.flush()

    def show(self, table: Table) -> None:
        """Print a table: with Rich on a terminal, plainly in a pipe."""
        from scheduler.tables import as_text  # noqa: PLC0415 - commands start fast

        if self.plain or not sys.stdout.isatty():
            self.say(as_text(table, self.language))
        else:
            _show_rich(table, self.language)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Print findings as `file:line:column: severity rule sentence`, suggestion below."""
        for finding in findings:
            self.say(_finding_line(finding, self.language))
            if finding.suggestion is not None:
                self.say(f"    → {finding.suggestion.in_language(self.language)}")


def start(
    config: Path | None, lang: str | None, *, json: bool = False, plain: bool = False
) -> Session:
    """The session of a command; a wrong `--lang` is a usage error."""
    if lang not in {None, "de", "en"}:
        said = _no_language(lang or "").in_language(environment_language())
        sys.stderr.write(said + "\n")
        raise typer.Exit(USAGE)
    session = Session(config or DEFAULT_CONFIG, lang, json, plain)
    session.language = ("de" if lang == "de" else "en") if lang else environment_language()
    return session


@contextlib.contextmanager
def speaking(session: Session) -> Iterator[None]:
    """Turn what goes wrong inside into a sentence and an exit code; never a traceback."""
    try:
        yield
    except BrokenPipeError:
        # Whoever read us has gone (`litfass status | head`): nothing is wrong.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        raise typer.Exit(0) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except LitfassError as error:
        _fail(session, error)
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        session.warn(f"{error.strerror or error}{place}")
        raise typer.Exit(USAGE) from error


def print_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Print `value` as JSON."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(_without_secrets(text) + "\n")


def _without_secrets(text: str) -> str:
    """A platform's words may repeat what it was sent; none of the secrets reaches a terminal."""
    from scheduler.credentials import without_known  # noqa: PLC0415 - commands start fast

    return without_known(text)


def actor() -> str:
    """Who orders: the account name, for the journal."""
    with contextlib.suppress(OSError, KeyError):
        return getpass.getuser()
    return "unknown"


def _no_language(lang: str) -> Sentence:
    return Sentence(
        f"Die Sprache „{lang}“ spricht Litfass nicht. Schreiben Sie --lang de oder --lang en.",
        f"Litfass does not speak “{lang}”. Write --lang de or --lang en.",
    )


def _fail(session: Session, error: LitfassError) -> NoReturn:
    findings: Sequence[Finding] = getattr(error, "findings", ())
    if findings:
        for finding in findings:
            session.warn(_finding_line(finding, session.language))
            if finding.suggestion is not None:
                session.warn(f"    → {finding.suggestion.in_language(session.language)}")
    else:
        place = f"{error.place}: " if isinstance(error, UsageError) and error.place else ""
        session.warn(place + error.sentence.in_language(session.language))
    raise typer.Exit(_exit_code(error)) from error


def _exit_code(error: LitfassError) -> int:
    if isinstance(error, Busy):
        return BUSY
    return FINDINGS if isinstance(error, PublishError | StoreError) else USAGE


def _finding_line(finding: Finding, language: Language) -> str:
    where = f" [{finding.channel}]" if finding.channel else ""
    message = finding.message.in_language(language)
    severity = _SEVERITIES[finding.severity].in_language(language)
    line = f"{finding.place}: {severity} {finding.rule}{where} {message}"
    if finding.ignored is None:
        return line
    return f"{line} {_IGNORED.in_language(language)}: {finding.ignored}"


def _show_rich(table: Table, language: Language) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for tables on a terminal
    from rich.table import Table as RichTable  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from scheduler.tables import shown_rows  # noqa: PLC0415 - commands start fast

    shown = RichTable(title=table.title.in_language(language), title_justify="left")
    for column in table.columns:
        shown.add_column(
            column.title.in_language(language),
            justify="right" if column.numeric else "left",
            overflow="fold",
        )
    for row in shown_rows(table, language):
        shown.add_row(*map(Text, row))
    console = Console()
    console.print(shown)
    for note in table.notes:
        console.print(Text(note.in_language(language)))


_IGNORED = Sentence("– übergangen", "– ignored")
_SEVERITIES = {
    "error": Sentence("Fehler", "error"),
    "warning": Sentence("Warnung", "warning"),
    "info": Sentence("Hinweis", "info"),
}
