# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of the tables may go after its time, and what never goes and why.

Nothing that keeps a post from going out twice is ever touched: deliveries with their keys, parts,
attempts, occurrences. Nor is what a delivery needs that is not over yet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Table,
    Text,
    and_,
    cast,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    text,
    true,
    tuple_,
    update,
)

from scheduler.model.delivery import State
from scheduler.store import schema

Key = tuple[Any, ...]  # of one row: the values of its primary key
OVER = (State.PUBLISHED, State.RETRACTED, State.CANCELLED, State.MISSED, State.FAILED)
# What is never purged, and why. Every table is here or in a class; a test sees to it.
NEVER: Mapping[str, str] = MappingProxyType(
    {
        "addenda": "keeps every wording that was ever live",
        "approvals": "the audit log names each of them",
        "attempts": "tell what was tried; only the platform's answer goes",
        "audit": "append-only: its chain proves the rest",
        "channels": "one row per account, with its state of today",
        "deliveries": "keep a post from going out twice",
        "facts": "the state of the program, not of posts",
        "figure_imports": "keep a file from being counted twice",
        "goal_statements": "reports as of an earlier day rest on them",
        "link_cards": "a sync would compose without them",
        "notices": "keep a thing from being told twice",
        "occurrences": "keep a post that comes again from going out twice",
        "parts": "keep a part from going out twice",
        "posts": "what deliveries belong to",
        "problems": "of today: each sync writes them anew",
        "report_runs": "keep a report from being sent twice",
        "sample_dues": "of today: what is still to be counted",
        "slots": "keep a slot from being given twice",
        "superseded": "reports as of an earlier day rest on it",
        "tasks": "keep a task from being set twice",
    }
)


@dataclass(frozen=True, slots=True)
class Stock:
    """How much of a class is past its time, and from when to when."""

    rows: int
    oldest: datetime | None = None
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Erasure:
    """What goes of a table: rows whose `at` is past and that are `free` to go.

    With `blank` the rows stay, and only that column goes. Rows whose `hangs_on` names a row that
    goes, go with it.
    """

    table: Table
    at: Column[Any]
    free: ColumnElement[bool]
    blank: Column[Any] | None = None
    hangs_on: Column[Any] | None = None

    def due(self, before: datetime, channels: Collection[str]) -> ColumnElement[bool]:
        """Which rows are past their time; `channels` are those in use."""
        due = and_(self.at < before, self.free)
        if self.blank is not None:
            due = and_(due, self.blank.is_not(None))
        if self.table is schema.secrets:
            due = and_(due, schema.secrets.c.channel.not_in(sorted(channels)))
        return due


def stock(connection: Connection, name: str, before: datetime, channels: Collection[str]) -> Stock:
    """What of the class `name` is older than `before`."""
    erasure = ERASURES[name]
    query = select(func.count(), func.min(erasure.at), func.max(erasure.at))
    count, oldest, newest = connection.execute(query.where(erasure.due(before, channels))).one()
    return Stock(count, oldest, newest)


def due_keys(
    connection: Connection,
    name: str,
    before: datetime,
    channels: Collection[str],
    *,
    after: Key | None,
    most: int,
) -> list[Key]:
    """The keys of at most `most` rows of a class that are past their time, from `after` on."""
    erasure = ERASURES[name]
    keys = list(erasure.table.primary_key.columns)
    query = select(*keys).where(erasure.due(before, channels)).order_by(*keys).limit(most)
    if after is not None:
        query = query.where(tuple_(*keys) > tuple_(*after))
    return [tuple(row) for row in connection.execute(query)]


def erase(
    connection: Connection,
    name: str,
    before: datetime,
    channels: Collection[str],
    rows: Sequence[Key],
) -> int:
    """Erase those `rows` that are still past their time; commits with the caller's work."""
    erasure = ERASURES[name]
    if connection.dialect.name == "sqlite":
        connection.execute(_OVERWRITE)
    if erasure.hangs_on is not None:
        column = erasure.hangs_on
        connection.execute(delete(column.table).where(column.in_([row[0] for row in rows])))
    keys = erasure.table.primary_key.columns
    chosen = and_(tuple_(*keys).in_(rows), erasure.due(before, channels))
    if erasure.blank is None:
        return connection.execute(delete(erasure.table).where(chosen)).rowcount
    blanked = update(erasure.table).where(chosen).values({erasure.blank.name: None})
    return connection.execute(blanked).rowcount


