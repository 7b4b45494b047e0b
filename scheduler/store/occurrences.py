# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Occurrences: which local time of a post has which number. Nothing commits here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from scheduler.model.delivery import State
from scheduler.planning.recurrence import Numbered
from scheduler.store import schema

_table = schema.occurrences
_deliveries = schema.deliveries
# Any number will do, as long as nothing else takes it.
_LOCK = 0x0CC0
_NOT_OUT = (State.CANCELLED, State.MISSED, State.FAILED)


def lock_numbers(connection: Connection) -> None:
    """Keep other transactions from giving numbers until this one ends; SQLite has one writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def known_numbers(connection: Connection) -> dict[str, list[Numbered]]:
    """Every number that was given, by post, in order."""
    found: dict[str, list[Numbered]] = {}
    for row in connection.execute(select(_table).order_by(_table.c.post_id, _table.c.n)):
        found.setdefault(row.post_id, []).append(
            Numbered(
                number=row.n,
                wall=datetime.fromisoformat(row.local_time),
                zone=row.timezone,
                due_at=row.due_at,
                is_wanted=bool(row.wanted),
                is_single=bool(row.single),
                pool=row.pool,
            )
        )
    return found


def published_times(connection: Connection) -> dict[str, list[datetime]]:
    """When each post went out, or is planned to, whatever the channel."""
    at = func.coalesce(_deliveries.c.published_at, _deliveries.c.due_at).label("at")
    query = select(_deliveries.c.post_id, at).where(_deliveries.c.state.not_in(_NOT_OUT))
    found: dict[str, list[datetime]] = {}
    for row in connection.execute(query.distinct()):
        found.setdefault(row.post_id, []).append(row.at)
    return found


def save_numbers(
    connection: Connection,
    old: Mapping[str, Sequence[Numbered]],
    new: Mapping[str, Sequence[Numbered]],
) -> None:
    """Write what is new or other in `new`; a number that was given is never taken back."""
    before = {(post, each.number): each for post, rows in old.items() for each in rows}
    changed = [
        (post, each)
        for post, rows in new.items()
        for each in rows
        if before.get((post, each.number)) != each
    ]
    # A slot must be free before somebody else takes it.
    changed.sort(key=lambda each: each[1].pool is not None)
    for post, each in changed:
        if (post, each.number) in before:
            connection.execute(_UPDATE, {"of_post": post, "number": each.number, **_row(each)})
    fresh = [
        {"post_id": post, "n": each.number, **_row(each)}
        for post, each in changed
        if (post, each.number) not in before
    ]
    if fresh:
        connection.execute(insert(_table), fresh)


_UPDATE = update(_table).where(
    _table.c.post_id == bindparam("of_post"), _table.c.n == bindparam("number")
)


def _row(each: Numbered) -> dict[str, object]:
    return {
        "local_time": each.wall.isoformat(),
        "timezone": each.zone,
        "due_at": each.due_at,
        "wanted": int(each.is_wanted),
        "single": int(each.is_single),
        "pool": each.pool,
    }
