# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures for Prometheus that stand in the database's rows, read when they are asked for."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from scheduler.model.clock import Clock
from scheduler.model.delivery import State
from scheduler.model.errors import StoreError
from scheduler.store.database import Database
from scheduler.store.standing import Standing, standing

KEPT_SECONDS = 5.0
SHARE = 20
PATIENCE_SECONDS = 2.0
_IN_DOUBT = (State.UNCONFIRMED, State.REVIEW)


class RowCollector(Collector):
    """Deliveries and channels as the database has them.

    An answer is kept for 5 s, or for twenty times as long as it took: however often somebody
    asks, the database spends at most a twentieth of its time on it.
    """

    def __init__(self, database: Database, clock: Clock, channels: Collection[str]) -> None:
        """`channels` are those of config.yaml; they are shown even where nothing waits."""
        self._database = database
        self._clock = clock
        self._channels = sorted(channels)
        self._lock = threading.Lock()
        self._kept: Standing | None = None
        self._keep_until = float("-inf")

    def collect(self) -> Iterator[Metric]:
        """The figures; without the database only that it does not answer."""
        found = self._latest()
        yield GaugeMetricFamily(
            "litfass_database_up",
            "1 when the figures from the database could be read",
            float(found is not None),
        )
        if found is not None:
            now = self._clock.now()
            yield _deliveries(found)
            yield _in_doubt(found)
            yield from self._waiting(found, now)
            yield from self._restraints(found, now)

    def _latest(self) -> Standing | None:
        """The answer that is kept, or a new one; one thread asks, the others wait a little."""
        if not self._lock.acquire(timeout=PATIENCE_SECONDS):
            return self._kept
        try:
            began = self._clock.monotonic()
            if began >= self._keep_until:
                self._kept = self._ask()
                ended = self._clock.monotonic()
                self._keep_until = ended + max(KEPT_SECONDS, SHARE * (ended - began))
            return self._kept
        finally:
            self._lock.release()

    def _ask(self) -> Standing | None:
        try:
            with self._database.read() as connection:
                return standing(connection, self._clock.now())
        except StoreError:
            return None

    def _waiting(self, found: Standing, now: datetime) -> Iterator[Metric]:
        due = _by_channel("litfass_due_deliveries", "Due now, and nobody sends them yet")
        age = _by_channel("litfass_due_age_seconds", "For how long the oldest of them has been due")
        for channel in sorted({*self._channels, *found.waiting}):
            waiting = found.waiting.get(channel)
            due.add_metric([channel], waiting.count if waiting else 0)
            age.add_metric([channel], _seconds(waiting.since, now) if waiting else 0)
        yield due
        yield age

    def _restraints(self, found: Standing, now: datetime) -> Iterator[Metric]:
        blocked = _by_channel("litfass_channel_blocked", "1 while the channel needs a person")
        wait = _by_channel("litfass_channel_wait_seconds", "How long its platform wants a pause")
        days = _by_channel("litfass_token_days_left", "Days until the channel's access ends")
        quota = _by_channel("litfass_quota_left", "Posts that the platform still takes")
        for channel in self._channels:
            row = found.channels.get(channel)
            if row and row.expires_at:
                days.add_metric([channel], (row.expires_at - now) / timedelta(days=1))
            if row and row.quota and row.quota.resets_at > now:
                quota.add_metric([channel], row.quota.left)
            floor = row.next_allowed_at if row else None
            blocked.add_metric([channel], float(row is not None and row.blocked is not None))
            wait.add_metric([channel], _seconds(now, floor) if floor else 0)
        yield blocked
        yield wait
        yield days
        yield quota


def _deliveries(found: Standing) -> Metric:
    family = GaugeMetricFamily(
        "litfass_deliveries", "Deliveries by channel and state", labels=["channel", "state"]
    )
    for (channel, state), count in sorted(found.counts.items()):
        family.add_metric([channel, state], count)
    return family


def _in_doubt(found: Standing) -> Metric:
    family = GaugeMetricFamily(
        "litfass_in_doubt_deliveries", "Nobody knows yet whether they are live", labels=["state"]
    )
    for state in _IN_DOUBT:
        family.add_metric([state], found.count(state))
    return family


def _by_channel(name: str, documentation: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, documentation, labels=["channel"])


def _seconds(earlier: datetime, later: datetime) -> float:
    return max((later - earlier).total_seconds(), 0.0)
