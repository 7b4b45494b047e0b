# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`notices test|list`: whether the team can be told, and what it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from scheduler.cli.session import (
    FINDINGS,
    Config,
    Json,
    Lang,
    Plain,
    Session,
    print_json,
    speaking,
    start,
)
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.notices import Tried
    from scheduler.store.notices import NoticeRow
    from scheduler.tables import Table

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("test")
def try_targets(config: Config = None, lang: Lang = None, json: Json = False) -> None:
    """Send one test message to each target; exit code 1 when one did not take it."""
    from scheduler.notices import try_target  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json)
    tried: list[Tried] = []
    with speaking(session):
        settings = session.settings()
        for target in settings.notices:
            tried.append(try_target(target, settings.folder, session.language))
            if not json:
                session.say(_outcome(tried[-1]))
                session.flush()
        if json:
            print_json({"targets": [_tried_json(each, session) for each in tried]})
        elif not tried:
            session.say(_NO_TARGET)
    if any(each.problem for each in tried):
        raise typer.Exit(FINDINGS)


@app.command("list")
def list_notices(
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many.")] = 50,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """List the last notices, newest first, sent or not."""
    from scheduler.store.notices import latest  # noqa: PLC0415 - commands start fast

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        workspace = session.workspace()
        with workspace.database.read() as connection:
            rows = latest(connection, limit)
        if json:
            print_json({"notices": [_row_json(row, session) for row in rows]})
        elif rows:
            session.show(_table(rows, workspace.settings.timezone))
        else:
            session.say(_NONE)


def _tried_json(tried: Tried, session: Session) -> dict[str, Any]:
    problem = tried.problem.in_language(session.language) if tried.problem else None
    return {"target": tried.target, "ok": tried.problem is None, "problem": problem}


def _outcome(tried: Tried) -> Sentence:
    if tried.problem is None:
        return Sentence(
            f"{tried.target}: Probenachricht angenommen.", f"{tried.target}: test message taken."
        )
    return Sentence(
        f"{tried.target}: nicht angenommen. {tried.problem.de}",
        f"{tried.target}: not taken. {tried.problem.en}",
    )


def _row_json(row: NoticeRow, session: Session) -> dict[str, Any]:
    from scheduler.tables import iso  # noqa: PLC0415 - commands start fast

    return {
        "created_at": iso(row.created_at),
        "sent_at": iso(row.sent_at) if row.sent_at else None,
        "target": row.target,
        "event": row.event.value,
        "subject": row.subject,
        "stood_before": row.stood_before,
        "tries": row.tries,
        "message": row.said.in_language(session.language),
        "problem": row.problem.in_language(session.language) if row.problem else None,
    }


def _table(rows: list[NoticeRow], timezone: str) -> Table:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - commands start fast

    from scheduler.model.notice import EVENT_WORDS  # noqa: PLC0415
    from scheduler.operations.life import local  # noqa: PLC0415
    from scheduler.tables import Column, Table  # noqa: PLC0415

    zone = ZoneInfo(timezone)
    return Table(
        title=Sentence("Meldungen", "Notices"),
        columns=(
            Column("created_at", Sentence("Seit", "Since")),
            Column("target", Sentence("An", "To")),
            Column("event", Sentence("Was", "What")),
            Column("subject", Sentence("Worüber", "About")),
            Column("sent_at", Sentence("Gesendet", "Sent")),
        ),
        rows=tuple(
            (
                local(row.created_at, zone),
                row.target,
                EVENT_WORDS[row.event],
                row.subject,
                local(row.sent_at, zone) if row.sent_at else row.problem or _WAITS,
            )
            for row in rows
        ),
    )


GROUPS = {"notices": app}
_WAITS = Sentence("wartet", "waits")
_NONE = Sentence("Es gab noch keine Meldung.", "There was no notice yet.")
_NO_TARGET = Sentence(
    "In config.yaml steht unter notices noch kein Ziel. Wie es geht: docs/notices.md",
    "There is no target below notices in config.yaml yet. How to: docs/notices.md",
)
