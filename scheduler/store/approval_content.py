# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is to be approved: each post's content as its files want it, kept with its hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from scheduler.model.approval import Choice
from scheduler.model.delivery import State
from scheduler.model.post import VARIANT_MARK, unit_of
from scheduler.planning.approval import Covered
from scheduler.planning.planner import Wanted
from scheduler.store import schema
from scheduler.store.claims import on_missed_text
from scheduler.store.message_json import to_json
from scheduler.store.types import to_milliseconds

_posts = schema.posts
_deliveries = schema.deliveries
_OVER = (State.PUBLISHED, State.RETRACTED, State.CANCELLED)
_WAITING = (State.PLANNED, State.HELD, State.CLAIMED, State.RETRYING)
Content = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A delivery that may need an approval: where, when, and what its files ask of it."""

    id: int
    post: str
    channel: str
    due_at: datetime
    hash: str | None
    choice: Choice


@dataclass(frozen=True, slots=True)
class Current:
    """A post as it is to be approved now, with its variants.

    `hash` is None while nothing of it is to go public; `is_open` says whether anything of it is
    still to go out, or is live otherwise than its file says now.
    """

    hash: str | None
    choice: Choice
    content: Content
    is_open: bool

    @property
    def channels(self) -> tuple[str, ...]:
        """Where it is to go public."""
        return tuple(dict.fromkeys(each["channel"] for each in self.content))

    @property
    def digests(self) -> frozenset[str]:
        """The digests of all its messages."""
        return frozenset(each["digest"] for each in self.content)

    def covered(self) -> list[Covered]:
        """The content as it was hashed."""
        return [
            Covered(
                each["channel"], each["occurrence"], each["digest"], each["window"], each["variant"]
            )
            for each in self.content
        ]


def content_json(covered: Covered, wanted: Wanted) -> dict[str, Any]:
    """One entry of a post's content: what is hashed, and the same for people to read."""
    return {
        "channel": covered.channel,
        "occurrence": covered.occurrence,
        "digest": covered.digest,
        "window": covered.window,
        "variant": covered.variant,
        "due": to_milliseconds(wanted.due_at),
        "not_after": to_milliseconds(wanted.not_after) if wanted.not_after else None,
        "embargo_until": to_milliseconds(wanted.embargo_until) if wanted.embargo_until else None,
        "on_missed": on_missed_text(wanted.on_missed),
        "message": to_json(wanted.message),
    }


def current(connection: Connection, post: str, *, voting: bool = False) -> Current | None:
    """What `post` and its variants are now, None where the database does not know the post.

    A transaction that is `voting` keeps a sync of the post waiting: what is voted on is what
    stands there when the vote is committed.
    """
    unit = unit_of(post)
    columns = (_posts.c.approval_hash, _posts.c.approval, _posts.c.approval_content)
    query = select(*columns).where(_posts.c.id == unit)
    row = connection.execute(query.with_for_update() if voting else query).first()
    if row is None:
        return None
    content = row.approval_content or []
    wanted = {each["digest"] for each in content}
    states = select(_deliveries.c.state, _deliveries.c.digest).where(
        _of_unit(_deliveries.c.post_id, unit)
    )
    found = connection.execute(states).all()
    is_open = any(
        one.state not in _OVER or (one.state == State.PUBLISHED and one.digest not in wanted)
        for one in found
    )
    return Current(row.approval_hash, Choice.from_json(row.approval), content, is_open)


def waiting(connection: Connection) -> list[Asked]:
    """Every delivery that can still go out, by due time."""
    columns = ("id", "post_id", "channel", "due_at", "approval_hash", "approval")
    rows = connection.execute(
        select(*(_deliveries.c[name] for name in columns))
        .where(_deliveries.c.state.in_(_WAITING))
        .order_by(_deliveries.c.due_at, _deliveries.c.id)
    )
    return [_asked(row) for row in rows]


def _of_unit(column: ColumnElement[str], unit: str) -> ColumnElement[bool]:
    return (column == unit) | column.startswith(f"{unit}{VARIANT_MARK}", autoescape=True)


def _asked(row: Row[Any]) -> Asked:
    choice = Choice.from_json(row.approval)
    return Asked(row.id, row.post_id, row.channel, row.due_at, row.approval_hash, choice)
