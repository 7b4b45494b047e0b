# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`import csv|ics|markdown`: other people's plans become drafts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.session import FINDINGS, Config, Lang, Session, speaking, start
from scheduler.model.errors import UsageError
from scheduler.model.finding import Severity
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.authoring.imports.harvest import Harvest
    from scheduler.config import Settings

    Reader = Callable[[bytes, Settings], Harvest]

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Source = Annotated[Path, typer.Argument(metavar="SOURCE", help="The file to take over.")]
Into = Annotated[
    Path | None, typer.Option("--into", help="The folder for the new files (default: posts).")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show it, and write nothing.")]


@app.command("csv")
def from_csv(
    source: Source,
    into: Into = None,
    dry_run: DryRun = False,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Take over an editorial plan: a table whose first row names the columns."""

    def read(content: bytes, _settings: Settings) -> Harvest:
        from scheduler.authoring.imports.spreadsheet import read_csv  # noqa: PLC0415 - starts fast

        return read_csv(content, str(source))

    _import(start(config, lang), source, into, read, dry_run=dry_run)


@app.command("ics")
def from_ics(
    source: Source,
    into: Into = None,
    dry_run: DryRun = False,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Take over a calendar: each event becomes a draft."""

    def read(content: bytes, settings: Settings) -> Harvest:
        from scheduler.authoring.imports.calendar import read_ics  # noqa: PLC0415 - starts fast

        return read_ics(content, str(source), ZoneInfo(settings.timezone))

    _import(start(config, lang), source, into, read, dry_run=dry_run)


@app.command("markdown")
def from_markdown(  # noqa: PLR0917 - options are parameters
    source: Source,
    into: Into = None,
    pairs: Annotated[
        list[str] | None, typer.Option("--map", help="ACCOUNT=CHANNEL; repeatable.")
    ] = None,
    dry_run: DryRun = False,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Take over a Markdown file with front matter."""
    session = start(config, lang)

    def read(content: bytes, settings: Settings) -> Harvest:
        from scheduler.authoring.imports.markdown_queue import read_markdown  # noqa: PLC0415

        return read_markdown(content, str(source), source.stem, _map(pairs or [], settings))

    _import(session, source, into, read, dry_run=dry_run)


def _import(
    session: Session, source: Path, into: Path | None, read: Reader, *, dry_run: bool
) -> None:
    from scheduler.operations.importing import file_texts, write_all  # noqa: PLC0415 - starts fast

    is_lossy = False
    with speaking(session):
        settings = session.settings()
        harvest = read(source.read_bytes(), settings)
        folder = into or settings.posts
        texts = file_texts(harvest, source, folder, settings.folder, session.language)
        if not dry_run:
            write_all(texts)
        for path, text in texts.items():
            session.say(f"# {path}\n{text}" if dry_run else str(path))
        session.show_findings(harvest.findings)
        session.say(_summary(len(texts), len(harvest.findings), dry_run=dry_run))
        is_lossy = any(each.severity is Severity.ERROR for each in harvest.findings)
    if is_lossy:
        raise typer.Exit(FINDINGS)


def _map(pairs: list[str], settings: Settings) -> dict[str, str]:
    found = {channel: channel for channel in settings.channels}
    for pair in pairs:
        account, sign, channel = pair.partition("=")
        if not sign or channel not in settings.channels:
            raise UsageError(_wrong_pair(pair, ", ".join(settings.channels)))
        found[account] = channel
    return found


def _wrong_pair(pair: str, known: str) -> Sentence:
    return Sentence(
        f"--map {pair}: Erwartet wird KONTO=KANAL; Kanäle sind: {known or 'keine'}.",
        f"--map {pair}: wanted is ACCOUNT=CHANNEL; channels are: {known or 'none'}.",
    )


def _summary(posts: int, findings: int, *, dry_run: bool) -> Sentence:
    de, en = ("würden geschrieben", "would be written") if dry_run else ("geschrieben", "written")
    return Sentence(
        f"{posts} Entwürfe {de}. Nicht ganz übernommen: {findings} Hinweise.",
        f"{posts} drafts {en}. Not wholly taken over: {findings} remarks.",
    )


GROUPS = {"import": app}
