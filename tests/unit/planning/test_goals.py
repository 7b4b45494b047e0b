# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler.model.campaign import Goal
from scheduler.planning.goals import Counted, Gap, Standing, parts, progress, total

BEGIN, DUE = date(2027, 3, 1), date(2027, 3, 10)
DAY = timedelta(days=1)


def goal(metric="trainings_held", target=10.0, due=DUE, **more):
    return Goal("ziel", metric, "output", target, due=due, **more)


def counted(*values, metric="trainings_held", day=BEGIN, **about):
    return [Counted(metric, value, day, "Liste", **about) for value in values]


def at(share):
    """The day at the end of which `share` of ten days has passed."""
    return BEGIN + DAY * (share // 10 - 1)


@pytest.mark.parametrize(
    ("values", "today", "standing", "reached", "expected"),
    [
        pytest.param([5], at(50), Standing.ON_WAY, 50, 50, id="as far as the time"),
        pytest.param([4], at(50), Standing.BEHIND, 40, 50, id="less than the time"),
        pytest.param([6, 4], at(50), Standing.REACHED, 100, 50, id="reached before it is due"),
        pytest.param([12], DUE + DAY, Standing.REACHED, 120, 100, id="more than wanted"),
        pytest.param([9], DUE, Standing.BEHIND, 90, 100, id="not there on the due day"),
        pytest.param([9], DUE + DAY, Standing.MISSED, 90, 100, id="not there afterwards"),
        pytest.param([0], at(10), Standing.BEHIND, 0, 10, id="counted, and it was none"),
    ],
)
def test_sum_is_compared_with_the_share_of_the_time(values, today, standing, reached, expected):
    found = progress(goal(baseline=23), counted(*values), BEGIN, today)
    assert (found.standing, found.reached, found.expected) == (standing, reached, expected)
    assert (found.actual, found.gap) == (sum(values), None)


@pytest.mark.parametrize(
    ("wanted", "told", "start", "gap"),
    [
        pytest.param(goal(), [], BEGIN, Gap.NO_FIGURES, id="nothing counted"),
        pytest.param(goal(metric="m"), counted(1), BEGIN, Gap.NO_METRIC, id="no such metric"),
        pytest.param(
            goal(metric="reach"),
            [*counted(5, metric="reach", post="a"), *counted(6, metric="reach", post="b")],
            BEGIN,
            Gap.NOT_ADDED,
            id="reach of two posts",
        ),
    ],
)
def test_what_is_not_known_is_said_and_never_zero(wanted, told, start, gap):
    found = progress(wanted, told, start, at(50))
    assert (found.standing, found.gap) == (Standing.UNKNOWN, gap)
    assert (found.actual, found.reached, found.expected) == (None, None, None)


@pytest.mark.parametrize(
    ("wanted", "start", "gap"),
    [
        pytest.param(goal(due=None), BEGIN, Gap.NO_DUE, id="no due day"),
        pytest.param(goal(), None, Gap.NO_START, id="no start"),
        pytest.param(goal(), DUE + DAY, Gap.NO_START, id="start after the due day"),
    ],
)
def test_without_a_yardstick_the_goal_is_open(wanted, start, gap):
    found = progress(wanted, counted(5), start, at(50))
    assert (found.standing, found.gap, found.actual) == (Standing.OPEN, gap, 5)


@pytest.mark.parametrize(
    ("told", "about"),
    [
        pytest.param(counted(3, day=BEGIN - DAY), {"since": BEGIN}, id="before it began"),
        pytest.param(counted(3, day=at(60)), {}, id="later than today"),
        pytest.param(counted(3, metric="reach"), {}, id="another metric"),
        pytest.param(counted(3, regions=("sued",)), {"region": "nord"}, id="another region"),
        pytest.param(counted(3), {"region": "nord"}, id="no region named"),
        pytest.param(counted(3, channel="b"), {"channel": "a"}, id="another channel"),
        pytest.param(counted(3, topics=("b",)), {"topic": "a"}, id="another topic"),
    ],
)
def test_figure_that_does_not_belong_is_left_out(told, about):
    assert progress(goal(**about), told, BEGIN, at(50)).gap is Gap.NO_FIGURES


def test_figure_after_the_due_day_is_too_late():
    told = counted(6) + counted(6, day=DUE + DAY)
    assert progress(goal(), told, BEGIN, DUE + 9 * DAY).standing is Standing.MISSED


def test_followers_go_their_way_from_the_baseline():
    told = counted(150, metric="followers", channel="a", day=at(50))
    wanted = goal(metric="followers", target=200, baseline=100)
    found = progress(wanted, told, BEGIN, at(50))
    assert (found.actual, found.reached, found.standing) == (150, 50, Standing.ON_WAY)
    without = progress(goal(metric="followers", target=200), told, BEGIN, at(50))
    assert (without.standing, without.gap) == (Standing.OPEN, Gap.NO_BASELINE)


@pytest.mark.parametrize(("cents", "standing"), [(100000, "within"), (100001, "exceeded")])
def test_limit_is_kept_up_to_the_last_cent(cents, standing):
    limit = goal(metric="cost", target=1000.00, direction="at_most")
    found = progress(limit, counted(cents, metric="cost"), BEGIN, DUE + DAY)
    assert found.standing == standing


def test_last_of_a_day_holds_for_what_does_not_add_up():
    told = counted(5, 7, metric="followers", channel="a") + counted(
        1, metric="followers", channel="a", day=BEGIN - DAY
    )
    assert total("followers", told) == 7


def test_parts_keep_regions_apart_and_show_those_without_figures():
    told = counted(3, regions=("nord",)) + counted(4)
    split = parts(goal(split_by="region"), told, ["nord", "sued"], at(50))
    assert [(name, [each.value for each in of]) for name, of in split] == [
        ("nord", [3]),
        ("sued", []),
        (None, [4]),
    ]


def test_sources_are_named_once_each():
    told = [*counted(1, 2), Counted("trainings_held", 1, BEGIN, "Netz Nord")]
    assert progress(goal(), told, BEGIN, at(50)).sources == ("Liste", "Netz Nord")
