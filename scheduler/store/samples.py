# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Engagement samples, and when the next ones are due.

Samples are append-only. A metric that a platform did not give has no row: unknown is never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from scheduler.model.engagement import Sample
from scheduler.model.message import Remote
from scheduler.store import schema
from scheduler.store.message_json import remote_from_row
from scheduler.store.types import Instant

_samples = schema.samples
_dues = schema.sample_dues


@dataclass(frozen=True, slots=True)
class LatestCount:
    """The newest figure of one metric of one delivery."""

    metric: str
    value: int
    taken_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class SampleDue:
    """A published delivery that is to be measured at `age`; `remotes` are its live parts."""

    delivery: int
    channel: str
    age: timedelta
    due_at: datetime
    published_at: datetime
    remotes: tuple[Remote, ...]


def first_due(
    connection: Connection, deliveries: Sequence[int], age: timedelta, published_at: datetime
) -> None:
    """Plan the first sample of what was published then; each sample plans the next one.

    A delivery that was live before, and only got a correction, is being measured already.
    """
    connection.execute(
        _FIRST_DUE,
        {
            "ids": deliveries,
            "age": int(age.total_seconds()),
            "due": published_at + age,
            "live": published_at,
        },
    )


# Built once: to build a statement costs more than SQLite needs to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_FRESH = select(
    schema.deliveries.c.id,
    bindparam("age", type_=BigInteger),
    bindparam("due", type_=Instant),
).where(schema.deliveries.c.id.in_(_IDS), schema.deliveries.c.published_at == bindparam("live"))
_FIRST_DUE = insert(_dues).from_select(["delivery_id", "age_seconds", "due_at"], _FRESH)


def stop_measuring(connection: Connection, delivery_id: int) -> None:
    """Plan no further sample of a delivery that is no longer live."""
    connection.execute(delete(_dues).where(_dues.c.delivery_id == delivery_id))


def dues(connection: Connection, now: datetime, *, limit: int) -> list[SampleDue]:
    """The samples whose time has come, oldest first."""
    deliveries = schema.deliveries
    rows = list(
        connection.execute(
            select(_dues, deliveries.c.channel, deliveries.c.published_at)
            .join_from(_dues, deliveries)
            .where(_dues.c.due_at <= now, deliveries.c.published_at.is_not(None))
            .order_by(_dues.c.due_at, _dues.c.delivery_id)
            .limit(limit)
        )
    )
    remotes = _remotes(connection, [row.delivery_id for row in rows])
    return [
        SampleDue(
            delivery=row.delivery_id,
            channel=row.channel,
            age=timedelta(seconds=row.age_seconds),
            due_at=row.due_at,
            published_at=row.published_at,
            remotes=tuple(remotes.get(row.delivery_id, ())),
        )
        for row in rows
    ]


def next_due(connection: Connection) -> datetime | None:
    """When the next sample is due."""
    return connection.execute(select(func.min(_dues.c.due_at))).scalar()


def add_samples(connection: Connection, samples: Sequence[Sample]) -> None:
    """Append what was counted."""
    rows = [
        {
            "delivery_id": sample.delivery,
            "channel": sample.channel,
            "metric": metric,
            "value": value,
            "taken_at": sample.taken_at,
            "age_seconds": None if sample.age is None else int(sample.age.total_seconds()),
            "source": sample.source,
        }
        for sample in samples
        for metric, value in sample.counts.values.items()
    ]
    if rows:
        connection.execute(insert(_samples), rows)


def plan_next(
    connection: Connection, measured: Sequence[SampleDue], ages: Sequence[timedelta], now: datetime
) -> None:
    """Put each delivery's next sample in place of the one that was due.

    Ages that passed meanwhile (the daemon was down) are left out: the counts of then are gone.
    """
    for due in measured:
        connection.execute(delete(_dues).where(_dues.c.delivery_id == due.delivery))
        following = [age for age in ages if age > due.age and due.published_at + age > now]
        if following:
            first_due(connection, [due.delivery], following[0], due.published_at)


def put_off(connection: Connection, failed: Sequence[SampleDue], until: datetime) -> None:
    """The platform could not be asked: try these again at `until`."""
    if failed:
        connection.execute(
            update(_dues)
            .where(_dues.c.delivery_id.in_([due.delivery for due in failed]))
            .values(due_at=until, tries=_dues.c.tries + 1)
        )


def latest_counts(connection: Connection, delivery_id: int) -> list[LatestCount]:
    """The newest figure of each metric of a delivery."""
    rows = connection.execute(
        select(_samples)
        .where(_samples.c.delivery_id == delivery_id)
        .order_by(_samples.c.taken_at, _samples.c.id)
    )
    newest = {
        row.metric: LatestCount(row.metric, row.value, row.taken_at, row.source) for row in rows
    }
    return sorted(newest.values(), key=lambda count: count.metric)


def last_account_sample(connection: Connection, channel: str) -> datetime | None:
    """When the account behind `channel` was last measured."""
    return connection.execute(
        select(func.max(_samples.c.taken_at)).where(
            _samples.c.channel == channel, _samples.c.delivery_id.is_(None)
        )
    ).scalar()


def _remotes(connection: Connection, ids: Sequence[int]) -> dict[int, list[Remote]]:
    table = schema.parts
    found: dict[int, list[Remote]] = {}
    if not ids:
        return found
    query = select(table).where(table.c.delivery_id.in_(ids)).order_by(table.c.part)
    for row in connection.execute(query):
        remote = remote_from_row(row.remote_id, row.url, row.extra)
        found.setdefault(row.delivery_id, []).append(remote)
    return found
