# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outbox of notices: what each target is to be told, and whether it was.

A notice is derived from the rows it is about, once for each target, event, subject and occasion:
however often and by however many daemons that is done, the unique key keeps one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, func, select, update

from scheduler.model.notice import NoticeEvent
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.database import insert_or_keep

SHOWN = 20  # so many things one message tells in full
_table = schema.notices


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice to be kept; `occasion` tells one failure of its subject from the next.

    `stood_before` says that it was so before the target was told of such events.
    """

    event: NoticeEvent
    subject: str
    occasion: str
    said: Sentence
    delivery_id: int | None = None
    stood_before: bool = False


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as it is kept; `sent_at` is None until Apprise said that it is delivered."""

    target: str
    event: NoticeEvent
    subject: str
    said: Sentence
    stood_before: bool
    created_at: datetime
    tries: int
    problem: Sentence | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one target: how much, and what decides when it may leave.

    `first_try_at` is when the longest-waiting notice may leave, `failing_until` the pause after a
    failure, `claimed_until` how long somebody may still be sending.
    """

    count: int
    tries: int
    first_try_at: datetime
    failing_until: datetime | None
    claimed_until: datetime | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one message tells: how many things of each event, and the first of them.

    `standing` counts what stood before the target was told of such events; it is not in `first`.
    """

    standing: dict[NoticeEvent, int]
    fresh: dict[NoticeEvent, int]
    first: tuple[NoticeRow, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A target that notices do not reach: how many wait, since when, and the last problem."""

    target: str
    count: int
    since: datetime
    problem: Sentence


def keep(
    connection: Connection,
    target: str,
    fresh: Sequence[NewNotice],
    *,
    now: datetime,
    try_at: datetime,
) -> None:
    """Write `fresh` down for `target`; what is known already stays as it is."""
    rows = [
        {
            "target": target,
            "event": notice.event,
            "subject": notice.subject,
            "occasion": notice.occasion,
            "delivery_id": notice.delivery_id,
            "said": notice.said,
            "stood_before": int(notice.stood_before),
            "created_at": now,
            "try_at": try_at,
        }
        for notice in fresh
    ]
    if rows:
        connection.execute(insert_or_keep(connection, _table), rows)


def waiting(connection: Connection, target: str) -> Waiting | None:
    """What waits for `target`, None when nothing does."""
    failed_until = case((_table.c.tries > 0, _table.c.try_at))
    row = connection.execute(
        select(
            func.count(),
            func.max(_table.c.tries),
            func.min(_table.c.try_at),
            func.max(failed_until),
            func.max(_table.c.claimed_until),
        ).where(_table.c.target == target, _table.c.sent_at.is_(None))
    ).one()
    return Waiting(*row) if row[0] else None


def claim(
    connection: Connection, target: str, key: str, *, now: datetime, until: datetime
) -> Claimed | None:
    """Take all that waits for `target` into one message called `key`; None if nothing is free."""
    free = _table.c.claimed_until.is_(None) | (_table.c.claimed_until <= now)
    taken = connection.execute(
        update(_table)
        .where(_table.c.target == target, _table.c.sent_at.is_(None), free)
        .values(claim=key, claimed_until=until, tries=_table.c.tries + 1)
    )
    return _claimed(connection, key) if taken.rowcount else None


def mark_sent(connection: Connection, key: str, now: datetime) -> None:
    """Write down that the message called `key` was delivered."""
    connection.execute(
        _update_of(key).values(sent_at=now, problem=None, claim=None, claimed_until=None)
    )


def mark_failed(connection: Connection, key: str, problem: Sentence, try_at: datetime) -> None:
    """Write down why the message called `key` was not delivered, and when to try again.

    The name stays on the rows: a server that answers late after all has still delivered them.
    """
    connection.execute(_update_of(key).values(problem=problem, claimed_until=None, try_at=try_at))


def sent_since(connection: Connection, target: str, instant: datetime) -> list[datetime]:
    """When messages left for `target` after `instant`, one for each, oldest first."""
    query = (
        select(_table.c.sent_at)
        .where(_table.c.target == target, _table.c.sent_at > instant)
        .distinct()
        .order_by(_table.c.sent_at)
    )
    return list(connection.execute(query).scalars())


def latest(connection: Connection, limit: int) -> list[NoticeRow]:
    """The last notices, newest first, sent or not."""
    query = select(_table).order_by(_table.c.created_at.desc(), _table.c.id.desc()).limit(limit)
    return [_row(row) for row in connection.execute(query)]


def troubles(connection: Connection, targets: Sequence[str]) -> list[Trouble]:
    """Those of `targets` that notices do not reach at present."""
    unsent = (_table.c.sent_at.is_(None), _table.c.problem.is_not(None))
    found = []
    for target in targets:
        mine = (_table.c.target == target, *unsent)
        row = connection.execute(
            select(func.count(), func.min(_table.c.created_at)).where(*mine)
        ).one()
        if row[0]:
            count, since = row
            newest = select(_table.c.problem).where(*mine).order_by(_table.c.try_at.desc()).limit(1)
            found.append(Trouble(target, count, since, connection.execute(newest).scalar_one()))
    return found


def _claimed(connection: Connection, key: str) -> Claimed:
    mine = _table.c.claim == key
    counts = connection.execute(
        select(_table.c.stood_before, _table.c.event, func.count())
        .where(mine)
        .group_by(_table.c.stood_before, _table.c.event)
    ).all()
    fresh = select(_table).where(mine, _table.c.stood_before == 0)
    first = connection.execute(fresh.order_by(_table.c.created_at, _table.c.id).limit(SHOWN))
    return Claimed(
        standing={NoticeEvent(event): count for before, event, count in counts if before},
        fresh={NoticeEvent(event): count for before, event, count in counts if not before},
        first=tuple(_row(row) for row in first),
    )


def _update_of(key: str) -> Any:  # noqa: ANN401 - SQLAlchemy's Update
    return update(_table).where(_table.c.claim == key, _table.c.sent_at.is_(None))


def _row(row: Row[Any]) -> NoticeRow:
    return NoticeRow(
        target=row.target,
        event=NoticeEvent(row.event),
        subject=row.subject,
        said=row.said,
        stood_before=bool(row.stood_before),
        created_at=row.created_at,
        tries=row.tries,
        problem=row.problem,
        sent_at=row.sent_at,
    )
