# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dispatcher: one thread that claims, marks and records; pool threads only talk.

One turn is one transaction: outcomes of the last sends, marks of the next ones, and new claims
share a commit (group commit). Nothing is sent before its mark is committed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from scheduler.model.clock import Clock
from scheduler.model.delivery import State
from scheduler.model.errors import ChannelBlocked, LitfassError
from scheduler.model.sentence import Sentence
from scheduler.planning.gates import OPEN, Verdict, ask
from scheduler.store import channels, claims, outcomes
from scheduler.store.claims import Claim
from scheduler.store.database import Database
from scheduler.store.outcomes import Move
from scheduler.store.samples import first_due
from scheduler.worker.backlog import Backlog
from scheduler.worker.connections import Connections
from scheduler.worker.consequences import (
    Consequence,
    Pace,
    after_look,
    after_sending,
    question_of,
)
from scheduler.worker.desk import Desk, Errand
from scheduler.worker.log import log, warn
from scheduler.worker.publish import Looked, Prepared, Sent, look_for, prepare_parts, publish_part

BACKLOG = 2000
REFILL_EVERY = timedelta(milliseconds=450)
PREPARE_EVERY = timedelta(seconds=1)
PREPARE_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Terms:
    """What the dispatcher goes by: its owner id, how many workers, leases, and each channel's pace.

    `first_sample_after` is the age of the first sample of a published delivery.
    """

    owner: str
    workers: int
    lease: timedelta
    pace: Callable[[str], Pace]
    prepare_ahead: Callable[[str], timedelta]
    first_sample_after: timedelta | None
    catch_up: timedelta


