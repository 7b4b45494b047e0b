# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The figures of one daemon for Prometheus: what it counts itself, and its signs of life.

docs/monitoring.md explains each of them; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from scheduler import __version__
from scheduler.model.delivery import Outcome
from scheduler.store.claims import Claim
from scheduler.worker.vitals import Vitals

LATENESS_SECONDS = (
    *(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5),
    *(1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0),
)


class Metrics:
    """Counts for one daemon, in a registry of its own; a `Meter`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._lateness = Histogram(
            "litfass_lateness_seconds",
            "From the due second of a delivery to its first request",
            buckets=LATENESS_SECONDS,
            registry=self.registry,
        )
        self._retries = Counter(
            "litfass_retries",
            "Requests for a part that had been tried before",
            registry=self.registry,
        )
        attempts = Counter(
            "litfass_attempts",
            "Attempts that ended, by their outcome",
            ["outcome"],
            registry=self.registry,
        )
        # Bound before they are needed: the dispatcher only adds, and each outcome begins at 0.
        self._outcomes = {outcome: attempts.labels(outcome) for outcome in get_args(Outcome)}
        ProcessCollector(namespace="litfass", registry=self.registry)

    def leaving(self, claim: Claim, now: datetime) -> None:
        """Note how late a first request is, or that it is not the first."""
        if claim.attempts == 1:
            late = (now - _promised_at(claim)).total_seconds()
            self._lateness.observe(max(late, 0.0))
        elif claim.attempts > len(claim.live) + 1:
            self._retries.inc()

    def answered(self, outcome: Outcome) -> None:
        """Count an attempt."""
        self._outcomes[outcome].inc()

    def page(self, accept: str) -> tuple[bytes, str]:
        """All figures in the format that `accept` (the request's header) asks for, and its name."""
        encode, content_type = choose_encoder(accept)
        return encode(self.registry), content_type


class VitalsCollector(Collector):
    """The daemon's signs of life, read when they are asked for."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals

    def collect(self) -> Iterator[Metric]:
        """One gauge per sign."""
        signs = self._vitals.signs()
        yield InfoMetricFamily(
            "litfass_build", "The version that runs", value={"version": __version__}
        )
        yield GaugeMetricFamily(
            "litfass_dispatcher_turn_age_seconds",
            "Time since the dispatcher came round",
            signs.turn_age,
        )
        if signs.beat_age is not None:
            yield GaugeMetricFamily(
                "litfass_heartbeat_age_seconds",
                "Time since this daemon wrote its heartbeat into the database",
                signs.beat_age,
            )
        yield GaugeMetricFamily(
            "litfass_claims_held",
            "1 while nothing is claimed (starting, stopping, or held)",
            float(signs.held is not None),
        )


def _promised_at(claim: Claim) -> datetime:
    """When its first request was to leave: as planned, after its embargo, or when ordered."""
    if claim.ordered_at is not None:
        return claim.ordered_at
    return max(claim.due_at, claim.embargo_until or claim.due_at)
