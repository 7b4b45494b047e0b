# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is due, from the database to the dispatcher's hands: read ahead, and taken in turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from scheduler.model.clock import Clock
from scheduler.store import claims
from scheduler.store.claims import Candidate
from scheduler.store.database import Database, Transaction
from scheduler.worker.backlog import Backlog
from scheduler.worker.flights import Flights
from scheduler.worker.gatekeeper import Gatekeeper

BACKLOG = 500
LOW_WATER = BACKLOG // 5
REFILL_EVERY = timedelta(milliseconds=900)
SWEEP_EVERY = timedelta(seconds=5)
SWEPT_AT_ONCE = 100


class Intake:
    """The backlog and when to renew it; used by the dispatcher's thread only."""

    def __init__(
        self,
        *,
        database: Database,
        gatekeeper: Gatekeeper,
        flights: Flights,
        clock: Clock,
        workers: int,
        settles: Callable[[str], bool],
    ) -> None:
        """`settles`: whether a channel's platform can be asked what became of a lost answer."""
        self._database = database
        self._gatekeeper = gatekeeper
        self._flights = flights
        self._clock = clock
        self._workers = workers
        self._settles = settles
        self._backlog = Backlog()
        self._refill_at: datetime | None = None
        self._sweep_at: datetime | None = None
        self._truncated = False

    def wants(self, now: datetime) -> bool:
        """Whether a transaction would have something to claim or to ask the gates about."""
        return self._sweep_is_due(now) or self.takable()

    def look_again(self) -> None:
        """Something has changed: what is in the backlog is not all."""
        self._refill_at = None

    def take(self) -> list[Candidate]:
        """Enough for the free workers; where a crash can be settled by asking, as much again.

        A queue in front of the workers hides the commit. What a crash leaves in doubt is bounded
        by it, so channels whose platform cannot be asked get no place in the queue.
        """
        free = self._workers - len(self._flights)
        reserve = self._flights.reservation()
        taken = self._backlog.take(free, self._may_take, reserve)
        more = 2 * self._workers - len(self._flights) - len(taken)
        chosen = {candidate.channel for candidate in taken}
        return taken + self._backlog.take(
            more,
            lambda channel: (
                channel not in chosen and self._settles(channel) and self._may_take(channel)
            ),
            reserve,
        )

    def overdue(self, connection: Transaction, now: datetime) -> list[Candidate]:
        """What waits behind a platform's floor: its window may end meanwhile, and be told."""
        if not self._sweep_is_due(now):
            return []
        self._sweep_at = now + SWEEP_EVERY
        floors = list(self._gatekeeper.floors(now))
        found = claims.candidates(connection, now, limit=SWEPT_AT_ONCE, only=floors)
        return [candidate for candidate in found if candidate.id not in self._flights.ids()]

    def _sweep_is_due(self, now: datetime) -> bool:
        floors = self._gatekeeper.floors(now)
        return bool(floors) and (self._sweep_at is None or now >= self._sweep_at)

    def refill(self, now: datetime) -> None:
        """Read what is due, now and then, and when the workers would run out of it."""
        if self._refill_at is not None and now < self._refill_at and not self._runs_short():
            return
        self._refill_at = now + REFILL_EVERY
        with self._database.read() as connection:
            closed = list(self._gatekeeper.floors(now))
            found = claims.candidates(connection, now, limit=BACKLOG, without=closed)
            if len(found) == BACKLOG:
                found = claims.fair_candidates(connection, now, limit=BACKLOG, without=closed)
        self._truncated = len(found) == BACKLOG
        self._backlog.refill(found, self._flights.ids())

    def _runs_short(self) -> bool:
        """Whether the database may know of something for workers that find nothing here."""
        waiting = len(self._backlog)
        if not waiting or not self._truncated:
            return not waiting
        free = self._workers - len(self._flights)
        return waiting <= LOW_WATER or self._backlog.count_for(self._may_take) < free

    def takable(self) -> bool:
        """Whether something waits for which there is room."""
        room = len(self._flights) < 2 * self._workers
        return room and self._backlog.any_for(self._may_take)

    def _may_take(self, channel: str) -> bool:
        closed = self._gatekeeper.is_closed(channel, self._clock.now())
        return not closed and self._flights.may_take(channel)
