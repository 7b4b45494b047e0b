# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the reading commands ask: deliveries, attempts, parts, counts by state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from scheduler.model.delivery import Delivery, GateName, State
from scheduler.model.message import Message
from scheduler.model.post import VARIANT_MARK
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.message_json import from_json

_deliveries = schema.deliveries
_SHOWN = tuple(
    _deliveries.c[name]
    for name in (
        "id",
        "post_id",
        "channel",
        "occurrence",
        "state",
        "due_at",
        "key",
        "attempts",
        "wake_at",
        "published_at",
        "remote_id",
        "url",
        "gate",
        "reason",
        "digest",
    )
)


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt; `outcome` is None while it runs (or its daemon died)."""

    delivery_id: int
    n: int
    part: int
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    status: int | None
    excerpt: str | None
    reason: Sentence | None


@dataclass(frozen=True, slots=True)
class LivePartRow:
    """One part that is live."""

    delivery_id: int
    part: int
    remote_id: str
    url: str | None
    published_at: datetime
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as it was last read."""

    id: str
    campaign: str | None
    status: str
    file: str
    line: int
    lang: str
    local_time: str | None
    timezone: str | None
    first_seen_at: datetime
    gone_at: datetime | None


def all_deliveries(connection: Connection, *, limit: int | None = None) -> list[Delivery]:
    """Every delivery by due time."""
    query = select(*_SHOWN).order_by(_deliveries.c.due_at, _deliveries.c.id)
    return _read(connection, query.limit(limit) if limit else query)


def deliveries_of(
    connection: Connection,
    post_id: str,
    channel: str | None = None,
    occurrence: int | None = None,
) -> list[Delivery]:
    """The deliveries of one post, or only those on `channel` or of `occurrence`, by due time."""
    query = select(*_SHOWN).where(_deliveries.c.post_id == post_id)
    if channel is not None:
        query = query.where(_deliveries.c.channel == channel)
    if occurrence is not None:
        query = query.where(_deliveries.c.occurrence == occurrence)
    return _read(connection, query.order_by(_deliveries.c.due_at, _deliveries.c.id))


def unit_of(connection: Connection, post_id: str) -> list[str]:
    """The ids of a post and its separate variants (`ID@LANGUAGE`), itself first."""
    column = schema.posts.c.id
    variants = column.startswith(f"{post_id}{VARIANT_MARK}", autoescape=True)
    query = select(column).where((column == post_id) | variants).order_by(column)
    return sorted(connection.execute(query).scalars(), key=lambda each: each != post_id)


def deliveries_of_unit(
    connection: Connection,
    post_id: str,
    channel: str | None = None,
    occurrence: int | None = None,
) -> list[Delivery]:
    """The same of a post and its variants."""
    ids = unit_of(connection, post_id)
    query = select(*_SHOWN).where(_deliveries.c.post_id.in_(ids))
    if channel is not None:
        query = query.where(_deliveries.c.channel == channel)
    if occurrence is not None:
        query = query.where(_deliveries.c.occurrence == occurrence)
    return _read(connection, query.order_by(_deliveries.c.due_at, _deliveries.c.id))


def post_row(connection: Connection, post_id: str) -> PostRow | None:
    """The post, None if no file ever carried this id."""
    table = schema.posts
    row = connection.execute(select(table).where(table.c.id == post_id)).first()
    if row is None:
        return None
    return PostRow(
        id=row.id,
        campaign=row.campaign,
        status=row.status,
        file=row.file,
        line=row.line,
        lang=row.lang,
        local_time=row.local_time,
        timezone=row.timezone,
        first_seen_at=row.first_seen_at,
        gone_at=row.gone_at,
    )


def post_ids(connection: Connection) -> list[str]:
    """The ids of all posts that were ever read."""
    return list(connection.execute(select(schema.posts.c.id)).scalars())


def message_of(connection: Connection, delivery_id: int) -> Message:
    """The exact message of a delivery."""
    value = connection.execute(
        select(_deliveries.c.message).where(_deliveries.c.id == delivery_id)
    ).scalar_one()
    return from_json(value)


def attempts_of(connection: Connection, delivery_id: int) -> list[AttemptRow]:
    """The attempts of a delivery in order."""
    table = schema.attempts
    rows = connection.execute(
        select(table).where(table.c.delivery_id == delivery_id).order_by(table.c.n)
    )
    return [
        AttemptRow(
            delivery_id=row.delivery_id,
            n=row.n,
            part=row.part,
            started_at=row.started_at,
            finished_at=row.finished_at,
            outcome=row.outcome,
            status=row.status,
            excerpt=row.excerpt,
            reason=row.reason,
        )
        for row in rows
    ]


def was_handed_over(connection: Connection, delivery_id: int) -> bool:
    """Whether the last attempt gave the whole package to a person."""
    table = schema.attempts
    outcome = connection.execute(
        select(table.c.outcome)
        .where(table.c.delivery_id == delivery_id)
        .order_by(table.c.n.desc())
        .limit(1)
    ).scalar()
    return outcome == "handed_over"


def live_parts_of(connection: Connection, delivery_id: int) -> list[LivePartRow]:
    """The live parts of a delivery in order."""
    table = schema.parts
    rows = connection.execute(
        select(table).where(table.c.delivery_id == delivery_id).order_by(table.c.part)
    )
    return [
        LivePartRow(
            row.delivery_id, row.part, row.remote_id, row.url, row.published_at, row.deleted_at
        )
        for row in rows
    ]


def count_by_state(connection: Connection) -> dict[State, int]:
    """How many deliveries stand in each state."""
    rows = connection.execute(
        select(_deliveries.c.state, func.count()).group_by(_deliveries.c.state)
    )
    return {State(state): count for state, count in rows}


def changed_since(connection: Connection, instant: datetime) -> list[Delivery]:
    """The deliveries that changed at or after `instant`, in the order of their due times."""
    query = select(*_SHOWN).where(_deliveries.c.updated_at >= instant)
    return _read(connection, query.order_by(_deliveries.c.due_at, _deliveries.c.id))


def count_waking(connection: Connection, until: datetime) -> int:
    """How many deliveries want attention until then."""
    query = select(func.count()).where(_deliveries.c.wake_at <= until)
    return connection.execute(query).scalar_one()


def _read(connection: Connection, query: Select[Any]) -> list[Delivery]:
    return [_delivery(row) for row in connection.execute(query)]


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        post=row.post_id,
        channel=row.channel,
        occurrence=row.occurrence,
        state=State(row.state),
        due_at=row.due_at,
        key=row.key,
        attempts=row.attempts,
        not_before=row.wake_at,
        published_at=row.published_at,
        remote_id=row.remote_id,
        url=row.url,
        gate=GateName(row.gate) if row.gate else None,
        reason=row.reason,
        digest=row.digest,
    )
