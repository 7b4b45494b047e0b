# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a target was not told of yet, read from the rows themselves; nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    cast,
    func,
    select,
    type_coerce,
)

from scheduler.model.delivery import GateName, State
from scheduler.model.notice import NoticeEvent
from scheduler.model.sentence import Sentence
from scheduler.store import daemons, schema, tasks
from scheduler.store.channels import BLOCKED
from scheduler.store.tasks import Task
from scheduler.store.types import to_milliseconds

AT_ONCE = 500
WARN_DAYS = (14, 3, 1)  # before an access ends
_deliveries = schema.deliveries
_channels = schema.channels
_daemons = schema.daemons
_notices = schema.notices
# Only the token grows when somebody orders or claims, only the due time changes when a file moves
# a post. `updated_at` is no good: a changed text moves it while the post stays held.
_OCCASION = (
    cast(_deliveries.c.id, Text)
    + ":"
    + cast(_deliveries.c.token, Text)
    + "@"
    + cast(type_coerce(_deliveries.c.due_at, BigInteger), Text)
)
_STANDS: dict[NoticeEvent, ColumnElement[bool]] = {
    NoticeEvent.FAILED: _deliveries.c.state == State.FAILED,
    NoticeEvent.MISSED: _deliveries.c.state == State.MISSED,
    NoticeEvent.REVIEW: _deliveries.c.state == State.REVIEW,
    NoticeEvent.HELD_LATE: and_(
        _deliveries.c.state == State.HELD,
        _deliveries.c.gate.in_((GateName.LATE, GateName.UNASKABLE)),
    ),
}
OF_DELIVERIES = tuple(_STANDS)


@dataclass(frozen=True, slots=True)
class Stuck:
    """A delivery that goes no further without a person."""

    id: int
    post: str
    channel: str
    due_at: datetime
    reason: Sentence | None
    occasion: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """A channel on which nothing goes out, and how many deliveries wait for it."""

    channel: str
    reason: Sentence
    waiting: int
    occasion: str


@dataclass(frozen=True, slots=True)
class Expiring:
    """A channel whose access ends within `days` days, and how many deliveries fall after it."""

    channel: str
    expires_at: datetime
    days: int
    after: int
    occasion: str


@dataclass(frozen=True, slots=True)
class Crashed:
    """A daemon that ended without being stopped."""

    id: str
    host: str
    heartbeat_at: datetime
    occasion: str


def stuck(connection: Connection, target: str, event: NoticeEvent) -> list[Stuck]:
    """Deliveries in the state of `event` of which `target` was not told, at most AT_ONCE."""
    told = _table_of(target, event).where(
        _notices.c.delivery_id == _deliveries.c.id, _notices.c.occasion == _OCCASION
    )
    columns = (_deliveries.c[name] for name in ("id", "post_id", "channel", "due_at", "reason"))
    rows = connection.execute(
        select(*columns, _OCCASION.label("occasion"))
        .where(_STANDS[event], ~told.exists())
        .order_by(_deliveries.c.due_at, _deliveries.c.id)
        .limit(AT_ONCE)
    )
    return [
        Stuck(row.id, row.post_id, row.channel, row.due_at, row.reason, row.occasion)
        for row in rows
    ]


def stopped(connection: Connection, target: str, names: Collection[str]) -> list[Stopped]:
    """The blocked channels among `names` of which `target` was not told."""
    known = _known(connection, target, NoticeEvent.CHANNEL_BLOCKED)
    rows = connection.execute(
        select(_channels).where(_channels.c.state == BLOCKED, _channels.c.id.in_(names))
    )
    found = []
    for row in rows.all():
        occasion = str(to_milliseconds(row.changed_at)) if row.changed_at else ""
        if (row.id, occasion) not in known and row.reason is not None:
            waits = _count_waiting(connection, row.id)
            found.append(Stopped(row.id, row.reason, waits, occasion))
    return found


def to_take_down(connection: Connection, target: str) -> list[Task]:
    """The open tasks of which `target` was not told."""
    known = _known(connection, target, NoticeEvent.TAKEDOWN)
    return [
        task
        for task in tasks.open_tasks(connection)
        if (f"{task.post} · {task.channel}", occasion_of(task)) not in known
    ]


def occasion_of(task: Task) -> str:
    """Tells a task from any other; numbers of rows that were struck are given anew."""
    return f"{task.subject}@{to_milliseconds(task.created_at)}"


def expiring(
    connection: Connection, target: str, names: Collection[str], now: datetime
) -> list[Expiring]:
    """The channels among `names` whose access ends in 14, 3 or 1 days, each step told once.

    A step that was slept through is not made up for: the nearest one says it all.
    """
    known = _known(connection, target, NoticeEvent.TOKEN_EXPIRING)
    rows = connection.execute(
        select(_channels.c.id, _channels.c.expires_at).where(
            _channels.c.expires_at <= now + timedelta(days=max(WARN_DAYS)),
            _channels.c.id.in_(names),
        )
    )
    found = []
    for row in rows.all():
        days = min(days for days in WARN_DAYS if row.expires_at <= now + timedelta(days=days))
        occasion = f"{to_milliseconds(row.expires_at)}:{days}"
        if (row.id, occasion) not in known:
            after = _count_after(connection, row.id, row.expires_at)
            found.append(Expiring(row.id, row.expires_at, days, after, occasion))
    return found


def _count_after(connection: Connection, channel: str, expires_at: datetime) -> int:
    waits = (State.HELD, State.PLANNED, State.RETRYING)
    query = select(func.count()).where(
        _deliveries.c.channel == channel,
        _deliveries.c.state.in_(waits),
        _deliveries.c.due_at >= expires_at,
    )
    return connection.execute(query).scalar_one()


def crashed(connection: Connection, target: str, *, sqlite: bool, but: str | None) -> list[Crashed]:
    """The daemons that are proved dead, never signed off, and are not yet told to `target`.

    `but` is the daemon that asks; None when none of this database's daemons does.
    """
    known = _known(connection, target, NoticeEvent.DAEMON_RESTARTED)
    rows: Sequence[Crashed] = [
        Crashed(row.id, row.host, row.heartbeat_at, str(to_milliseconds(row.started_at)))
        for row in daemons.unfinished(connection, but=but, sqlite=sqlite)
    ]
    return [row for row in rows if (row.id, row.occasion) not in known]


def _known(connection: Connection, target: str, event: NoticeEvent) -> set[tuple[str, str]]:
    query = select(_notices.c.subject, _notices.c.occasion).where(
        _notices.c.target == target, _notices.c.event == event
    )
    return {(row.subject, row.occasion) for row in connection.execute(query)}


def _table_of(target: str, event: NoticeEvent) -> Select[tuple[int]]:
    return select(_notices.c.id).where(_notices.c.target == target, _notices.c.event == event)


def _count_waiting(connection: Connection, channel: str) -> int:
    waits = (State.HELD, State.PLANNED, State.RETRYING)
    query = select(func.count()).where(
        _deliveries.c.channel == channel, _deliveries.c.state.in_(waits)
    )
    return connection.execute(query).scalar_one()