class Dispatcher:
    """See the module; `turn()` does one round and is called by one thread only."""

    def __init__(
        self,
        *,
        database: Database,
        desk: Desk,
        pool: Executor,
        connections: Connections,
        clock: Clock,
        terms: Terms,
        random: Callable[[], float],
    ) -> None:
        self._database = database
        self._desk = desk
        self._pool = pool
        self._connections = connections
        self._clock = clock
        self._terms = terms
        self._random = random
        self._backlog = Backlog()
        self._refill_at: datetime | None = None
        self._prepare_at: datetime | None = None
        self._ready: dict[str, Claim] = {}
        self._flying: dict[str, frozenset[int]] = {}
        self._preparing: dict[int, str] = {}
        self._floors: dict[str, datetime] = {}
        self._late_sends: dict[str, datetime] = {}
        self._unwritten: list[object] = []
        self.claiming = True

    @property
    def in_flight(self) -> int:
        """How many pool jobs run."""
        return len(self._flying) + len(self._preparing)

    @property
    def idle(self) -> bool:
        """Whether nothing is in hand, in flight or waiting to be written."""
        return not (self._flying or self._preparing or self._ready or self._unwritten)

    def turn(self) -> bool:
        """One round; True when there may be more to do at once.

        Raises StoreError when the database cannot be used; what was to be written is kept and
        written by a later turn.
        """
        now = self._clock.now()
        self._receive(self._desk.take_all())
        if self.claiming:
            self._prepare(now)
            self._refill(now)
        if not (self._unwritten or self._ready or self._takable()):
            return False
        return self._transact(now)

    def _receive(self, items: Sequence[object]) -> None:
        self._unwritten += items
        for item in items:
            if isinstance(item, Prepared):
                self._preparing.pop(item.claim.id, None)
            elif isinstance(item, Sent):
                self._flying.pop(item.claim.channel, None)
            elif isinstance(item, Looked):
                self._flying.pop(item.channel, None)

    def release(self) -> None:
        """Stop claiming and give back what was claimed but not sent."""
        self.claiming = False
        if self._ready:
            with self._database.write() as connection:
                claims.give_back(
                    connection,
                    list(self._ready.values()),
                    owner=self._terms.owner,
                    now=self._clock.now(),
                )
            self._ready = {}

    def next_instant(self) -> datetime | None:
        """When something is next due, as far as the database knows; floors are respected."""
        now = self._clock.now()
        waiting = [at for at in self._floors.values() if at > now]
        with self._database.read() as connection:
            closed = [channel for channel, at in self._floors.items() if at > now]
            wake = claims.next_wake(connection, without=closed)
        return min([at for at in (wake, *waiting) if at is not None], default=None)

    # One transaction --------------------------------------------------------------------------

    def _transact(self, now: datetime) -> bool:
        items = self._unwritten
        errands = [item for item in items if isinstance(item, Errand)]
        with self._database.write() as connection:
            answers = [_run(errand, connection) for errand in errands]
            consequences = self._record(connection, items, now)
            marked = self._mark(connection, now) if self.claiming else []
            busy = self._flying.keys() | {claim.channel for claim in marked}
            taken, looks = self._claim(connection, busy, now) if self.claiming else ([], {})
        self._unwritten = []
        for errand, answer in zip(errands, answers, strict=True):
            answer(errand)
        self._after_commit(items, consequences)
        self._send(marked)
        self._look(looks)
        for claim in taken:
            self._ready[claim.channel] = claim
        return bool(marked or taken or self._takable())

    def _record(
        self, connection: Connection, items: Sequence[object], now: datetime
    ) -> list[Consequence]:
        found: list[Consequence] = []
        prepared: list[int] = []
        for item in items:
            if isinstance(item, Sent):
                pace = self._terms.pace(item.claim.channel)
                found.append(after_sending(item, pace, now, self._random()))
            elif isinstance(item, Looked):
                pace = self._terms.pace(item.channel)
                found += [after_look(item, claim, pace, now) for claim in item.claims]
            elif isinstance(item, Prepared):
                prepared.append(item.claim.id)
                self._block_early(connection, item, now)
        if prepared:
            outcomes.mark_prepared(connection, prepared, now)
        self._write(connection, found, items, now)
        return found

    def _write(
        self,
        connection: Connection,
        found: Sequence[Consequence],
        items: Sequence[object],
        now: datetime,
    ) -> None:
        outcomes.finish_attempts(connection, [c.attempt for c in found if c.attempt], now)
        outcomes.add_live_parts(connection, [c.live for c in found if c.live], now)
        taken = outcomes.apply_moves(connection, [c.move for c in found], now)
        published = [move.id for move in taken if move.to is State.PUBLISHED]
        if published and self._terms.first_sample_after is not None:
            first_due(connection, published, self._terms.first_sample_after, now)
        for channel, consequence in zip(_channels(items), found, strict=True):
            if consequence.floor is not None:
                channels.set_floor(connection, channel, consequence.floor)
            if consequence.block is not None:
                channels.block(connection, channel, consequence.block, now)

    def _block_early(self, connection: Connection, item: Prepared, now: datetime) -> None:
        """A channel that cannot even prepare is stopped before its due second, and said."""
        if isinstance(item.error, ChannelBlocked):
            channels.block(connection, item.claim.channel, item.error.sentence, now)

    def _mark(self, connection: Connection, now: datetime) -> list[Claim]:
        free = self._terms.workers - self.in_flight
        sendable = [
            claim
            for channel, claim in self._ready.items()
            if channel not in self._flying and claim.id not in self._preparing
        ]
        chosen = sorted(sendable, key=lambda claim: (claim.due_at, claim.id))[: max(free, 0)]
        for claim in chosen:
            del self._ready[claim.channel]
        try:
            return claims.mark_sending(
                connection, chosen, owner=self._terms.owner, now=now, lease=self._terms.lease
            )
        except BaseException:
            self._ready |= {claim.channel: claim for claim in chosen}
            raise

    def _claim(
        self, connection: Connection, busy: AbstractSet[str], now: datetime
    ) -> tuple[list[Claim], dict[str, list[Claim]]]:
        room = 2 * self._terms.workers - len(self._ready)
        wanted = self._backlog.take(room, self._may_take)
        rows = claims.fetch(connection, [candidate.id for candidate in wanted], now)
        open_claims = self._ask_gates(connection, rows, now)
        taken = claims.take(
            connection, open_claims, owner=self._terms.owner, now=now, lease=self._terms.lease
        )
        unclear = {claim.channel for claim in rows if claim.state is State.UNCONFIRMED} - busy
        return taken, {
            channel: claims.unconfirmed_of(connection, channel, now) for channel in unclear
        }

    def _ask_gates(
        self, connection: Connection, rows: Sequence[Claim], now: datetime
    ) -> list[Claim]:
        asked = [claim for claim in rows if claim.state in _ASKED]
        known = channels.some_channels(connection, {claim.channel for claim in asked})
        moves: list[Move] = []
        through: list[Claim] = []
        for claim in asked:
            row = known.get(claim.channel)
            if row and row.next_allowed_at and row.next_allowed_at > now:
                self._floors[claim.channel] = row.next_allowed_at
                continue
            verdict = self._verdict(claim, row.blocked if row else None, now)
            if verdict is not OPEN:
                moves.append(_closed(claim, verdict))
            elif claim.state is State.HELD:
                moves.append(_released(claim, now))
            elif self._paced(claim, now):
                through.append(claim)
        outcomes.apply_moves(connection, moves, now)
        for move in moves:
            log(f"delivery.{move.to}", delivery=move.id, gate=move.gate, reason=move.reason)
        return through

    def _verdict(self, claim: Claim, blocked: Sentence | None, now: datetime) -> Verdict:
        pace = self._terms.pace(claim.channel)
        return ask(question_of(claim, pace.late_window, blocked), now)

    def _paced(self, claim: Claim, now: datetime) -> bool:
        """While catching up after an outage, one channel sends one post per `catch_up`."""
        pace = self._terms.pace(claim.channel)
        if claim.ordered_at or claim.begun_at or now - claim.due_at <= pace.late_window:
            return True
        last = self._late_sends.get(claim.channel)
        if last is not None and now < last + self._terms.catch_up:
            self._floors[claim.channel] = last + self._terms.catch_up
            return False
        self._late_sends[claim.channel] = now
        return True

    # Around the transaction -------------------------------------------------------------------

    def _after_commit(self, items: Sequence[object], consequences: Sequence[Consequence]) -> None:
        for channel, consequence in zip(_channels(items), consequences, strict=True):
            self._tell(channel, consequence)

    def _tell(self, channel: str, consequence: Consequence) -> None:
        if consequence.floor is not None:
            self._floors[channel] = max(
                consequence.floor, self._floors.get(channel, consequence.floor)
            )
        if consequence.block is not None:
            self._connections.forget(channel)
            warn("channel.blocked", channel=channel, reason=consequence.block)
        move = consequence.move
        say = log if move.to in _CALM else warn
        say(
            f"delivery.{move.to}",
            delivery=move.id,
            channel=channel,
            url=move.remote.url if move.remote else None,
            wake_at=move.wake_at,
            reason=move.reason,
        )

    def _send(self, marked: Sequence[Claim]) -> None:
        for claim in marked:
            self._flying[claim.channel] = frozenset({claim.id})
            log(
                "delivery.sending",
                delivery=claim.id,
                post=claim.post,
                channel=claim.channel,
                attempt=claim.attempts,
                part=claim.next_part,
            )
            self._submit(publish_part, claim)

    def _submit(self, job: Callable[..., object], subject: object) -> None:
        now = self._clock.now()

        def work() -> None:
            self._desk.hand_in(job(self._connections, subject, self._desk, now))

        self._pool.submit(work)

    def _look(self, looks: Mapping[str, Sequence[Claim]]) -> None:
        for channel, unconfirmed in looks.items():
            if not unconfirmed:
                continue
            self._flying[channel] = frozenset(claim.id for claim in unconfirmed)
            self._submit(_look_for, tuple(unconfirmed))

    def _refill(self, now: datetime) -> None:
        self._floors = {channel: at for channel, at in self._floors.items() if at > now}
        if self._backlog and self._refill_at is not None and now < self._refill_at:
            return
        self._refill_at = now + REFILL_EVERY
        with self._database.read() as connection:
            found = claims.candidates(connection, now, limit=BACKLOG, without=list(self._floors))
        self._backlog.refill(found, self._in_hand())

    def _in_hand(self) -> frozenset[int]:
        flying = list(self._flying.values())
        ready = {claim.id for claim in self._ready.values()}
        return frozenset().union(ready, self._preparing, *flying)

    def _takable(self) -> bool:
        return self.claiming and bool(self._backlog) and self._backlog.any_for(self._may_take)

    def _may_take(self, channel: str) -> bool:
        return (
            channel not in self._ready
            and channel not in self._floors
            and len(self._ready) < 2 * self._terms.workers
        )

    def _prepare(self, now: datetime) -> None:
        """Start the work that can be done before the due second."""
        if self._prepare_at is not None and now < self._prepare_at:
            return
        self._prepare_at = now + PREPARE_EVERY
        with self._database.read() as connection:
            found = claims.upcoming(connection, now + LONGEST_AHEAD, limit=PREPARE_AT_ONCE)
        for claim in found:
            ahead = self._terms.prepare_ahead(claim.channel)
            if claim.id in self._in_hand() or claim.due_at - now > ahead:
                continue
            if not _worth_preparing(claim):
                self._desk.hand_in(Prepared(claim))
                continue
            self._preparing[claim.id] = claim.channel
            self._submit(prepare_parts, claim)


