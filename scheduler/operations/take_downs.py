# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Take-down tasks: what stands published without a right to it is to be deleted by somebody.

They are worked out of the deliveries' restrictions, so that a right that ends while nobody
changes a file is noticed, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import UsageError
from scheduler.model.restriction import Restriction
from scheduler.model.sentence import Sentence
from scheduler.operations.workspace import Workspace
from scheduler.store import restrictions, tasks
from scheduler.store.database import Database, Transaction, Writer
from scheduler.store.restrictions import Restrained
from scheduler.store.tasks import TAKE_DOWN, NewTask, Task
from scheduler.store.types import to_milliseconds

_Name = tuple[int, str, str]


def derive_take_downs(database: Database, writer: Writer, now: datetime, within: timedelta) -> None:
    """Write down what is to be taken down, and strike what the right covers again.

    A task comes `within` before the right ends, with that end as its deadline; where a right ended
    without notice, `within` is how much time there is.
    """
    with database.read() as connection:
        published = [
            row for row in restrictions.restrained(connection) if row.state is State.PUBLISHED
        ]
        known = tasks.known(connection, TAKE_DOWN)
        standing = [task for task in tasks.open_tasks(connection) if task.kind == TAKE_DOWN]
    needed = {_name(task): task for row in published for task in _needed(row, now, within)}
    fresh = [task for name, task in needed.items() if name not in known]
    gone = [task for task in standing if _name(task) not in needed]
    if fresh or gone:
        writer.run(lambda connection: _write(connection, fresh, gone, now))


def keep_take_downs(workspace: Workspace) -> None:
    """`derive_take_downs` for `workspace`, now."""
    now, within = workspace.clock.now(), workspace.settings.take_down_within
    derive_take_downs(workspace.database, workspace.writer, now, within)


def confirm_done(
    connection: Transaction, number: int, *, actor: str, now: datetime, note: str = ""
) -> Task:
    """Somebody has done task `number`. Raises UsageError when there is none, or it was done."""
    found = tasks.task(connection, number)
    if found is None:
        raise UsageError(_unknown(number))
    if not tasks.finish(connection, found, actor=actor, now=now, said=_DONE, note_=note):
        raise UsageError(_done_before(found))
    return found


def _needed(row: Restrained, now: datetime, within: timedelta) -> Iterable[NewTask]:
    for one in row.restrictions:
        if one.gate is GateName.RIGHTS and one.subject and one.stands_at(now + within):
            due_at = _deadline(one, now, within)
            yield NewTask(row.id, one.subject, _occasion(one), one.reason, due_at)


def _occasion(restriction: Restriction) -> str:
    """Tells a right's ends apart: by the instant, and revoked from the beginning has none."""
    return "" if restriction.since is None else str(to_milliseconds(restriction.since))


def _deadline(restriction: Restriction, now: datetime, within: timedelta) -> datetime:
    since = restriction.since
    return since if since is not None and since > now else now + within


def _name(task: NewTask | Task) -> _Name:
    return task.delivery_id, task.subject, task.occasion


def _write(
    connection: Transaction, fresh: Iterable[NewTask], gone: Iterable[Task], now: datetime
) -> None:
    tasks.add(connection, list(fresh), now)
    for task in gone:
        tasks.strike(connection, task, _COVERED, now)


def _unknown(number: int) -> Sentence:
    return Sentence(
        f"Die Aufgabe {number} gibt es nicht. Offen sind: litfass tasks",
        f"There is no task {number}. Those open: litfass tasks",
    )


def _done_before(task: Task) -> Sentence:
    return Sentence(
        f"Die Aufgabe {task.id} hat {task.done_by} schon erledigt.",
        f"{task.done_by} has done task {task.id} already.",
    )


_DONE = Sentence("Als gelöscht bestätigt.", "Confirmed as taken down.")
_COVERED = Sentence(
    "Muss nicht mehr gelöscht werden: Das Recht gilt wieder.",
    "Need not be taken down any more: the right is in force again.",
)
