# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`records purge`: what is past its time is shown, then erased."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.identity import TokenFile, who
from scheduler.cli.session import Config, Json, Lang, Plain, Session, print_json, speaking, start
from scheduler.model.approval import ADMIN
from scheduler.model.errors import UsageError
from scheduler.model.retention import CLASSES
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.operations.purging import Ground, Past
    from scheduler.operations.workspace import Workspace
    from scheduler.tables import Table

_YES = frozenset({"j", "ja", "y", "yes"})


def purge_records(  # noqa: PLR0917 - options are parameters
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would go; change nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    token_file: TokenFile = None,
    config: Config = None,
    lang: Lang = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    """Erase what is past its time by `retention` in config.yaml, and tell the audit log."""
    from scheduler.operations.purging import past, purge  # noqa: PLC0415 - fast start

    session = start(config, lang, json=json, plain=plain)
    with speaking(session):
        workspace = session.workspace()
        if not workspace.settings.retention:
            raise UsageError(_NO_RULES)
        actor = None if dry_run else who(session, workspace, token_file, ADMIN)
        ground = _ground(workspace)
        found = past(ground, workspace.settings.retention, workspace.clock.now())
        if not session.json:
            session.show(_table(found))
        if actor is None or not any(each.stock.rows for each in found):
            _tell(session, found, {}, None if actor is None else _NOTHING)
        elif yes or _agreed(session):
            done = purge(ground, found, actor, workspace.clock.now)
            _tell(session, found, done, _done(sum(done.values())))
        else:
            _tell(session, found, {}, _LEFT)


def _ground(workspace: Workspace) -> Ground:
    from scheduler.bootstrap.queue import media_folder  # noqa: PLC0415 - fast start
    from scheduler.operations.purging import Ground  # noqa: PLC0415

    settings, database = workspace.settings, workspace.database
    return Ground(database, media_folder(settings, database), tuple(settings.channels))


def _table(found: Sequence[Past]) -> Table:
    from scheduler.tables import Column, Table  # noqa: PLC0415 - fast start

    columns = (
        Column("class", Sentence("Klasse", "Class")),
        Column("what", Sentence("Was", "What")),
        Column("count", Sentence("Anzahl", "Count"), numeric=True),
        Column("oldest", Sentence("Ältestes", "Oldest")),
        Column("newest", Sentence("Neuestes", "Newest")),
        Column("before", Sentence("Älter als", "Older than")),
        Column("note", Sentence("Grundlage", "Ground")),
    )
    rows = tuple(
        (
            each.name,
            CLASSES[each.name],
            each.stock.rows,
            each.stock.oldest,
            each.stock.newest,
            each.before,
            each.note or None,
        )
        for each in found
    )
    return Table(Sentence("Über die Frist", "Past its time"), columns, rows, (), "past")


def _agreed(session: Session) -> bool:
    if session.json or not sys.stdin.isatty():
        raise UsageError(_SAY_YES)
    sys.stdout.write(_QUESTION.in_language(session.language) + " ")
    session.flush()
    return sys.stdin.readline().strip().lower() in _YES


def _tell(
    session: Session, found: Sequence[Past], done: dict[str, int], said: Sentence | None
) -> None:
    if session.json:
        from scheduler.tables import as_records  # noqa: PLC0415 - fast start

        print_json({"past": as_records(_table(found), session.language), "erased": done})
    elif said is not None:
        session.say(said)


def _done(count: int) -> Sentence:
    return Sentence(
        f"Gelöscht: {count}. Das Protokoll sagt, wer das wann angeordnet hat.",
        f"Erased: {count}. The audit log says who ordered it, and when.",
    )


_QUESTION = Sentence(
    "Das lässt sich nicht rückgängig machen. Löschen? [j/N]", "This cannot be undone. Erase? [y/N]"
)
_SAY_YES = Sentence(
    "Hier kann niemand gefragt werden. Sehen Sie mit --dry-run nach, was ginge; mit --yes wird "
    "gelöscht.",
    "Nobody can be asked here. See with --dry-run what would go; --yes erases it.",
)
_NOTHING = Sentence("Nichts ist über seine Frist.", "Nothing is past its time.")
_LEFT = Sentence("Nichts wurde gelöscht.", "Nothing was erased.")
_NO_RULES = Sentence(
    "In config.yaml steht keine Frist (retention); ohne sie wird alles aufbewahrt. Wie es geht, "
    "steht in docs/akten.md.",
    "config.yaml has no time for anything (retention); without it all is kept. How it is done "
    "stands in docs/records.md.",
)