def _look_for(
    connections: Connections, unconfirmed: Sequence[Claim], desk: Desk, now: datetime
) -> Looked:
    del desk  # a look stores nothing
    return look_for(connections, unconfirmed, now)


LONGEST_AHEAD = timedelta(hours=1)
_ASKED = frozenset({State.PLANNED, State.RETRYING, State.HELD})
_CALM = frozenset({State.PUBLISHED, State.RETRYING})


def _run(errand: Errand, connection: Connection) -> Callable[[Errand], None]:
    """Do an errand; its failure is its own, not the transaction's."""
    point = connection.begin_nested()
    try:
        value = errand.work(connection)
    except LitfassError as error:
        point.rollback()
        return lambda done, error=error: done.done.set_exception(error)  # type: ignore[misc]
    point.commit()
    return lambda done: done.done.set_result(value)


def _channels(items: Sequence[object]) -> list[str]:
    """The channel of each consequence, in the order in which they were made."""
    found: list[str] = []
    for item in items:
        if isinstance(item, Sent):
            found.append(item.claim.channel)
        elif isinstance(item, Looked):
            found += [item.channel] * len(item.claims)
    return found


def _closed(claim: Claim, verdict: Verdict) -> Move:
    to = State.HELD if verdict.answer == "hold" else State.MISSED
    return Move(
        claim.id,
        claim.token,
        claim.state,
        to,
        wake_at=verdict.ask_again_at,
        reason=verdict.reason,
        gate=verdict.gate,
        failures=claim.failures,
    )


def _released(claim: Claim, now: datetime) -> Move:
    to = State.RETRYING if claim.attempts else State.PLANNED
    return Move(claim.id, claim.token, claim.state, to, wake_at=now, failures=claim.failures)


def _worth_preparing(claim: Claim) -> bool:
    return any(part.attachments or (part.card and part.card.image) for part in claim.message.parts)


def renewed(terms: Terms, **changes: object) -> Terms:
    """`terms` with some of them changed."""
    return dataclasses.replace(terms, **changes)  # type: ignore[arg-type]
