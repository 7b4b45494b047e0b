# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing down what came of an attempt, a gate or a look; nothing here commits.

A state is only changed where the row still is what the writer saw (state and token): a writer
that was fenced keeps its attempt's outcome, and reconcile reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, bindparam, func, select, update

from scheduler.model.delivery import GateName, Outcome, State, is_legal
from scheduler.model.errors import Answer, StoreError
from scheduler.model.message import Remote
from scheduler.model.sentence import Sentence
from scheduler.store import audit, schema
from scheduler.store.audit import Act
from scheduler.store.database import insert_or_keep
from scheduler.store.journal import DAEMON, Event, note
from scheduler.store.message_json import remote_to_json
from scheduler.store.types import Instant

_deliveries = schema.deliveries
_attempts = schema.attempts
_AUDITED = frozenset({State.PUBLISHED, State.FAILED, State.MISSED, State.REVIEW, State.RETRACTED})


@dataclass(frozen=True, slots=True)
class Move:
    """A delivery's next state and everything that changes with it.

    `token` fences: the row must still carry it. `wake_at` None means: not before a person acts.
    `name` is what the audit log calls the delivery, where it is known: else it is looked up.
    """

    id: int
    token: int
    seen: State
    to: State
    wake_at: datetime | None = None
    reason: Sentence | None = None
    gate: GateName | None = None
    published_at: datetime | None = None
    remote: Remote | None = None
    looks: int = 0
    failures: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """How one attempt ended."""

    delivery_id: int
    n: int
    outcome: Outcome
    reason: Sentence | None = None
    answer: Answer = field(default_factory=Answer)


@dataclass(frozen=True, slots=True)
class LivePart:
    """A part that is live."""

    delivery_id: int
    part: int
    remote: Remote


def finish_attempts(
    connection: Connection, results: Sequence[AttemptResult], now: datetime
) -> None:
    """Write the results down; an attempt that has one already keeps it."""
    if not results:
        return
    connection.execute(
        _FINISH,
        [
            {
                "at": now,
                "of": result.delivery_id,
                "number": result.n,
                "came": result.outcome,
                "code": result.answer.status,
                "said": result.answer.excerpt or None,
                "why": result.reason,
            }
            for result in results
        ],
    )


_FINISH = (
    update(_attempts)
    .where(
        _attempts.c.delivery_id == bindparam("of"),
        _attempts.c.n == bindparam("number"),
        _attempts.c.outcome.is_(None),
    )
    .values(
        finished_at=bindparam("at"),
        outcome=bindparam("came"),
        status=bindparam("code"),
        excerpt=bindparam("said"),
        reason=bindparam("why"),
    )
)


def add_live_parts(connection: Connection, live: Sequence[LivePart], now: datetime) -> None:
    """Remember what is live, so that no later try sends it again."""
    if live:
        connection.execute(
            insert_or_keep(connection, schema.parts), [_part_row(part, now) for part in live]
        )


def apply_moves(connection: Connection, moves: Sequence[Move], now: datetime) -> list[Move]:
    """Make the moves; returns those that took, the others were fenced or overtaken.

    Raises StoreError on a transition that the state machine does not know.
    """
    for move in moves:
        if move.to is not move.seen and not is_legal(move.seen, move.to):
            raise StoreError(illegal(move.id, move.seen, move.to))
    taken = _made(connection, moves, now)
    note(connection, *(_told(move, now) for move in taken if _is_news(move)))
    audit.record(connection, *(_act(move, now) for move in taken if move.to in _AUDITED))
    return taken


_MOVE = (
    update(_deliveries)
    .where(
        _deliveries.c.id == bindparam("of"),
        _deliveries.c.state == bindparam("seen"),
        _deliveries.c.token == bindparam("fence"),
    )
    .values(
        state=bindparam("to"),
        wake_at=bindparam("wake"),
        owner=None,
        lease_until=None,
        reason=bindparam("why"),
        gate=bindparam("closed"),
        # What is live stays so while a correction is on its way below it.
        published_at=func.coalesce(
            _deliveries.c.published_at, bindparam("live_at", type_=Instant())
        ),
        remote_id=func.coalesce(bindparam("remote", type_=Text()), _deliveries.c.remote_id),
        url=func.coalesce(bindparam("address", type_=Text()), _deliveries.c.url),
        looks=bindparam("looked"),
        failures=bindparam("failed"),
        updated_at=bindparam("at"),
    )
)


