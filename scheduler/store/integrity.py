# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a database is whole and its deliveries make sense."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, and_, select, text

from scheduler.model.delivery import State, delivery_key
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.database import Database
from scheduler.store.upgrade import current_revision, newest_revision

_deliveries = schema.deliveries
_OWNED = (State.CLAIMED, State.SENDING)
_WAITING = (State.PLANNED, State.RETRYING, State.UNCONFIRMED)


def faults_of(database: Database) -> list[Sentence]:
    """Everything that is wrong, in sentences; raises StoreError when it cannot be read at all."""
    with database.read() as connection:
        faults = list(_broken_file(connection)) if database.is_sqlite else []
        revision, newest = current_revision(connection), newest_revision()
        if revision != newest:
            return [*faults, _revision(revision, newest)]
        return [*faults, *_senseless(connection)]


def _broken_file(connection: Connection) -> Iterator[Sentence]:
    for row in connection.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield Sentence(f"SQLite meldet: {row[0]}", f"SQLite reports: {row[0]}")
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Sentence(
            f"Tabelle {row[0]}, Zeile {row[1]}: verweist auf eine Zeile in {row[2]}, die fehlt.",
            f"Table {row[0]}, row {row[1]}: refers to a row of {row[2]} that is missing.",
        )


def _senseless(connection: Connection) -> Iterator[Sentence]:
    """Deliveries in a state that the program never leaves behind."""
    for condition, said in _conditions():
        query = select(_deliveries.c.post_id, _deliveries.c.channel).where(condition)
        for row in connection.execute(query.order_by(_deliveries.c.id)):
            yield _of(row.post_id, row.channel, said)
    columns = ("post_id", "channel", "occurrence", "key", "state")
    for row in connection.execute(select(*(_deliveries.c[name] for name in columns))):
        if row.key != delivery_key(row.post_id, row.channel, row.occurrence):
            yield _of(row.post_id, row.channel, _WRONG_KEY)
        if row.state not in set(State):
            yield _of(row.post_id, row.channel, _NO_STATE)


def _conditions() -> tuple[tuple[ColumnElement[bool], Sentence], ...]:
    table = _deliveries.c
    nowhere = and_(table.remote_id.is_(None), table.url.is_(None))
    return (
        (and_(table.state == State.PUBLISHED, nowhere), _NOWHERE),
        (and_(table.state.in_(_OWNED), table.owner.is_(None)), _NO_OWNER),
        (and_(table.state.not_in(_OWNED), table.owner.is_not(None)), _OWNER),
        (and_(table.state.in_(_WAITING), table.wake_at.is_(None)), _NEVER),
    )


def _of(post: str, channel: str, said: Sentence) -> Sentence:
    return Sentence(f"{post} · {channel}: {said.de}", f"{post} · {channel}: {said.en}")


def _revision(found: str | None, newest: str) -> Sentence:
    shown = found or "–"
    return Sentence(
        f"Das Schema ist auf dem Stand {shown}, nötig ist {newest}. Bitte: litfass db upgrade",
        f"The schema is at revision {shown}, needed is {newest}. Please run: litfass db upgrade",
    )


_NOWHERE = Sentence(
    "gilt als erschienen, aber es steht nicht da, wo.", "counts as live, but not where."
)
_NO_OWNER = Sentence("ist in Arbeit, aber bei niemandem.", "is being worked on, but by nobody.")
_OWNER = Sentence("gehört noch einem Dienst, der fertig ist.", "still belongs to a daemon.")
_NEVER = Sentence("wartet, aber wird nie wieder geweckt.", "waits, but is never woken again.")
_WRONG_KEY = Sentence("hat einen falschen Schlüssel.", "has a wrong key.")
_NO_STATE = Sentence("hat einen unbekannten Zustand.", "has an unknown state.")
