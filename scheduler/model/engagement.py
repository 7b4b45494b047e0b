# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Engagement: what was counted of a published post or an account, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal

SampleSource = Literal["api", "manual", "import"]

DEFAULT_CADENCE: tuple[timedelta, ...] = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=2),
    timedelta(days=7),
    timedelta(days=14),
    timedelta(days=28),
)
MONTH = timedelta(days=30)
LAST_AGE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures by metric id (see model/metrics.py); a metric that was not given is absent."""

    values: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, metric: str) -> int | None:
        """The figure of `metric`; None is unknown, which is never 0."""
        return self.values.get(metric)


@dataclass(frozen=True, slots=True)
class Sample:
    """Counts of one published delivery (or, with `delivery` None, of a channel) at one time."""

    channel: str
    taken_at: datetime
    counts: Counts
    source: SampleSource = "api"
    delivery: int | None = None
    age: timedelta | None = None


def ages_to_sample(cadence: tuple[timedelta, ...] = DEFAULT_CADENCE) -> tuple[timedelta, ...]:
    """All ages at which a delivery is measured: the cadence, then monthly to one year."""
    ages = list(cadence)
    following = (cadence[-1] if cadence else timedelta()) + MONTH
    while following <= LAST_AGE:
        ages.append(following)
        following += MONTH
    return tuple(ages)
