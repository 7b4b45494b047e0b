# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Going on after a pause: what was due meanwhile is decided by a person, post by post.

What is not decided stays held. What is not due yet simply goes on as planned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scheduler.model.delivery import GateName, State
from scheduler.model.pause import Pause, last_to_end
from scheduler.model.sentence import Sentence
from scheduler.operations.pause_words import scope_words
from scheduler.store import pauses
from scheduler.store.database import Transaction
from scheduler.store.doubts import is_in_doubt
from scheduler.store.orders import BY_PERSON, move_by_order
from scheduler.store.pauses import Waiting


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one elapsed delivery; `at` only where it is moved."""

    kind: Literal["publish", "move", "drop"]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Who resumes, when, which pauses, and which stay in force."""

    actor: str
    now: datetime
    ending: tuple[Pause, ...]
    remaining: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one delivery; `done` is False when the daemon was faster."""

    waiting: Waiting
    done: bool
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Resumed:
    """What the order did: what was decided, what still waits, what is being looked up."""

    settled: tuple[Settled, ...]
    undecided: tuple[Waiting, ...]
    looked_up: int


def elapsed(connection: Transaction, order: Resume) -> list[Waiting]:
    """What was due while it was paused and is not sent, by due time."""
    return [row for row in _concerned(connection, order) if _is_elapsed(row, order.now)]


def resume(connection: Transaction, order: Resume, decisions: Mapping[int, Decision]) -> Resumed:
    """End the pauses and do as `decisions` (by delivery) say, in the caller's transaction."""
    rows = _concerned(connection, order)
    pauses.end(connection, order.ending, order.actor, order.now, _said(order.ending))
    settled: list[Settled] = []
    undecided: list[Waiting] = []
    for row in rows:
        decision = decisions.get(row.id)
        if not _is_elapsed(row, order.now):
            _go_on(connection, order, row)
        elif decision is None:
            undecided.append(row)
        else:
            settled.append(_decide(connection, order, row, decision))
    pauses.keep_held(connection, undecided, _UNDECIDED, order.now)
    looked_up = pauses.wake_lookups(connection, order.now)
    return Resumed(tuple(settled), tuple(undecided), looked_up)


def _concerned(connection: Transaction, order: Resume) -> list[Waiting]:
    """What no remaining pause covers and an ending one did, or an earlier one left behind."""
    return [
        row
        for row in pauses.waiting(connection, order.now)
        if last_to_end(order.remaining, row.subject, order.now) is None
        and (row.held or _was_covered(connection, order, row))
    ]


def _was_covered(connection: Transaction, order: Resume, row: Waiting) -> bool:
    """Due while nobody claimed, so that no daemon has held it yet; doubts are looked up first."""
    if last_to_end(order.ending, row.subject, order.now) is None:
        return False
    return row.state is State.PLANNED or not is_in_doubt(connection, row.id)


def _is_elapsed(row: Waiting, now: datetime) -> bool:
    return row.due_at <= now or row.ordered_at is not None


def _decide(connection: Transaction, order: Resume, row: Waiting, decision: Decision) -> Settled:
    if decision.kind == "drop":
        done = move_by_order(
            connection,
            row.id,
            seen=row.state,
            to=State.CANCELLED,
            actor=order.actor,
            said=_DROPPED,
            now=order.now,
            wake_at=None,
            cancelled_by=BY_PERSON,
            reason=_DROPPED,
        )
        return Settled(row, done, _DROPPED if done else _OVERTAKEN)
    at = decision.at or order.now
    said = _PUBLISHED if decision.at is None else _moved(at)
    done = move_by_order(
        connection,
        row.id,
        seen=row.state,
        to=State.RETRYING if row.attempts else State.PLANNED,
        actor=order.actor,
        said=said,
        now=order.now,
        wake_at=at,
        # Lateness counts from here. The mark of the pause paces what one channel has to catch up.
        ordered_at=at,
        gate=GateName.PAUSED if decision.at is None else None,
        reason=None if decision.at is None else said,
        failures=0,
    )
    return Settled(row, done, said if done else _OVERTAKEN)


def _go_on(connection: Transaction, order: Resume, row: Waiting) -> None:
    move_by_order(
        connection,
        row.id,
        seen=row.state,
        to=State.RETRYING if row.attempts else State.PLANNED,
        actor=order.actor,
        said=_AS_PLANNED,
        now=order.now,
        wake_at=max(row.due_at, order.now),
    )


def _said(ending: Sequence[Pause]) -> Sentence:
    words = [scope_words(pause.scope) for pause in ending]
    return Sentence(
        "Pause beendet: " + "; ".join(each.de for each in words),
        "Pause ended: " + "; ".join(each.en for each in words),
    )


def _moved(at: datetime) -> Sentence:
    return Sentence(
        f"Nach einer Pause verschoben auf {at:%d.%m.%Y %H:%M} UTC.",
        f"Moved after a pause to {at:%Y-%m-%d %H:%M} UTC.",
    )


_PUBLISHED = Sentence(
    "Wird jetzt veröffentlicht, je Kanal einer nach dem anderen.",
    "Is published now, one after another on each channel.",
)
_DROPPED = Sentence("Nach einer Pause abgesagt.", "Cancelled after a pause.")
_AS_PLANNED = Sentence("Geht weiter wie geplant.", "Goes on as planned.")
_UNDECIDED = Sentence(
    "Die Pause ist vorbei. Entscheiden Sie: litfass resume --publish, --move oder --drop.",
    "The pause is over. Decide: litfass resume --publish, --move or --drop.",
)
_OVERTAKEN = Sentence(
    "Zu spät: Der Dienst war gerade schneller. Bitte den Stand ansehen: litfass status",
    "Too late: the daemon was faster just now. Please look: litfass status",
)
