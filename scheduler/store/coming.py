# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The deliveries that are still to go out, with all that may keep them from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from scheduler.model.delivery import GateName, State
from scheduler.model.pause import Subject
from scheduler.model.post import PostStatus
from scheduler.model.restriction import Restriction
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.restriction_json import restrictions_from

COMING = (State.PLANNED, State.HELD, State.CLAIMED, State.RETRYING)
_deliveries = schema.deliveries
_posts = schema.posts


@dataclass(frozen=True, slots=True)
class Coming:
    """A delivery on its way; `gate` and `reason` are what holds it now, if anything does.

    `finding` is why what its file wants by now cannot be planned.
    """

    id: int
    post: str
    channel: str
    due_at: datetime
    subject: Subject
    gate: GateName | None
    reason: Sentence | None
    finding: Sentence | None
    embargo_until: datetime | None
    restrictions: tuple[Restriction, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A post that is written with a time, but not ready."""

    post: str
    publish_at: datetime
    file: str


def drafts_between(
    connection: Connection, campaign: str | None, start: datetime, end: datetime
) -> list[Draft]:
    """The drafts whose time lies from `start` to `end`, as their files say it now."""
    query = select(_posts).where(
        _posts.c.status == PostStatus.DRAFT,
        _posts.c.gone_at.is_(None),
        _posts.c.publish_at.between(start, end),
    )
    if campaign is not None:
        query = query.where(_posts.c.campaign == campaign)
    rows = connection.execute(query.order_by(_posts.c.publish_at, _posts.c.id))
    return [Draft(row.id, row.publish_at, row.file) for row in rows]


def coming_until(connection: Connection, until: datetime) -> list[Coming]:
    """What is due by `until` and has not gone out, by due time."""
    query = (
        select(
            _deliveries,
            _posts.c.campaign,
            _posts.c.regions,
            _posts.c.tags,
        )
        .join_from(_deliveries, _posts)
        .where(_deliveries.c.due_at <= until, _deliveries.c.state.in_(COMING))
        .order_by(_deliveries.c.due_at, _deliveries.c.post_id, _deliveries.c.channel)
    )
    return [_coming(row) for row in connection.execute(query)]


def _coming(row: Row[Any]) -> Coming:
    subject = Subject(row.channel, row.campaign, tuple(row.regions), tuple(row.tags))
    return Coming(
        id=row.id,
        post=row.post_id,
        channel=row.channel,
        due_at=row.due_at,
        subject=subject,
        gate=GateName(row.gate) if row.gate else None,
        reason=row.reason,
        finding=row.finding,
        embargo_until=row.embargo_until,
        restrictions=restrictions_from(row.restrictions),
    )
