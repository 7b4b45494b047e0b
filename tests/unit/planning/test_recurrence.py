# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers of occurrences: given once, kept for ever, and each local time has one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.authoring.cron import cron_times
from scheduler.model.recurrence import Repeat
from scheduler.planning.recurrence import (
    HORIZON,
    Numbered,
    Rule,
    Time,
    coming_times,
    repeated,
    single,
)

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)  # a Monday, 9:30 in Berlin
HOLIDAYS = {date(2027, 3, 26), date(2027, 3, 29)}


def rule(cron="0 9 * * mon", start=None, **fields):
    repeat = Repeat(cron, fields.pop("zone", "Europe/Berlin"), **fields)
    return Rule(repeat, cron_times(cron), HOLIDAYS.__contains__, start)


def days(times):
    return [f"{time.wall:%m-%d %H:%M}" for time in times]


def wanted(rows):
    return {f"{row.wall:%m-%d %H:%M}": row.number for row in rows if row.is_wanted}


COMING = {
    "weekly": (rule(), ["03-15 09:00", "03-22 09:00", "03-29 09:00", "04-05 09:00", "04-12 09:00"]),
    "without holidays": (
        rule(except_holidays=True),
        ["03-15 09:00", "03-22 09:00", "04-05 09:00", "04-12 09:00"],
    ),
    "without single days": (
        rule(except_days=frozenset({date(2027, 3, 22), date(2027, 4, 5)})),
        ["03-15 09:00", "03-29 09:00", "04-12 09:00"],
    ),
    "until a day, which is the last": (
        rule(until=date(2027, 3, 22)),
        ["03-15 09:00", "03-22 09:00"],
    ),
    "ended": (rule(until=date(2027, 3, 7)), []),
    "from a start": (
        rule(start=datetime.fromisoformat("2027-03-29 09:00")),
        ["03-29 09:00", "04-05 09:00", "04-12 09:00"],
    ),
    "the next one, though beyond the horizon": (rule("0 9 24 12 *"), ["12-24 09:00"]),
    "once where two local times mean the same instant": (
        rule("0 2,3 28 3 *"),
        ["03-28 02:00"],
    ),
}


@pytest.mark.parametrize(("written", "expected"), COMING.values(), ids=COMING.keys())
def test_times_to_come(written, expected):
    assert days(coming_times(written, NOW)) == expected


def test_times_of_a_summer_and_of_a_winter_week_are_an_hour_apart_in_utc():
    found = coming_times(rule(), datetime(2027, 3, 20, tzinfo=UTC))
    assert [f"{time.due_at:%m-%d %H:%M}" for time in found[:2]] == ["03-22 08:00", "03-29 07:00"]


def test_first_occurrences_are_numbered_from_one():
    assert list(wanted(repeated(rule(), [], NOW)).values()) == [1, 2, 3, 4, 5]


def test_written_start_in_the_past_continues_the_count_in_a_new_database():
    rows = repeated(rule(start=datetime.fromisoformat("2027-03-01 09:00")), [], NOW)
    assert rows[0].number == 3


def test_most_counts_what_is_past():
    first = repeated(rule(most=3), [], NOW)
    assert len(first) == 3
    later = repeated(rule(most=3), first, NOW + timedelta(days=15))
    assert wanted(later) == {"03-15 09:00": 1, "03-22 09:00": 2, "03-29 09:00": 3}


def test_time_keeps_its_number_however_the_rule_goes_and_comes_back():
    weekly = repeated(rule(), [], NOW)
    later = repeated(rule("0 10 * * mon"), weekly, NOW)
    again = repeated(rule(), later, NOW)
    assert wanted(again) == wanted(weekly)
    assert set(wanted(later).values()).isdisjoint(wanted(weekly).values())


def test_passed_occurrence_is_left_as_it_is():
    rows = repeated(rule(), [], NOW)
    after = NOW + timedelta(days=7)
    moved = repeated(rule("0 8 * * tue"), rows, after)
    assert moved[0] == rows[0]


def test_day_that_had_its_post_is_not_served_again_when_the_rule_moves_within_it():
    rows = repeated(rule(), [], NOW)
    monday = NOW + timedelta(days=7)
    moved = repeated(rule("0 10 * * mon"), rows, monday)
    assert "03-15 10:00" not in wanted(moved)
    assert "03-22 10:00" in wanted(moved)


def test_day_with_several_times_goes_on_after_the_first():
    twice = rule("0 9,15 * * mon")
    rows = repeated(twice, [], NOW - timedelta(days=1))
    assert "03-08 15:00" in wanted(repeated(twice, rows, NOW))


def test_further_times_are_numbered_as_time_goes_on():
    rows = repeated(rule(), [], NOW)
    later = repeated(rule(), rows, NOW + timedelta(days=7))
    assert max(wanted(later).values()) == 6
    assert later[-1].due_at <= NOW + timedelta(days=7) + HORIZON


def test_moved_time_of_a_post_that_no_longer_repeats_keeps_its_number():
    rows = repeated(rule(), [], NOW)
    once = single(
        Time(datetime.fromisoformat("2027-03-09 09:00"), NOW + timedelta(days=1)), rows, "UTC", NOW
    )
    moved = single(
        Time(datetime.fromisoformat("2027-03-09 12:00"), NOW + timedelta(days=2)), once, "UTC", NOW
    )
    assert wanted(once) == {"03-09 09:00": 6}
    assert wanted(moved) == {"03-09 12:00": 6}


def test_one_time_that_was_an_occurrence_is_that_occurrence():
    rows = repeated(rule(), [], NOW)
    time = Time(rows[1].wall, rows[1].due_at)
    assert wanted(single(time, rows, "Europe/Berlin", NOW)) == {"03-22 09:00": 2}


def test_post_that_begins_to_repeat_keeps_the_time_it_had():
    seed = Numbered(
        1,
        datetime.fromisoformat("2027-03-22 09:00"),
        "Europe/Berlin",
        NOW + timedelta(days=14),
        is_single=True,
    )
    rows = repeated(rule(), [seed], NOW)
    assert wanted(rows)["03-22 09:00"] == 1
    assert len({row.wall for row in rows}) == len(rows)
