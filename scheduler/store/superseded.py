# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps what reports told of a post, or of a delivery's time, until its file said otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, true

from scheduler.store import schema
from scheduler.store.types import from_milliseconds, to_milliseconds

_table = schema.superseded
_posts = schema.posts
_deliveries = schema.deliveries
_TOLD = ("campaign", "lang", "topics", "regions")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What held at an instant, as far as it was something else than now."""

    posts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    due_at: Mapping[int, datetime] = field(default_factory=dict)


def keep_posts(
    connection: Connection, rows: Sequence[Mapping[str, Any]], now: datetime
) -> frozenset[str]:
    """Before `rows` of posts are written: keep what they replace; returns the ids known."""
    columns = (_posts.c.id, *(_posts.c[name] for name in _TOLD))
    if not rows:
        return frozenset()
    known = {row["id"]: dict(row) for row in connection.execute(select(*columns)).mappings()}
    replaced = [
        {"until": now, "post_id": row["id"], "delivery_id": None, "said": _told(known[row["id"]])}
        for row in rows
        if row["id"] in known and _told(known[row["id"]]) != _told(row)
    ]
    if replaced:
        connection.execute(insert(_table), replaced)
    return frozenset(known)


def due_of(connection: Connection, delivery: int) -> datetime:
    """The delivery's time as it is now."""
    query = select(_deliveries.c.due_at).where(_deliveries.c.id == delivery)
    due_at: datetime = connection.execute(query).scalar_one()
    return due_at


def keep_due(
    connection: Connection, delivery: int, post: str, was: datetime, now: datetime
) -> None:
    """Keep the time that a delivery had until `now`."""
    said = {"due_at": to_milliseconds(was)}
    values = {"until": now, "post_id": post, "delivery_id": delivery, "said": said}
    connection.execute(insert(_table).values(values))


def earlier(connection: Connection, as_of: datetime) -> Earlier:
    """What held at `as_of` of all posts and deliveries of which it was changed since."""
    query = select(_table).where(_table.c.until > as_of).order_by(_table.c.id.desc())
    posts: dict[str, Mapping[str, Any]] = {}
    due_at: dict[int, datetime] = {}
    for row in connection.execute(query):  # the oldest of them comes last and stays
        if row.delivery_id is None:
            posts[row.post_id] = row.said
        else:
            due_at[row.delivery_id] = from_milliseconds(row.said["due_at"])
    return Earlier(posts, due_at)


def belongs(connection: Connection, campaign: str | None, as_of: datetime) -> ColumnElement[bool]:
    """Whether a row of `posts` was of `campaign` at `as_of`; None takes all."""
    if campaign is None:
        return true()
    then = earlier(connection, as_of).posts
    mine = [post for post, said in then.items() if said["campaign"] == campaign]
    others = [post for post, said in then.items() if said["campaign"] != campaign]
    now = and_(_posts.c.campaign == campaign, _posts.c.id.not_in(others))
    return or_(now, _posts.c.id.in_(mine)) if mine else now


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _TOLD}