def keep_artefact(
    connection: Connection, delivery_id: int, part: int, values: Mapping[str, Any], now: datetime
) -> None:
    """Store `values` for one part of a delivery, beside what is there."""
    stored = connection.execute(
        select(_deliveries.c.artefacts).where(_deliveries.c.id == delivery_id).with_for_update()
    ).scalar_one()
    merged = {**stored, str(part): {**stored.get(str(part), {}), **values}}
    connection.execute(
        update(_deliveries)
        .where(_deliveries.c.id == delivery_id)
        .values(artefacts=merged, updated_at=now)
    )


def mark_prepared(connection: Connection, delivery_ids: Sequence[int], now: datetime) -> None:
    """Remember that the work ahead is done (or failed for now), so that it is not repeated."""
    connection.execute(
        update(_deliveries).where(_deliveries.c.id.in_(delivery_ids)).values(prepared_at=now)
    )


def _made(connection: Connection, moves: Sequence[Move], now: datetime) -> list[Move]:
    """Make the moves that still hold; only when one does not is it worth asking which."""
    if not moves:
        return []
    with connection.begin_nested() as attempt:
        done = connection.execute(_MOVE, [_move_row(move, now) for move in moves])
        if done.rowcount == len(moves):
            return list(moves)
        attempt.rollback()
    current = _current(connection, moves)
    if current:
        connection.execute(_MOVE, [_move_row(move, now) for move in current])
    return current


def _current(connection: Connection, moves: Sequence[Move]) -> list[Move]:
    if not moves:
        return []
    query = (
        select(_deliveries.c.id, _deliveries.c.state, _deliveries.c.token)
        .where(_deliveries.c.id.in_([move.id for move in moves]))
        .with_for_update()
    )
    rows = {row.id: (State(row.state), row.token) for row in connection.execute(query)}
    return [kept for move in moves if (kept := _against(move, rows.get(move.id))) is not None]


def _against(move: Move, row: tuple[State, int] | None) -> Move | None:
    """`move` as it applies to the row as it is now, None if it does not.

    Another daemon may have put a send in doubt whose own sender now brings a certain answer;
    as long as nobody sent it again (the token tells), that answer counts.
    """
    if row is None or row[1] != move.token:
        return None
    if row[0] is move.seen:
        return move
    in_doubt = row[0] in (State.UNCONFIRMED, State.REVIEW) and move.seen is State.SENDING
    if in_doubt and move.to is not row[0] and is_legal(row[0], move.to):
        return replace(move, seen=row[0])
    return None


def _part_row(live: LivePart, now: datetime) -> dict[str, object]:
    return {
        "delivery_id": live.delivery_id,
        "part": live.part,
        "remote_id": live.remote.id,
        "url": live.remote.url,
        "extra": remote_to_json(live.remote),
        "published_at": now,
    }


def _move_row(move: Move, now: datetime) -> dict[str, object]:
    return {
        "of": move.id,
        "seen": move.seen,
        "fence": move.token,
        "to": move.to,
        "wake": move.wake_at,
        "why": move.reason,
        "closed": move.gate,
        "live_at": move.published_at,
        "remote": move.remote.id if move.remote else None,
        "address": move.remote.url if move.remote else None,
        "looked": move.looks,
        "failed": move.failures,
        "at": now,
    }


def _is_news(move: Move) -> bool:
    """Attempts tell of sends; the journal tells of everything else that has a reason."""
    return move.reason is not None and move.seen is not State.SENDING and move.to != move.seen


def _told(move: Move, now: datetime) -> Event:
    reason = move.reason or Sentence("", "")
    return Event(now, f"delivery.{move.to}", reason, delivery_id=move.id)


def _act(move: Move, now: datetime) -> Act:
    return Act(
        now,
        DAEMON,
        f"delivery.{move.to}",
        reason=move.reason.en if move.reason else None,
        detail={"url": move.remote.url} if move.remote and move.remote.url else {},
        object=move.name,
        delivery=None if move.name else move.id,
    )


def illegal(delivery: int, seen: State, to: State) -> Sentence:
    """What is said when a transition is asked for that the state machine does not know."""
    return Sentence(
        f"Zustand {seen} kann nicht zu {to} werden (Zustellung {delivery}).",
        f"State {seen} cannot become {to} (delivery {delivery}).",
    )
