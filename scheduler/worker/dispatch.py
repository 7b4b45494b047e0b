# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dispatcher: one thread that claims, marks and records; pool threads only talk.

One turn is one transaction: outcomes of the last sends, marks of the next ones, and new claims
share a commit (group commit). Nothing is sent before its mark is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime, timedelta
from logging import DEBUG

from scheduler.model.clock import Clock
from scheduler.model.delivery import State
from scheduler.model.errors import ChannelBlocked, StoreError
from scheduler.model.sentence import Sentence
from scheduler.store import channels, claims, marks, outcomes
from scheduler.store.claims import Claim, Search
from scheduler.store.database import Database, Transaction
from scheduler.store.doubts import prove_absent
from scheduler.store.marks import Lease
from scheduler.store.outcomes import Move
from scheduler.store.samples import first_due
from scheduler.worker.approvals import ApprovalWatch
from scheduler.worker.connections import Connections
from scheduler.worker.consequences import (
    Consequence,
    after_look,
    after_sending,
)
from scheduler.worker.desk import Desk, Errand
from scheduler.worker.flights import Flights
from scheduler.worker.gatekeeper import Gatekeeper, Watches
from scheduler.worker.intake import Intake
from scheduler.worker.log import log, warn
from scheduler.worker.pauses import PauseWatch
from scheduler.worker.places import Place, reached
from scheduler.worker.publish import (
    Looked,
    Means,
    Prepared,
    Sent,
    look_for,
    prepare_parts,
    publish_part,
)
from scheduler.worker.spool import Keeps, NoSpool, Outcome
from scheduler.worker.terms import Terms
from scheduler.worker.windows import WindowWatch

