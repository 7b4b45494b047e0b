# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slots of channels that posts have taken. Nothing commits here.

That no two posts share one is held by the table itself, whichever program writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, select

from scheduler.planning.slots import Taken
from scheduler.store import schema

_table = schema.slots


def any_taken(connection: Connection) -> bool:
    """Whether any post has, or had, a slot."""
    return bool(connection.execute(select(exists(select(_table.c.post_id)))).scalar())


def taken_slots(connection: Connection) -> list[Taken]:
    """Every slot that was taken and not given back."""
    return [
        Taken(
            post=row.post_id,
            channel=row.channel,
            due_at=row.due_at,
            wall=datetime.fromisoformat(row.local_time),
            zone=row.timezone,
            taken_at=row.taken_at,
        )
        for row in connection.execute(select(_table))
    ]


def first_sights(connection: Connection) -> dict[str, datetime]:
    """When each post was first seen, by id."""
    query = select(schema.posts.c.id, schema.posts.c.first_seen_at)
    return {row.id: row.first_seen_at for row in connection.execute(query)}


def give_back(connection: Connection, slots: Iterable[Taken]) -> None:
    """Free `slots` for whoever comes next."""
    for each in slots:
        connection.execute(
            delete(_table).where(_table.c.post_id == each.post, _table.c.channel == each.channel)
        )


def take(connection: Connection, slots: Iterable[Taken]) -> None:
    """Write `slots` down; raises IntegrityError where one is somebody else's already."""
    rows = [
        {
            "post_id": each.post,
            "channel": each.channel,
            "due_at": each.due_at,
            "local_time": each.wall.isoformat(),
            "timezone": each.zone,
            "taken_at": each.taken_at,
        }
        for each in slots
    ]
    if rows:
        connection.execute(insert(_table), rows)
