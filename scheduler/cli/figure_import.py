# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`figures import`: a file of figures, all of it or nothing, and never twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from scheduler.cli.session import (
    FINDINGS,
    Config,
    Json,
    Lang,
    Session,
    actor,
    print_json,
    speaking,
    start,
)
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.authoring.figure_files.entries import Sheet
    from scheduler.operations.figure_import import Delivered, Intake
    from scheduler.operations.workspace import Workspace

_FORMATS = ("csv", "yaml", "matomo")

Form = Annotated[
    str | None,
    typer.Option("--format", "-f", help="csv, yaml or matomo (default: by the file's name)."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show it, and write nothing.")]
Correct = Annotated[
    bool,
    typer.Option("--correct", help="Lines with another value than before correct the figures."),
]


def import_file(  # noqa: PLR0917 - options are parameters
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file with the figures.")],
    form: Form = None,
    dry_run: DryRun = False,
    correct: Correct = False,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why it corrects; kept beside the figures.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Where no line names one (default: the file).")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", help="The day, where no line names one.")
    ] = None,
    campaign: Annotated[
        str | None, typer.Option("--campaign", help="Where no line names one.")
    ] = None,
    region: Annotated[str | None, typer.Option("--region", help="Where no line names one.")] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Take a file of figures over: a table, a YAML list, or an export of Matomo."""
    session = start(config, lang, json=json)
    defaults = {"date": day, "campaign": campaign, "region": region}
    is_done = False
    with speaking(session):
        workspace = session.workspace()
        delivered = _delivered(file, form, source)
        sheet = _read(workspace, delivered, {k: v for k, v in defaults.items() if v})
        _tell(session, sheet)
        if not sheet.is_faulty:
            why = reason or f"import: {file.name}"
            is_done = _take(session, workspace, (delivered, sheet), (why, dry_run, correct))
        else:
            session.warn(_REFUSED)
    if not is_done:
        raise typer.Exit(FINDINGS)


def _delivered(file: Path, form: str | None, source: str | None) -> Delivered:
    from scheduler.operations.figure_import import Delivered  # noqa: PLC0415 - starts fast

    chosen = form or ("yaml" if file.suffix.lower() in {".yaml", ".yml"} else "csv")
    if chosen not in _FORMATS:
        raise UsageError(_no_format(chosen))
    content = file.read_bytes()
    return Delivered(file.name, content, chosen, (source or "").strip() or file.name)


def _read(workspace: Workspace, delivered: Delivered, defaults: dict[str, str]) -> Sheet:
    from scheduler.authoring.figure_files.entries import Sheet  # noqa: PLC0415 - starts fast
    from scheduler.operations.figure_import import read_figures  # noqa: PLC0415 - starts fast

    zone = ZoneInfo(workspace.settings.timezone)
    sheet = Sheet(workspace.clock.now().astimezone(zone).date(), defaults)
    read_figures(workspace, delivered, sheet)
    return sheet


def _tell(session: Session, sheet: Sheet) -> None:
    if not session.json:
        session.show_findings(sheet.findings)
        return
    for finding in sheet.findings:
        session.warn(f"{finding.place}: {finding.message.in_language(session.language)}")


def _take(
    session: Session,
    workspace: Workspace,
    read: tuple[Delivered, Sheet],
    how: tuple[str, bool, bool],
) -> bool:
    """Show what the file brings and, unless it is a trial, write it; False if it was refused."""
    from scheduler.operations.figure_import import intake_of, take_in  # noqa: PLC0415

    (delivered, sheet), (reason, dry_run, correct) = read, how
    who, now = actor(), workspace.clock.now()
    with workspace.database.write() as connection:
        intake = intake_of(connection, delivered, sheet.entries, who, now)
        is_refused = bool(intake.changes) and not correct
        is_news = bool(intake.fresh or intake.changes) and intake.before is None
        if is_news and not dry_run and not is_refused:
            take_in(connection, delivered, intake, (who, reason, now))
    _show(session, intake, dry_run=dry_run, is_refused=is_refused)
    return dry_run or not is_refused or intake.before is not None


def _show(session: Session, intake: Intake, *, dry_run: bool, is_refused: bool) -> None:
    from scheduler.cli.figure_table import intake_table  # noqa: PLC0415 - commands start fast
    from scheduler.tables import as_records  # noqa: PLC0415 - commands start fast

    table = intake_table(intake)
    if session.json:
        print_json(as_records(table, session.language))
    elif dry_run or intake.changes or intake.gone:
        session.show(table)
    tell = session.warn if session.json else session.say
    if intake.before is not None:
        tell(_again(intake.before.imported_at.date().isoformat(), intake.before.actor))
    elif is_refused:
        session.warn(_CHANGED)
    else:
        tell(_summary(intake, dry_run=dry_run))


def _summary(intake: Intake, *, dry_run: bool) -> Sentence:
    fresh, changed, same = len(intake.fresh), len(intake.changes), len(intake.same)
    de, en = ("Würde eintragen", "Would enter") if dry_run else ("Eingetragen", "Entered")
    return Sentence(
        f"{de}: {fresh} neu, {changed} korrigiert; {same} waren schon da.",
        f"{en}: {fresh} new, {changed} corrected; {same} were there already.",
    )


def _again(day: str, who: str) -> Sentence:
    return Sentence(
        f"Genau diese Datei wurde am {day} schon übernommen ({who}). Nichts wird doppelt gezählt.",
        f"This very file was taken over on {day} already ({who}). Nothing is counted twice.",
    )


def _no_format(name: str) -> Sentence:
    names = ", ".join(_FORMATS)
    return Sentence(
        f"--format {name}: Das gibt es nicht. Bekannt sind: {names}.",
        f"--format {name} is unknown. Known are: {names}.",
    )


_REFUSED = Sentence(
    "Nichts wurde eingetragen. Bitte die Datei berichtigen und noch einmal einlesen.",
    "Nothing was entered. Please mend the file and import it again.",
)
_CHANGED = Sentence(
    "Nichts wurde eingetragen: Die Datei ändert Zahlen, die schon da sind. Sollen sie korrigiert "
    "werden, dann mit --correct und --reason; sind es andere Zahlen, dann mit einer eigenen "
    "Quelle (--source) oder Spalte „Schlüssel“.",
    "Nothing was entered: the file changes figures that are there already. If they are to be "
    "corrected: --correct and --reason; if these are other figures: give them a source of their "
    "own (--source) or a column “key”.",
)
