# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which post of a pool takes which slot."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from scheduler.model.recurrence import Evergreen, Pool, PoolSlot, Season
from scheduler.planning.evergreen import Candidate, choose, pool_times

NOW = datetime(2027, 3, 25, 12, tzinfo=UTC)  # a Thursday
DAY = timedelta(days=1)
POOL = Pool(
    "mitmachen",
    ("land",),
    (PoolSlot(frozenset({0, 3}), time(9)), PoolSlot(frozenset({6}), time(2, 30))),
)
TIMES = pool_times(POOL, "Europe/Berlin", NOW)


def candidate(post, *ago, distance=60, season=None):
    out_at = tuple(NOW - each * DAY for each in ago)
    return Candidate(post, Evergreen("mitmachen", distance * DAY, season), out_at)


def test_slots_of_the_coming_week_are_local_times_whatever_the_clock_does():
    assert [f"{each.wall:%a %d %H:%M} {each.due_at:%H:%M}" for each in TIMES] == [
        "Sun 28 02:30 01:00",
        "Mon 29 09:00 07:00",
        "Thu 01 09:00 07:00",
    ]


CHOICES = {
    "nobody waits": ([], [None, None, None]),
    "each is used once within its distance": (
        [candidate("a"), candidate("b")],
        ["a", "b", None],
    ),
    "what was never out comes first": (
        [candidate("a", 100), candidate("b")],
        ["b", "a", None],
    ),
    "what was longest not out comes first": (
        [candidate("a", 90), candidate("b", 200), candidate("c", 70)],
        ["b", "a", "c"],
    ),
    "what was out lately waits": ([candidate("a", 30), candidate("b", 61)], ["b", None, None]),
    "distance is kept from what is planned later, too": (
        [candidate("a", -20)],
        [None, None, None],
    ),
    "a short distance comes again": ([candidate("a", distance=2)], ["a", None, "a"]),
    "out of season": (
        [candidate("a", season=Season((5, 1), (9, 30)))],
        [None, None, None],
    ),
    "season over the turn of the year": (
        [candidate("a", distance=1, season=Season((11, 1), (3, 28)))],
        ["a", None, None],
    ),
}


@pytest.mark.parametrize(("waiting", "expected"), CHOICES.values(), ids=CHOICES.keys())
def test_choice(waiting, expected):
    chosen = choose(TIMES, waiting)
    assert [chosen.get(each) for each in TIMES] == expected


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2027, 2, 28), False),
        (date(2027, 3, 1), True),
        (date(2027, 10, 31), True),
        (date(2027, 11, 1), False),
    ],
    ids=str,
)
def test_first_and_last_day_belong_to_the_season(day, holds):
    assert Season((3, 1), (10, 31)).holds(day) is holds