def needed_media(connection: Connection) -> frozenset[str]:
    """The SHA-256 of every file that a delivery or an order may still send.

    What failed or was missed may be tried again.
    """
    deliveries, addenda = schema.deliveries, schema.addenda
    open_ones = select(cast(deliveries.c.message, Text)).where(deliveries.c.state.not_in(_SENT))
    ordered = select(cast(addenda.c.message, Text)).where(addenda.c.state != "done")
    rows = [*connection.execute(open_ones).scalars(), *connection.execute(ordered).scalars()]
    return frozenset(found for row in rows if row for found in _SHA256.findall(row))


def _is_over(delivery: ColumnElement[Any]) -> ColumnElement[bool]:
    table = schema.deliveries
    return exists().where(table.c.id == delivery, table.c.state.in_(OVER))


def _answers() -> Erasure:
    table = schema.attempts
    return Erasure(table, table.c.finished_at, _is_over(table.c.delivery_id), table.c.excerpt)


def _journal() -> Erasure:
    """But for the last entry that tells how a delivery ended: reports rest on it."""
    table, later, deliveries = schema.events, schema.events.alias(), schema.deliveries
    superseded = exists().where(
        later.c.delivery_id == table.c.delivery_id,
        _tells_a_state(later),
        or_(later.c.at > table.c.at, and_(later.c.at == table.c.at, later.c.id > table.c.id)),
    )
    still_open = exists().where(
        deliveries.c.post_id == table.c.post_id, deliveries.c.state.not_in(OVER)
    )
    of_delivery = and_(_is_over(table.c.delivery_id), or_(not_(_tells_a_state(table)), superseded))
    of_post = and_(table.c.delivery_id.is_(None), not_(still_open))
    return Erasure(table, table.c.at, or_(of_delivery, of_post))


def _tells_a_state(events: FromClause) -> ColumnElement[bool]:
    return or_(*(events.c.kind.endswith(f".{state}", autoescape=True) for state in State))


def _samples() -> Erasure:
    """But for the newest count of each metric of a delivery or an account."""
    table, later = schema.samples, schema.samples.alias()
    newer = and_(
        later.c.channel == table.c.channel,
        later.c.metric == table.c.metric,
        or_(
            later.c.taken_at > table.c.taken_at,
            and_(later.c.taken_at == table.c.taken_at, later.c.id > table.c.id),
        ),
    )
    of_delivery = exists().where(later.c.delivery_id == table.c.delivery_id, newer)
    of_account = exists().where(later.c.delivery_id.is_(None), table.c.delivery_id.is_(None), newer)
    return Erasure(table, table.c.taken_at, or_(of_delivery, of_account))


def _daemons() -> Erasure:
    table, deliveries = schema.daemons, schema.deliveries
    return Erasure(
        table, table.c.stopped_at, not_(exists().where(deliveries.c.owner == table.c.id))
    )


_SENT = (State.PUBLISHED, State.RETRACTED, State.CANCELLED)
_SHA256 = re.compile(r"[0-9a-f]{64}")
# Without it, what is deleted stays to be read in the file until something is written over it.
_OVERWRITE = text("PRAGMA secure_delete=ON")
ERASURES: Mapping[str, Erasure] = MappingProxyType(
    {
        "answers": _answers(),
        "journal": _journal(),
        "samples": _samples(),
        "figures": Erasure(
            schema.figures,
            schema.figures.c.recorded_at,
            true(),
            hangs_on=schema.figure_corrections.c.figure_id,
        ),
        "links": Erasure(schema.link_checks, schema.link_checks.c.checked_at, true()),
        "pauses": Erasure(schema.pauses, schema.pauses.c.ended_at, true()),
        "daemons": _daemons(),
        "secrets": Erasure(schema.secrets, schema.secrets.c.updated_at, true()),
    }
)
