# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A daemon's signs of life, and what it does for those that give none any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scheduler.model.clock import Clock
from scheduler.model.sentence import Sentence
from scheduler.store import daemons, facts, gap
from scheduler.store.daemons import Identity, ProofOfLife, Settle
from scheduler.store.database import Database, Transaction
from scheduler.store.marks import LeaseClock, by_the_host
from scheduler.worker.log import warn
from scheduler.worker.witness import Witness

CLOCK = "clock"


class Pulse:
    """One daemon among others: it registers, beats, rescues, and signs off."""

    def __init__(
        self,
        *,
        database: Database,
        identity: Identity,
        proof: ProofOfLife,
        witness: Witness,
        clock: Clock,
        settle: Settle,
        lease_clock: LeaseClock = by_the_host,
    ) -> None:
        """`settle` says how long after a send each channel's platform is asked about it."""
        self._lease_clock = lease_clock
        self._database = database
        self.identity = identity
        self._proof = proof
        self._witness = witness
        self._clock = clock
        self._settle = settle
        self._told: dict[str, Sentence] | None = None

    def begin(self, askable: Collection[str]) -> None:
        """Register; before that, doubt what an older copy of the database cannot know."""
        now = self._clock.now()
        with self._database.write() as connection:
            mark = gap.mark_of(connection)
            if self._witness.doubts(mark) and not self._others_live(connection):
                doubted = gap.doubt_gap(connection, askable, now)
                if doubted != gap.Doubted(0, 0):
                    warn("database.older", asked=doubted.asked, held=doubted.held)
            daemons.register(connection, self.identity, now)

    def _others_live(self, connection: Transaction) -> bool:
        """Whether a living daemon works with this database: then it is no forgotten copy.

        Its rows prove nothing, they are in a backup too; on PostgreSQL its lock does.
        """
        if self._database.is_sqlite:
            return False
        dead = daemons.unfinished(connection, but=self.identity.id, sqlite=False)
        return len(daemons.running(connection)) > len(dead)

    def beat(self, holds: Mapping[str, Sentence]) -> None:
        """Say that this daemon lives, why it claims nothing, and how far the database has come.

        A clock that is doubted is not remembered as the last one believed.
        """
        now = self._clock.now()
        with self._database.write() as connection:
            daemons.beat(connection, self.identity, now)
            if CLOCK not in holds:
                facts.believe(connection, now)
            if holds != self._told:
                facts.tell_holds(connection, holds, now)
            mark = gap.mark_of(connection)
        self._told = dict(holds)
        self._witness.remember(mark)

    def rescue(self) -> None:
        """Take back what dead daemons held; on SQLite every other daemon is dead."""
        now, own = self._clock.now(), self.identity.id
        with self._database.write() as connection:
            lease_now = self._lease_clock(connection, now)
            freed = daemons.free_lapsed(connection, now, but=own, lease_now=lease_now)
            dead = daemons.dead_owners(
                connection, but=own, sqlite=self._database.is_sqlite, now=lease_now
            )
            rescued = daemons.rescue(connection, dead, now, settle=self._settle)
        if freed:
            warn("daemon.slow", freed=freed)
        if dead:
            warn(
                "daemon.rescued",
                given_back=rescued.given_back,
                unconfirmed=rescued.unconfirmed,
            )

    def end(self) -> None:
        """Sign off and drop the lock; raises StoreError, with the lock dropped all the same."""
        try:
            with self._database.write() as connection:
                now = self._clock.now()
                daemons.stop(connection, self.identity, now)
                facts.tell_holds(connection, {}, now)
                mark = gap.mark_of(connection)
            self._witness.remember(mark)
        finally:
            self._proof.release()
