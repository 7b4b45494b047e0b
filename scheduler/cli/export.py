# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`export`: the tables for other programs (spreadsheets, BI), as CSV files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.session import Config, Json, Lang, Session, print_json, speaking, start
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.operations.public_counts import PublicCounts
    from scheduler.operations.workspace import Workspace
    from scheduler.store.bi_views import View
    from scheduler.store.database import Transaction
    from scheduler.tables import Style

_STYLES: dict[str, Style] = {"comma": "comma", "excel-de": "excel-de"}
_FORMATS = ("csv",)


def export(  # noqa: PLR0917 - options are parameters
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the files.")],
    views: Annotated[
        list[str] | None, typer.Argument(metavar="VIEW", help="Which tables; none means all.")
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="csv.")] = "csv",
    csv_style: Annotated[
        str,
        typer.Option(
            "--csv-style", help="comma; excel-de (semicolons, decimal comma) for a German Excel."
        ),
    ] = "comma",
    public: Annotated[
        bool, typer.Option("--public", help="For outsiders: no small numbers, no free text.")
    ] = False,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Write the tables for analysis to CSV files: posts, deliveries, channels, figures."""
    from scheduler.operations.table_export import export_view  # noqa: PLC0415 - fast start

    session = start(config, lang, json=json)
    with speaking(session):
        _one_of("--format", form, _FORMATS)
        _one_of("--csv-style", csv_style, _STYLES)
        chosen = _chosen(views or [])
        workspace = session.workspace()
        output.mkdir(parents=True, exist_ok=True)
        with workspace.database.read() as connection:
            seen = _public(connection, workspace) if public else None
            counts = {
                view.name: export_view(connection, view, output, _STYLES[csv_style], seen)
                for view in chosen
            }
        _tell(session, output, counts)


def _chosen(names: list[str]) -> list[View]:
    from scheduler.store.bi_views import VIEWS  # noqa: PLC0415 - fast start

    for name in names:
        _one_of("VIEW", name, VIEWS)
    return [view for name, view in VIEWS.items() if not names or name in names]


def _public(connection: Transaction, workspace: Workspace) -> PublicCounts:
    from scheduler.operations.public_counts import PublicCounts  # noqa: PLC0415 - fast start

    return PublicCounts(connection, workspace.settings.public_threshold)


def _tell(session: Session, folder: Path, counts: dict[str, int]) -> None:
    if session.json:
        print_json({"folder": str(folder), "rows": counts})
        return
    for name, count in counts.items():
        session.say(
            Sentence(
                f"Geschrieben: {folder / name}.csv (Zeilen: {count})",
                f"Written: {folder / name}.csv (rows: {count})",
            )
        )


def _one_of(what: str, given: str, known: Iterable[str]) -> None:
    names = ", ".join(known)
    if given not in names.split(", "):
        raise UsageError(
            Sentence(
                f"{what} „{given}“ gibt es nicht. Es gibt: {names}.",
                f"There is no {what} “{given}”. There is: {names}.",
            )
        )


COMMANDS = {"export": export}
