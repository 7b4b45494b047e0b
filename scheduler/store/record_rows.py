# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the files of a case need of each published delivery, as it was known at one time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from scheduler.model.message import Message
from scheduler.model.post import VARIANT_MARK
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.audit import BEGINNING
from scheduler.store.message_json import from_json
from scheduler.store.superseded import belongs, earlier

_deliveries = schema.deliveries


@dataclass(frozen=True, slots=True)
class Scope:
    """Which posts: of a campaign, by id, by when they were live; None and () leave it open.

    `until` is exclusive. Nothing that was not yet known at `as_of` is given.
    """

    as_of: datetime
    campaign: str | None = None
    posts: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One published delivery; `message` is what it says now."""

    id: int
    post: str
    campaign: str | None
    channel: str
    platform: str
    occurrence: int
    due_at: datetime
    published_at: datetime
    message: Message
    digest: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One vote on one content of a post; `digests` are those of its wordings."""

    at: datetime
    hash: str
    person: str
    vote: str
    reason: str | None
    voided_at: datetime | None
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order after publication; the messages are None where it changes no wording."""

    kind: str
    state: str
    actor: str
    reason: str | None
    ordered_at: datetime
    settled_at: datetime | None
    said: Sentence | None
    before: Message | None
    digest_before: str | None
    after: Message | None
    digest_after: str | None


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One figure of one delivery at one time."""

    metric: str
    value: int
    taken_at: datetime
    source: str


def published(connection: Connection, scope: Scope) -> Iterator[RecordRow]:
    """The published deliveries of `scope`: post by post, in the order in which they were live."""
    posts = schema.posts
    query = (
        select(_deliveries, posts.c.campaign)
        .join_from(_deliveries, posts)
        .where(*_conditions(scope), belongs(connection, scope.campaign, scope.as_of))
        .order_by(_deliveries.c.post_id, _deliveries.c.published_at, _deliveries.c.id)
    )
    then = earlier(connection, scope.as_of)
    for row in connection.execute(query):
        yield RecordRow(
            id=row.id,
            post=row.post_id,
            campaign=then.posts.get(row.post_id, {"campaign": row.campaign})["campaign"],
            channel=row.channel,
            platform=row.platform,
            occurrence=row.occurrence,
            due_at=then.due_at.get(row.id, row.due_at),
            published_at=row.published_at,
            message=from_json(row.message),
            digest=row.digest,
        )


def votes(connection: Connection, post: str, as_of: datetime) -> list[VoteRow]:
    """All votes on a post, oldest first."""
    table = schema.approvals
    query = select(table).where(table.c.post_id == post, table.c.at <= as_of)
    return [
        VoteRow(
            at=row.at,
            hash=row.hash,
            person=row.person,
            vote=row.vote,
            reason=row.reason,
            voided_at=_then(row.voided_at, as_of),
            digests=tuple(row.digests),
        )
        for row in connection.execute(query.order_by(table.c.id))
    ]


def orders(connection: Connection, delivery: int) -> list[OrderRow]:
    """All orders about a delivery after it was live, oldest first, whenever that was.

    Later ones, too: they keep what stood there before.
    """
    table = schema.addenda
    query = select(table).where(table.c.delivery_id == delivery)
    return [
        OrderRow(
            kind=row.kind,
            state=row.state,
            actor=row.actor,
            reason=row.reason or None,
            ordered_at=row.ordered_at,
            settled_at=row.settled_at,
            said=row.said,
            before=from_json(row.message_before) if row.message_before else None,
            digest_before=row.digest_before,
            after=from_json(row.message) if row.message else None,
            digest_after=row.digest,
        )
        for row in connection.execute(query.order_by(table.c.ordered_at, table.c.id))
    ]


def figures(connection: Connection, delivery: int, as_of: datetime) -> list[SampleRow]:
    """All samples of a delivery by time."""
    table = schema.samples
    query = select(table).where(table.c.delivery_id == delivery, table.c.taken_at <= as_of)
    return [
        SampleRow(row.metric, row.value, row.taken_at, row.source)
        for row in connection.execute(query.order_by(table.c.taken_at, table.c.id))
    ]


def head_at(connection: Connection, as_of: datetime) -> tuple[int, str]:
    """Number and hash of the last row of the audit log before `as_of`; 0 where there is none."""
    table = schema.audit
    later = select(table.c.seq).where(table.c.at >= as_of).order_by(table.c.seq).limit(1)
    first = connection.execute(later).scalar()
    query = select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)
    if first is not None:
        query = query.where(table.c.seq < first)
    row = connection.execute(query).first()
    return (row.seq, row.hash) if row else (0, BEGINNING)


def _conditions(scope: Scope) -> Iterator[ColumnElement[bool]]:
    at = _deliveries.c.published_at
    yield at.is_not(None)
    yield at <= scope.as_of
    if scope.since is not None:
        yield at >= scope.since
    if scope.until is not None:
        yield at < scope.until
    if scope.posts:
        column = _deliveries.c.post_id
        names = sorted(scope.posts)
        variants = (column.startswith(f"{each}{VARIANT_MARK}", autoescape=True) for each in names)
        yield or_(column.in_(names), *variants)


def _then(at: datetime | None, as_of: datetime) -> datetime | None:
    return at if at is not None and at <= as_of else None
