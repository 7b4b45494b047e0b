# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dispatcher: one thread that claims, marks and records; pool threads only talk.

One turn is one transaction: outcomes of the last sends, marks of the next ones, and new claims
share a commit (group commit). Nothing is sent before its mark is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from logging import DEBUG

from scheduler.model.clock import Clock
from scheduler.model.delivery import State
from scheduler.model.errors import ChannelBlocked
from scheduler.store import channels, claims, outcomes
from scheduler.store.claims import Candidate, Claim, Lease
from scheduler.store.database import Database, Transaction
from scheduler.store.outcomes import Move
from scheduler.store.samples import first_due
from scheduler.worker.backlog import Backlog
from scheduler.worker.connections import Connections
from scheduler.worker.consequences import (
    Consequence,
    Pace,
    after_look,
    after_sending,
)
from scheduler.worker.desk import Desk, Errand
from scheduler.worker.gatekeeper import Gatekeeper
from scheduler.worker.log import log, warn
from scheduler.worker.pauses import PauseFile, PauseWatch, no_file
from scheduler.worker.publish import Looked, Prepared, Sent, look_for, prepare_parts, publish_part

BACKLOG = 500
BACKLOG_EACH = 20
REFILL_EVERY = timedelta(milliseconds=900)
PREPARE_EVERY = timedelta(seconds=1)
PREPARE_AT_ONCE = 50
GATHER_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Terms:
    """What the dispatcher goes by: its owner id, how many workers, leases, and each channel's pace.

    `settles` says of a channel whether its platform can be asked what became of a lost answer;
    `first_sample_after` is the age of the first sample of a published delivery. `pause_file` gives
    the pauses that stand in a file because the database could not be written.
    """

    owner: str
    workers: int
    lease: timedelta
    pace: Callable[[str], Pace]
    prepare_ahead: Callable[[str], timedelta]
    settles: Callable[[str], bool]
    first_sample_after: timedelta | None
    catch_up: timedelta
    pause_file: PauseFile = no_file


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
        self._pauses = PauseWatch(terms.pause_file)
        self._gatekeeper = Gatekeeper(terms.pace, terms.catch_up, self._pauses)
        self._backlog = Backlog()
        self._refill_at: datetime | None = None
        self._prepare_at: datetime | None = None
        self._flying: dict[str, frozenset[int]] = {}
        self._preparing: dict[int, str] = {}
        self._unwritten: list[object] = []
        self._news = False
        self.claiming = True

    @property
    def in_flight(self) -> int:
        """How many pool jobs run."""
        return len(self._flying) + len(self._preparing)

    @property
    def idle(self) -> bool:
        """Whether nothing is in flight or waiting to be written."""
        return not (self._flying or self._preparing or self._unwritten)

    def turn(self) -> bool:
        """One round; True when there may be more to do at once.

        Raises StoreError when the database cannot be used; what was to be written is kept and
        written by a later turn.
        """
        if self.in_flight >= self._terms.workers:
            self._desk.gather(self._terms.workers, GATHER_SECONDS)
        now = self._clock.now()
        self._news = False
        self._receive(self._desk.take_all())
        if self.claiming:
            self._prepare_ahead(now)
            self._refill(now)
        if not (self._unwritten or self._takable()):
            return False
        return self._transact(now)

    def next_instant(self) -> datetime | None:
        """When something is next due, as far as the database knows; floors are respected."""
        now = self._clock.now()
        floors = self._gatekeeper.floors(now)
        with self._database.read() as connection:
            wake = claims.next_wake(connection, without=list(floors))
            self._pauses.watch(connection, now)
        known = [at for at in (wake, *floors.values()) if at is not None]
        return min(known, default=None)

    # One transaction --------------------------------------------------------------------------

    def _receive(self, items: Sequence[object]) -> None:
        self._unwritten += items
        for item in items:
            if isinstance(item, Prepared):
                self._preparing.pop(item.claim.id, None)
            elif isinstance(item, Sent):
                self._flying.pop(item.claim.channel, None)
            elif isinstance(item, Looked):
                self._flying.pop(item.channel, None)

    def _transact(self, now: datetime) -> bool:
        items = self._unwritten
        errands = [item for item in items if isinstance(item, Errand)]
        with self._database.write() as connection:
            answers = [errand.perform(connection) for errand in errands]
            consequences = self._record(connection, items, now)
            begun, unready, looks = self._claim(connection, now) if self.claiming else NOTHING
        self._unwritten = []
        for answer in answers:
            answer()
        for channel, consequence in consequences:
            self._tell(channel, consequence, now)
        self._send(begun)
        for claim in unready:
            self._preparing[claim.id] = claim.channel
            self._submit(prepare_parts, claim)
        for channel, unconfirmed in looks.items():
            self._flying[channel] = frozenset(claim.id for claim in unconfirmed)
            self._submit(look_for, unconfirmed)
        return bool(begun or unready or looks or self._news or self._takable())

    def _record(
        self, connection: Transaction, items: Sequence[object], now: datetime
    ) -> list[tuple[str, Consequence]]:
        found = [made for item in items for made in self._consequences(item, now)]
        outcomes.finish_attempts(connection, [c.attempt for _, c in found if c.attempt], now)
        outcomes.add_live_parts(connection, [c.live for _, c in found if c.live], now)
        taken = self._apply(connection, [c.move for _, c in found], now)
        published = [move.id for move in taken if move.to is State.PUBLISHED]
        if published and self._terms.first_sample_after is not None:
            first_due(connection, published, self._terms.first_sample_after, now)
        for channel, consequence in found:
            if consequence.floor is not None:
                channels.set_floor(connection, channel, consequence.floor)
            if consequence.block is not None:
                channels.block(connection, channel, consequence.block, now)
        self._record_prepared(
            connection, [item for item in items if isinstance(item, Prepared)], now
        )
        return found

    def _consequences(self, item: object, now: datetime) -> list[tuple[str, Consequence]]:
        if isinstance(item, Sent):
            pace = self._terms.pace(item.claim.channel)
            return [(item.claim.channel, after_sending(item, pace, now, self._random()))]
        if isinstance(item, Looked):
            pace = self._terms.pace(item.channel)
            return [(item.channel, after_look(item, claim, pace, now)) for claim in item.claims]
        return []

    def _record_prepared(
        self, connection: Transaction, items: Sequence[Prepared], now: datetime
    ) -> None:
        """A channel that cannot even prepare is stopped, if need be before its due second."""
        if not items:
            return
        outcomes.mark_prepared(connection, [item.claim.id for item in items], now)
        waiting = [item.claim for item in items if item.claim.state is State.CLAIMED]
        claims.give_back(connection, waiting, owner=self._terms.owner, now=now)
        self._expect_news(bool(waiting))
        for item in items:
            if isinstance(item.error, ChannelBlocked):
                channels.block(connection, item.claim.channel, item.error.sentence, now)
                reason = item.error.sentence
                warn("channel.blocked", channel=item.claim.channel, reason=reason)

    def _claim(self, connection: Transaction, now: datetime) -> Claimed:
        wanted = self._take()
        rows = claims.fetch(connection, [candidate.id for candidate in wanted], now)
        through, moves = self._gatekeeper.ask(connection, rows, now)
        for move in self._apply(connection, moves, now):
            log(f"delivery.{move.to}", delivery=move.id, gate=move.gate, reason=move.reason)
        unready = [claim for claim in through if _must_prepare(claim)]
        ready = [claim for claim in through if not _must_prepare(claim)]
        lease = Lease(self._terms.owner, now, now + self._terms.lease)
        begun = claims.begin_attempts(connection, ready, lease)
        unclear = {claim.channel for claim in rows if claim.state is State.UNCONFIRMED}
        looks = {channel: claims.unconfirmed_of(connection, channel, now) for channel in unclear}
        return begun, claims.take(connection, unready, lease), looks

    def _take(self) -> list[Candidate]:
        """Enough for the free workers; where a crash can be settled by asking, as much again.

        A queue in front of the workers hides the commit. What a crash leaves in doubt is bounded
        by it, so channels whose platform cannot be asked get no place in the queue.
        """
        free = self._terms.workers - self.in_flight
        taken = self._backlog.take(free, self._may_take)
        more = 2 * self._terms.workers - self.in_flight - len(taken)
        chosen = {candidate.channel for candidate in taken}
        return taken + self._backlog.take(
            more,
            lambda channel: (
                channel not in chosen and self._terms.settles(channel) and self._may_take(channel)
            ),
        )

    def _apply(self, connection: Transaction, moves: Sequence[Move], now: datetime) -> list[Move]:
        taken = outcomes.apply_moves(connection, moves, now)
        self._expect_news(any(move.wake_at is not None and move.wake_at <= now for move in taken))
        return taken

    def _expect_news(self, news: bool) -> None:  # noqa: FBT001 - a condition, not a mode
        if news:
            self._news = True
            self._refill_at = None

    # Around the transaction -------------------------------------------------------------------

    def _tell(self, channel: str, consequence: Consequence, now: datetime) -> None:
        if consequence.floor is not None:
            self._gatekeeper.raise_floor(channel, consequence.floor)
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
            wake_at=move.wake_at if move.wake_at and move.wake_at > now else None,
            reason=move.reason,
        )

    def _send(self, begun: Sequence[Claim]) -> None:
        for claim in begun:
            self._flying[claim.channel] = frozenset({claim.id})
            log(
                "delivery.sending",
                level=DEBUG,
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

    def _refill(self, now: datetime) -> None:
        if self._backlog and self._refill_at is not None and now < self._refill_at:
            return
        self._refill_at = now + REFILL_EVERY
        with self._database.read() as connection:
            closed = list(self._gatekeeper.floors(now))
            found = claims.candidates(connection, now, limit=BACKLOG, without=closed)
            if len(found) == BACKLOG:
                found = claims.fair_candidates(
                    connection, now, limit=BACKLOG, each=BACKLOG_EACH, without=closed
                )
        self._backlog.refill(found, self._in_hand())

    def _in_hand(self) -> frozenset[int]:
        return frozenset().union(self._preparing, *self._flying.values())

    def _takable(self) -> bool:
        return (
            self.claiming
            and self.in_flight < 2 * self._terms.workers
            and self._backlog.any_for(self._may_take)
        )

    def _may_take(self, channel: str) -> bool:
        busy = channel in self._flying or channel in self._preparing.values()
        return not busy and not self._gatekeeper.is_closed(channel, self._clock.now())

    def _prepare_ahead(self, now: datetime) -> None:
        """Start the work that can be done before the due second."""
        if self._prepare_at is not None and now < self._prepare_at:
            return
        self._prepare_at = now + PREPARE_EVERY
        with self._database.read() as connection:
            found = claims.upcoming(connection, now + LONGEST_AHEAD, limit=PREPARE_AT_ONCE)
        free = self._terms.workers // 2 - self.in_flight
        for claim in found[: max(free, 0)]:
            ahead = self._terms.prepare_ahead(claim.channel)
            if claim.id not in self._in_hand() and now < claim.due_at <= now + ahead:
                self._preparing[claim.id] = claim.channel
                self._submit(prepare_parts, claim)


Claimed = tuple[list[Claim], list[Claim], Mapping[str, Sequence[Claim]]]
NOTHING: Claimed = ([], [], {})
LONGEST_AHEAD = timedelta(minutes=5)
_CALM = frozenset({State.PUBLISHED, State.RETRYING})


def _must_prepare(claim: Claim) -> bool:
    return claim.prepared_at is None and claim.has_media
