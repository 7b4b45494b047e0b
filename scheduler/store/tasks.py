# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tasks that only a person can do, until somebody says that they are done. Nothing commits here.

A task is known by its kind, its delivery, its subject and its occasion: a right that ends, is
prolonged and ends again makes a second task.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select, update

from scheduler.model.delivery import State
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.database import insert_or_keep
from scheduler.store.journal import Event, note

TAKE_DOWN = "takedown"
_table = schema.tasks
_deliveries = schema.deliveries


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be written down, if it is not known yet."""

    delivery_id: int
    subject: str
    occasion: str
    reason: Sentence
    due_at: datetime
    kind: str = TAKE_DOWN


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands, with the delivery that it is about."""

    id: int
    kind: str
    delivery_id: int
    subject: str
    occasion: str
    reason: Sentence
    due_at: datetime
    created_at: datetime
    post: str
    channel: str
    url: str | None
    done_at: datetime | None = None
    done_by: str | None = None
    note: str | None = None


def add(connection: Connection, tasks: Sequence[NewTask], now: datetime) -> None:
    """Write down those of `tasks` that are not known."""
    if tasks:
        rows = [
            {
                "kind": task.kind,
                "delivery_id": task.delivery_id,
                "subject": task.subject,
                "occasion": task.occasion,
                "reason": task.reason,
                "due_at": task.due_at,
                "created_at": now,
            }
            for task in tasks
        ]
        connection.execute(insert_or_keep(connection, _table), rows)


def open_tasks(connection: Connection) -> list[Task]:
    """What is still to be done, the most urgent first; not of what was withdrawn meanwhile."""
    query = _joined().where(_table.c.done_at.is_(None), _deliveries.c.state == State.PUBLISHED)
    return [_task(row) for row in connection.execute(query.order_by(_table.c.due_at, _table.c.id))]


def task(connection: Connection, number: int) -> Task | None:
    """The task with this number."""
    row = connection.execute(_joined().where(_table.c.id == number)).first()
    return None if row is None else _task(row)


def known(connection: Connection, kind: str) -> set[tuple[int, str, str]]:
    """What there are tasks for, done or not: delivery, subject, occasion."""
    query = select(_table.c.delivery_id, _table.c.subject, _table.c.occasion)
    rows = connection.execute(query.where(_table.c.kind == kind))
    return {(row.delivery_id, row.subject, row.occasion) for row in rows}


def finish(
    connection: Connection, task: Task, *, actor: str, now: datetime, said: Sentence, note_: str
) -> bool:
    """Say that `task` is done; False when somebody has said so before."""
    done = connection.execute(
        update(_table)
        .where(_table.c.id == task.id, _table.c.done_at.is_(None))
        .values(done_at=now, done_by=actor, note=note_ or None)
    )
    if done.rowcount:
        event = Event(now, f"task.{task.kind}", said, actor=actor, delivery_id=task.delivery_id)
        note(connection, event)
    return bool(done.rowcount)


def strike(connection: Connection, task: Task, said: Sentence, now: datetime) -> None:
    """Forget `task`, which nobody needs to do any more; should it be needed again, it is new."""
    connection.execute(delete(_table).where(_table.c.id == task.id, _table.c.done_at.is_(None)))
    event = Event(now, f"task.{task.kind}", said, delivery_id=task.delivery_id)
    note(connection, event)


def _joined() -> Select[Any]:
    return select(_table, _deliveries.c.post_id, _deliveries.c.channel, _deliveries.c.url).join(
        _deliveries, _deliveries.c.id == _table.c.delivery_id
    )


def _task(row: Row[Any]) -> Task:
    return Task(
        id=row.id,
        kind=row.kind,
        delivery_id=row.delivery_id,
        subject=row.subject,
        occasion=row.occasion,
        reason=row.reason,
        due_at=row.due_at,
        created_at=row.created_at,
        post=row.post_id,
        channel=row.channel,
        url=row.url,
        done_at=row.done_at,
        done_by=row.done_by,
        note=row.note,
    )