PREPARE_EVERY = timedelta(seconds=1)
PREPARE_AT_ONCE = 50
GATHER_SECONDS = 0.02  # what a transaction costs is shared by the answers that it writes


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
        spool: Keeps | None = None,
    ) -> None:
        self._spool = spool or NoSpool()
        self._database = database
        self._desk = desk
        self._pool = pool
        self._connections = connections
        self._clock = clock
        self._terms = terms
        self._random = random
        self._pauses = PauseWatch(terms.pause_file)
        watches = Watches(self._pauses, ApprovalWatch(terms.approval), WindowWatch(terms.windows))
        self._gatekeeper = Gatekeeper(terms.pace, terms.catch_up, watches)
        self._flights = Flights(terms.workers, terms.host_of, terms.hosts)
        self._intake = Intake(
            database=database,
            gatekeeper=self._gatekeeper,
            flights=self._flights,
            clock=clock,
            workers=terms.workers,
            settles=terms.settles,
        )
        self._prepare_at: datetime | None = None
        self._never_left: list[int] = []
        self._unwritten: list[object] = []
        self._news = False
        self._holds: dict[str, Sentence] = {}
        self.claiming = True

    @property
    def in_flight(self) -> int:
        """How many pool jobs run."""
        return len(self._flights)

    @property
    def idle(self) -> bool:
        """Whether nothing is in flight or waiting to be written."""
        return not (self._flights or self._unwritten)

    def hold(self, name: str, reason: Sentence | None) -> None:
        """Claim nothing for `reason`, until None is said under the same `name`."""
        known = self._holds.get(name)
        if reason is None:
            if self._holds.pop(name, None) is not None:
                log("claims.released", by=name)
        elif known != reason:
            self._holds[name] = reason
            warn("claims.held", by=name, reason=reason)

    @property
    def holds(self) -> Mapping[str, Sentence]:
        """Why nothing is claimed, by name; empty while all is well."""
        return self._holds

    @property
    def _open(self) -> bool:
        return self.claiming and not self._holds

    def turn(self) -> bool:
        """One round; True when there may be more to do at once.

        Raises StoreError when the database cannot be used; what was to be written is kept and
        written by a later turn.
        """
        if self.in_flight >= self._terms.workers:
            self._desk.gather(self.in_flight * 9 // 10, GATHER_SECONDS)
        now = self._clock.now()
        self._news = False
        self._receive(self._desk.take_all())
        if self._open:
            self._prepare_ahead(now)
            self._intake.refill(now)
        waiting = self._unwritten or self._never_left
        if not (waiting or (self._open and self._intake.wants(now))):
            return False
        return self._transact(now)

    def keep_answers(self) -> None:
        """The database is away: put what the workers have brought where it is safe."""
        self._receive(self._desk.take_all())
        self._spool.keep(self._unwritten)

    def keep_waiting_answers(self) -> None:
        """As `keep_answers`, from another thread, while this one is stuck in a transaction."""
        self._spool.keep([*self._unwritten, *self._desk.waiting()])

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
                self._flights.prepared(item.claim.id)
            elif isinstance(item, Sent):
                self._flights.sent(item.claim.channel)
            elif isinstance(item, Looked):
                self._flights.sent(item.channel)

    def recover(self, outcomes: Sequence[Outcome]) -> None:
        """Write down what dead daemons learned and could not store; before anything is rescued."""
        if not outcomes:
            return
        with self._database.read() as connection:
            tokens = {outcome.delivery: outcome.token for outcome in outcomes}
            known = claims.by_token(connection, tokens)
        self._unwritten += [
            Sent(known[outcome.delivery], outcome.part, outcome.result)
            for outcome in outcomes
            if outcome.delivery in known
        ]
        self.claiming = False
        self._transact(self._clock.now())
        self.claiming = True

    def _transact(self, now: datetime) -> bool:
        begun: list[Claim] = []
        self._database.watch()
        try:
            with self._database.write() as connection:
                marks.unmark(connection, self._never_left, owner=self._terms.owner, now=now)
                answers = self._perform(connection)
                consequences = self._record(connection, self._unwritten, now)
                begun, unready, looks = self._claim(connection, now) if self._open else NOTHING
                self._reached("recording", "marking", consequences, begun)
        except StoreError:
            # Whether the commit took place is open; that nothing was sent is certain.
            self._never_left += [claim.id for claim in begun]
            self._spool.keep(self._unwritten)
            raise
        self._expect_news(bool(self._never_left))
        self._unwritten, self._never_left = [], []
        self._spool.clear()
        self._reached("recorded", "marked", consequences, begun)
        for answer in answers:
            answer()
        for channel, consequence in consequences:
            self._tell(channel, consequence, now)
        self._send(begun)
        for claim in unready:
            self._flights.prepare(claim.id, claim.channel)
            self._submit(prepare_parts, claim)
        for channel, search in looks.items():
            self._flights.send(channel, (claim.id for claim in search.claims))
            self._submit(look_for, search)
        more = self._open and self._intake.takable()
        return bool(begun or unready or looks or self._news or more)

    def _perform(self, connection: Transaction) -> list[Callable[[], None]]:
        errands = [item for item in self._unwritten if isinstance(item, Errand)]
        return [errand.perform(connection) for errand in errands]

    @staticmethod
    def _reached(
        outcomes_at: Place, claims_at: Place, recorded: Sequence[object], begun: Sequence[object]
    ) -> None:
        if recorded:
            reached(outcomes_at)
        if begun:
            reached(claims_at)

    def _record(
        self, connection: Transaction, items: Sequence[object], now: datetime
    ) -> list[tuple[str, Consequence]]:
        found = [made for item in items for made in self._consequences(item, now)]
        outcomes.finish_attempts(connection, [c.attempt for _, c in found if c.attempt], now)
        outcomes.add_live_parts(connection, [c.live for _, c in found if c.live], now)
        taken = self._apply(connection, [c.move for _, c in found], now)
        moved = {move.id for move in taken}
        prove_absent(connection, [c.move.id for _, c in found if c.absent and c.move.id in moved])
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
        marks.give_back(connection, waiting, owner=self._terms.owner, now=now)
        self._expect_news(bool(waiting))
        for item in items:
            if isinstance(item.error, ChannelBlocked):
                channels.block(connection, item.claim.channel, item.error.sentence, now)
                reason = item.error.sentence
                warn("channel.blocked", channel=item.claim.channel, reason=reason)

    def _claim(self, connection: Transaction, now: datetime) -> Claimed:
        wanted = self._intake.take() + self._intake.overdue(connection, now)
        rows = claims.fetch(connection, [candidate.id for candidate in wanted], now)
        through, moves = self._gatekeeper.ask(connection, rows, now)
        for move in self._apply(connection, moves, now):
            log(f"delivery.{move.to}", delivery=move.id, gate=move.gate, reason=move.reason)
        unready = [claim for claim in through if _must_prepare(claim)]
        ready = [claim for claim in through if not _must_prepare(claim)]
        lease_now = self._terms.lease_clock(connection, now) if through else now
        lease = Lease(self._terms.owner, now, lease_now + self._terms.lease)
        begun = marks.begin_attempts(connection, ready, lease)
        unclear = {claim.channel for claim in rows if claim.state is State.UNCONFIRMED}
        looks = {channel: claims.search_on(connection, channel, now) for channel in unclear}
        found = {channel: search for channel, search in looks.items() if search is not None}
        return begun, marks.take(connection, unready, lease), found

    def _apply(self, connection: Transaction, moves: Sequence[Move], now: datetime) -> list[Move]:
        taken = outcomes.apply_moves(connection, moves, now)
        self._expect_news(any(move.wake_at is not None and move.wake_at <= now for move in taken))
        return taken

    def _expect_news(self, news: bool) -> None:  # noqa: FBT001 - a condition, not a mode
        if news:
            self._news = True
            self._intake.look_again()

    # Around the transaction -------------------------------------------------------------------

    def _tell(self, channel: str, consequence: Consequence, now: datetime) -> None:
        if consequence.floor is not None:
            self._gatekeeper.raise_floor(channel, consequence.floor)
        if consequence.block is not None:
            self._connections.forget(channel)
            warn("channel.blocked", channel=channel, reason=consequence.block)
        if consequence.attempt is not None:
            self._terms.meter.answered(consequence.attempt.outcome)
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
            self._flights.send(claim.channel, (claim.id,))
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
        terms = self._terms
        means = Means(self._connections, self._desk, self._clock, terms.lease / 2, terms.meter)
        self._pool.submit(lambda: self._desk.hand_in(job(means, subject)))

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
            if claim.id not in self._flights.ids() and now < claim.due_at <= now + ahead:
                self._flights.prepare(claim.id, claim.channel)
                self._submit(prepare_parts, claim)


Claimed = tuple[list[Claim], list[Claim], Mapping[str, Search]]
NOTHING: Claimed = ([], [], {})
LONGEST_AHEAD = timedelta(minutes=5)
_CALM = frozenset({State.PUBLISHED, State.RETRYING})


def _must_prepare(claim: Claim) -> bool:
    return claim.prepared_at is None and claim.has_media
