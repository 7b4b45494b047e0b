# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`audit verify|show|export`: who did what, and whether the log still says so."""

from __future__ import annotations

import csv
import json as json_module
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scheduler.cli.identity import TokenFile, who
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
from scheduler.model.approval import AUDITOR
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.operations.audit_chain import Verdict
    from scheduler.store.audit import Entry
    from scheduler.tables import Table

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Post = Annotated[str | None, typer.Option("--post", help="Only what concerns this post.")]


@app.command("verify")
def verify_log(
    head: Annotated[
        str | None,
        typer.Option("--head", help="What an earlier verify showed; finds a cut-off end, too."),
    ] = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Check the whole log; exit code 1 when a row was changed, removed, added or moved."""
    from scheduler.operations.audit_chain import parse_head, verify  # noqa: PLC0415 - fast start

    session = start(config, lang, json=json)
    failed = False
    with speaking(session):
        kept = parse_head(head) if head is not None else None
        with session.workspace().database.read() as connection:
            verdict = verify(connection, kept)
        failed = verdict.problem is not None
        if json:
            print_json(_verdict_json(verdict, session))
        else:
            session.say(verdict.problem or _sound(verdict))
            session.say(f"--head {verdict.head}")
    if failed:
        raise typer.Exit(FINDINGS)


@app.command("show")
def show_log(  # noqa: PLR0917 - options are parameters
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many.")] = 50,
    post: Post = None,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """Show the last rows of the log, newest last."""
    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        rows = _rows(session, token_file, post)[-limit:]
        if json:
            print_json({"rows": [_entry_json(row) for row in rows]})
        elif rows:
            session.show(_table(rows))
        else:
            session.say(_EMPTY)


@app.command("export")
def export_log(
    form: Annotated[str, typer.Option("--format", help="json or csv.")] = "json",
    post: Post = None,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Print the whole log with all hashes, for the files or another program."""
    session = start(config, lang, json=True)
    with speaking(session):
        if form not in {"json", "csv"}:
            raise UsageError(_FORMATS)
        rows = map(_entry_json, _rows(session, token_file, post))
        if form == "json":
            print_json({"rows": list(rows)})
        else:
            _write_csv(rows)


def _rows(session: Session, token_file: Any, post: str | None) -> list[Entry]:  # noqa: ANN401
    from scheduler.store.audit import entries  # noqa: PLC0415 - commands start fast

    workspace = session.workspace()
    who(session, workspace, token_file, AUDITOR)
    with workspace.database.read() as connection:
        return list(entries(connection, about=post))


def _write_csv(rows: Iterable[dict[str, Any]]) -> None:
    writer = csv.DictWriter(sys.stdout, _COLUMNS)
    writer.writeheader()
    for row in rows:
        detail = json_module.dumps(row["detail"], ensure_ascii=False)
        writer.writerow({**row, "detail": detail})


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "act": entry.act,
        "object": entry.object,
        "reason": entry.reason,
        "detail": json_module.loads(entry.detail),
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
    }


def _verdict_json(verdict: Verdict, session: Session) -> dict[str, Any]:
    return {
        "ok": verdict.problem is None,
        "head": str(verdict.head),
        "row": verdict.row,
        "problem": verdict.problem.in_language(session.language) if verdict.problem else None,
    }


def _table(rows: list[Entry]) -> Table:
    from scheduler.tables import Column, Table  # noqa: PLC0415 - commands start fast

    return Table(
        title=Sentence("Protokoll", "Audit log"),
        columns=(
            Column("seq", Sentence("Nr.", "No."), numeric=True),
            Column("at", Sentence("Wann (UTC)", "When (UTC)")),
            Column("actor", Sentence("Wer", "Who")),
            Column("act", Sentence("Was", "What")),
            Column("object", Sentence("Woran", "Of what")),
            Column("reason", Sentence("Warum", "Why")),
        ),
        rows=tuple(
            (row.seq, f"{row.at:%Y-%m-%d %H:%M:%S}", row.actor, row.act, row.object, row.reason)
            for row in rows
        ),
    )


def _sound(verdict: Verdict) -> Sentence:
    count = verdict.head.seq or 0
    return Sentence(
        f"Das Protokoll ist unversehrt ({count} Zeilen). Bewahren Sie sein Ende außerhalb auf:",
        f"The log is sound ({count} rows). Keep its end somewhere else:",
    )


GROUPS = {"audit": app}
_COLUMNS = ("seq", "at", "actor", "act", "object", "reason", "detail", "prev_hash", "hash")
_EMPTY = Sentence("Das Protokoll ist leer.", "The log is empty.")
_FORMATS = Sentence("--format: json oder csv.", "--format: json or csv.")
