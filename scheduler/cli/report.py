# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`report`: what went out and how it was received, for people and for machines."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.session import Config, Json, Lang, Plain, Session, speaking, start
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.config import Settings
    from scheduler.model.sentence import Language
    from scheduler.reports.document import Document
    from scheduler.reports.report import Query
    from scheduler.store.database import Transaction
    from scheduler.tables import Style

# A test holds this to the reports that there are; a command must start fast.
NAMES = (
    "as-of",
    "campaign",
    "channels",
    "coverage",
    "languages",
    "monthly",
    "operations",
    "reliability",
    "timing",
    "volume",
)
_FORMATS = ("text", "csv", "json", "html", "xlsx")
_BINARY = frozenset({"xlsx"})
_STYLES = ("comma", "excel-de")

_LOOKS_AHEAD = "operations"

Name = Annotated[str, typer.Argument(help=f"Which report: {', '.join(NAMES)}.")]
Format = Annotated[str, typer.Option("--format", "-f", help=f"One of {', '.join(_FORMATS)}.")]
CsvStyle = Annotated[
    str,
    typer.Option(
        "--csv-style", help="comma; excel-de (semicolons, decimal comma) for a German Excel."
    ),
]


def report(  # noqa: PLR0917 - options are parameters
    name: Name = "campaign",
    campaign: Annotated[
        str | None,
        typer.Option("--campaign", help="Only this one (default: the only one, else all posts)."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The figures as they were then: 2027-03-08."),
    ] = None,
    weeks: Annotated[
        int | None,
        typer.Option(
            "--weeks", min=1, max=520, help="How many weeks: ahead in operations, back in coverage."
        ),
    ] = None,
    month: Annotated[
        str | None,
        typer.Option("--month", metavar="MONTH", help="Which month: 2027-03; of monthly only."),
    ] = None,
    form: Format = "text",
    csv_style: CsvStyle = "comma",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file instead.")
    ] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """Report: on a campaign and its figures, on the coming week, on what went out and how."""
    session = start(config, lang, json=json, plain=plain)
    session.banner = "output" if form == "text" and output is None else "error"
    with speaking(session):
        _known("--format", form, _FORMATS)
        style = _style(csv_style)
        document = _document(session, name, Asked(campaign, as_of, weeks, month))
        form = "json" if json else form
        content = _rendered(document, session.language, form, style)
        if output is None:
            _print(content, form)
        else:
            _write(output, content)
            session.warn(Sentence(f"Geschrieben: {output}", f"Written: {output}"))


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were typed."""

    campaign: str | None
    as_of: str | None
    weeks: int | None
    month: str | None


def _document(session: Session, name: str, asked: Asked) -> Document:
    from scheduler.reports import report as reports  # noqa: PLC0415 - commands start fast

    chosen = reports.report(name)
    workspace = session.workspace()
    zone = ZoneInfo(workspace.settings.timezone)
    instant = None if asked.as_of is None else reports.instant_of(asked.as_of, zone)
    with workspace.database.read() as connection:
        query = reports.Query(
            now=workspace.clock.now(),
            zone=zone,
            campaign=reports.chosen_campaign(connection, asked.campaign),
            as_of=instant,
            weeks=asked.weeks,
            month=None if asked.month is None else reports.month_of(asked.month),
        )
        if name == _LOOKS_AHEAD:
            query = _looking_ahead(connection, query, workspace.settings)
        with _no_search_for_cycles():
            return chosen.build(connection, query)


@contextlib.contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """A report makes many small things and no cycles; looking for them took a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _looking_ahead(connection: Transaction, query: Query, settings: Settings) -> Query:
    """`query` with what lacks to the deliveries that are coming."""
    from scheduler.operations.obstacles import obstacles  # noqa: PLC0415 - commands start fast
    from scheduler.reports.operations import horizon  # noqa: PLC0415 - commands start fast

    found = obstacles(connection, settings, query.now, horizon(query))
    return replace(query, obstacles=found)


def _rendered(document: Document, language: Language, form: str, style: Style) -> bytes:
    from scheduler.reports.rendering import rendered  # noqa: PLC0415 - commands start fast

    return rendered(document, language, form, style)


def _print(content: bytes, form: str) -> None:
    """To a pipe anything goes; a terminal would show a workbook as noise."""
    if form in _BINARY and sys.stdout.isatty():
        raise UsageError(_NO_TERMINAL)
    sys.stdout.flush()
    if form in _BINARY:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(content.decode())


def _write(path: Path, content: bytes) -> None:
    from scheduler.reports.files import write_whole  # noqa: PLC0415 - commands start fast

    write_whole(path, content)


def _style(name: str) -> Style:
    _known("--csv-style", name, _STYLES)
    return "excel-de" if name == "excel-de" else "comma"


def _known(option: str, value: str, known: tuple[str, ...]) -> None:
    if value in known:
        return
    names = ", ".join(known)
    raise UsageError(
        Sentence(
            f"{option} {value}: Das gibt es nicht. Bekannt sind: {names}.",
            f"{option} {value} is unknown. Known are: {names}.",
        )
    )


_NO_TERMINAL = Sentence(
    "Eine Excel-Datei gehört in eine Datei, nicht auf den Bildschirm: -o bericht.xlsx",
    "A workbook belongs into a file, not onto the screen: -o report.xlsx",
)
COMMANDS = {"report": report}
