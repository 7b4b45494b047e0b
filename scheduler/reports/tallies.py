# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Adding up, and not adding up: pure arithmetic over what was counted.

Only figures of one metric are added, and only where the metric adds up at all (reach counts
people, and the same person is in several of them). What is unknown stays None; it is never 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.model.metrics import BY_ID, INTERACTIONS, METRICS, Rate
from scheduler.store.report_queries import Count, Outing

PER = 1000
NEAR = timedelta(days=2)  # followers are counted daily; further away is not "at publication"


@dataclass(frozen=True, slots=True)
class Live:
    """A published delivery with its figures; `followers` is its channel's, when published.

    `values` are the bare figures; `interactions` is the sum of those that the platform told, None
    where it told none.
    """

    outing: Outing
    published_at: datetime
    counts: Mapping[str, Count]
    followers: int | None = None
    values: Mapping[str, int] = field(init=False)
    interactions: int | None = field(init=False)

    def __post_init__(self) -> None:
        """Add up once: every table asks for it."""
        values = {metric: count.value for metric, count in self.counts.items()}
        told = [values[each] for each in INTERACTIONS if each in values]
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "interactions", sum(told) if told else None)

    @property
    def counted_at(self) -> datetime | None:
        """When its newest figure was taken."""
        return max((count.taken_at for count in self.counts.values()), default=None)

    @property
    def late(self) -> timedelta:
        """How long after its time it went out."""
        return self.published_at - self.outing.due_at


@dataclass(frozen=True, slots=True)
class Tally:
    """Several published deliveries together; `counted` of them have any figure."""

    posts: int
    outings: int
    counted: int
    values: Mapping[str, int | None]
    interactions: int | None
    rate: float | None


def tally(lives: Sequence[Live], metrics: Sequence[str]) -> Tally:
    """The sums of `metrics` over `lives`."""
    return Tally(
        posts=len({live.outing.post for live in lives}),
        outings=len(lives),
        counted=sum(bool(live.counts) for live in lives),
        values={metric: _total(metric, lives) for metric in metrics},
        interactions=_sum(live.interactions for live in lives if live.interactions is not None),
        rate=rate(lives),
    )


def rate(lives: Sequence[Live]) -> float | None:
    """Interactions per 1,000 followers at publication, on average over one channel's posts.

    None over several channels: whoever follows two of them would be counted twice. Posts of
    which either number is unknown are left out of both.
    """
    both = [
        (live.interactions, live.followers)
        for live in lives
        if live.interactions is not None and live.followers
    ]
    if not both or len({live.outing.channel for live in lives}) > 1:
        return None
    followers = sum(number for _, number in both)
    return round(sum(acted for acted, _ in both) * PER / followers, 2)


def rates(lives: Sequence[Live], of: Rate) -> list[float]:
    """The rate of each publication of which both figures are known: no reach is ever added."""
    found = (of.of(live.interactions, _denominator(live, of)) for live in lives)
    return [each for each in found if each is not None]


def _denominator(live: Live, of: Rate) -> int | None:
    return live.followers if of.denominator == "followers" else live.values.get(of.denominator)


def grouped(
    lives: Iterable[Live], keys: Callable[[Live], Iterable[str | None]]
) -> dict[str | None, list[Live]]:
    """The deliveries under each key, keys in order, None (no key at all) last.

    A delivery with several keys stands under each of them.
    """
    found: defaultdict[str | None, list[Live]] = defaultdict(list)
    for live in lives:
        for key in dict.fromkeys(keys(live)) or (None,):
            found[key].append(live)
    return dict(sorted(found.items(), key=lambda item: (item[0] is None, item[0] or "")))


def told_metrics(lives: Iterable[Live]) -> tuple[str, ...]:
    """The metrics of which any delivery has a figure, in the registry's order.

    Figures whose metric this version does not know come last: they are not lost.
    """
    told: set[str] = set().union(*(live.values for live in lives))
    known = [metric.id for metric in METRICS if metric.id in told]
    return (*known, *sorted(told - set(known)))


def followers_at(series: Sequence[Count], instant: datetime) -> int | None:
    """The figure nearest to `instant` of a series in order of time; None if none is near enough."""
    after = bisect_left(series, instant, key=_taken_at)
    beside = series[max(0, after - 1) : after + 1]
    nearest = min(beside, key=lambda count: abs(count.taken_at - instant), default=None)
    if nearest is None or abs(nearest.taken_at - instant) > NEAR:
        return None
    return nearest.value


def _taken_at(count: Count) -> datetime:
    return count.taken_at


def _total(metric: str, lives: Sequence[Live]) -> int | None:
    if len(lives) > 1 and not _adds_up(metric):
        return None
    return _sum(value for live in lives if (value := live.values.get(metric)) is not None)


def _adds_up(metric: str) -> bool:
    return metric in BY_ID and BY_ID[metric].additive


def _sum(values: Iterable[int]) -> int | None:
    known = list(values)
    return sum(known) if known else None
