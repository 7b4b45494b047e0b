# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A goal against what was counted: pure arithmetic, and never more certain than the figures.

A metric that adds up (trainings, visits, cost) is added from the start of the goal to its due day
and compared with the target; the baseline is only what it was before. One that does not (followers)
is taken as last counted, and its way leads from the baseline to the target.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.model.amounts import in_smallest
from scheduler.model.campaign import Goal
from scheduler.model.metrics import BY_ID

_DAY = timedelta(days=1)
_WHOLE = 100


class Standing(enum.StrEnum):
    """How a goal stands."""

    REACHED = "reached"
    ON_WAY = "on_way"
    BEHIND = "behind"
    MISSED = "missed"
    WITHIN = "within"
    EXCEEDED = "exceeded"
    OPEN = "open"
    UNKNOWN = "unknown"


class Gap(enum.StrEnum):
    """Why something about a goal is not known."""

    NO_FIGURES = "no_figures"
    NOT_ADDED = "not_added"
    NO_METRIC = "no_metric"
    NO_DUE = "no_due"
    NO_START = "no_start"
    NO_BASELINE = "no_baseline"


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure: in the metric's smallest unit, of a day, about what, and from where."""

    metric: str
    value: int
    day: date
    source: str
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    channel: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal's figure so far; `reached` and `expected` are whole percent of the way, rounded down.

    What is not known is None, and `gap` says why. `sources` are those of the figures.
    """

    goal: Goal
    standing: Standing
    actual: int | None = None
    reached: int | None = None
    expected: int | None = None
    gap: Gap | None = None
    sources: tuple[str, ...] = ()


def progress(goal: Goal, counted: Sequence[Counted], start: date | None, today: date) -> Progress:
    """How `goal` stands on `today`; `start` is the campaign's first day, if the goal names none."""
    if goal.metric not in BY_ID:
        return Progress(goal, Standing.UNKNOWN, gap=Gap.NO_METRIC)
    ours = [each for each in counted if _belongs(each, goal, today)]
    if not ours:
        return Progress(goal, Standing.UNKNOWN, gap=Gap.NO_FIGURES)
    sources = tuple(dict.fromkeys(each.source for each in ours))
    actual = total(goal.metric, ours)
    if actual is None:
        return Progress(goal, Standing.UNKNOWN, gap=Gap.NOT_ADDED, sources=sources)
    reached = _reached(goal, actual)
    expected, gap = _expected(goal, start, today)
    standing = _standing(goal, actual, (reached, expected), today)
    if standing in {Standing.REACHED, Standing.MISSED, Standing.WITHIN, Standing.EXCEEDED}:
        gap = None
    return Progress(goal, standing, actual, reached, expected, gap, sources)


def total(metric: str, counted: Sequence[Counted]) -> int | None:
    """The sum; of a metric that does not add up the newest figure, None where of several things."""
    if not counted:
        return None
    if BY_ID[metric].additive:
        return sum(each.value for each in counted)
    about = {(each.regions, each.topics, each.channel, each.post) for each in counted}
    newest = max(counted, key=lambda each: each.day)
    same_day = [each for each in counted if each.day == newest.day]
    return same_day[-1].value if len(about) == 1 else None


def parts(
    goal: Goal, counted: Sequence[Counted], names: Sequence[str], today: date
) -> list[tuple[str | None, list[Counted]]]:
    """The goal's figures under each of `names` of its `split_by`; those with no name last."""
    ours = [each for each in counted if _belongs(each, goal, today)]
    told: list[tuple[str | None, list[Counted]]] = [
        (name, [each for each in ours if name in _names(each, goal.split_by)]) for name in names
    ]
    rest = [each for each in ours if not _names(each, goal.split_by)]
    return [*told, *([(None, rest)] if rest else [])]


def _belongs(each: Counted, goal: Goal, today: date) -> bool:
    last = today if goal.due is None else min(today, goal.due)
    return (
        each.metric == goal.metric
        and each.day <= last
        and (goal.since is None or each.day >= goal.since)
        and (goal.region is None or goal.region in each.regions)
        and (goal.topic is None or goal.topic in each.topics)
        and (goal.channel is None or goal.channel == each.channel)
    )


def _names(each: Counted, dimension: str | None) -> tuple[str, ...]:
    if dimension == "region":
        return each.regions
    if dimension == "topic":
        return each.topics
    return (each.channel,) if each.channel is not None else ()


def _reached(goal: Goal, actual: int) -> int | None:
    target, baseline = _in_units(goal)
    way = target - baseline
    return (actual - baseline) * _WHOLE // way if way > 0 else None


def _in_units(goal: Goal) -> tuple[int, int]:
    """The target and what the way to it begins at."""
    target = in_smallest(goal.target, goal.metric)
    if BY_ID[goal.metric].additive or goal.baseline is None:
        return target, 0
    return target, in_smallest(goal.baseline, goal.metric)


def _expected(goal: Goal, start: date | None, today: date) -> tuple[int | None, Gap | None]:
    """The share of the time that has passed, both days included."""
    begin = goal.since or start
    if goal.due is None:
        return None, Gap.NO_DUE
    if begin is None or begin > goal.due:
        return None, Gap.NO_START
    if not BY_ID[goal.metric].additive and goal.baseline is None:
        return None, Gap.NO_BASELINE
    passed = (min(today, goal.due) - begin + _DAY) // _DAY
    return max(passed, 0) * _WHOLE // ((goal.due - begin + _DAY) // _DAY), None


def _standing(
    goal: Goal, actual: int, shares: tuple[int | None, int | None], today: date
) -> Standing:
    reached, expected = shares
    target = in_smallest(goal.target, goal.metric)
    if goal.direction == "at_most":
        return Standing.EXCEEDED if actual > target else Standing.WITHIN
    if actual >= target:
        return Standing.REACHED
    if goal.due is not None and today > goal.due:
        return Standing.MISSED
    if reached is None or expected is None:
        return Standing.OPEN
    return Standing.ON_WAY if reached >= expected else Standing.BEHIND
