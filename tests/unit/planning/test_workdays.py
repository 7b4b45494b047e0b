# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workdays around Easter 2027 in Hesse."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.config.public_holidays import is_holiday_in
from scheduler.planning.workdays import shifted

CASES = {
    "workday stays": ("2027-03-25", "previous_workday", "2027-03-25"),
    "Good Friday to Thursday": ("2027-03-26", "previous_workday", "2027-03-25"),
    "Easter Sunday back over Good Friday": ("2027-03-28", "previous_workday", "2027-03-25"),
    "Good Friday on to Tuesday": ("2027-03-26", "next_workday", "2027-03-30"),
    "Saturday to Monday": ("2027-04-24", "next_workday", "2027-04-26"),
    "Corpus Christi, a holiday in Hesse": ("2027-05-27", "next_workday", "2027-05-28"),
    "none": ("2027-03-26", "none", "2027-03-26"),
}


@pytest.mark.parametrize(("day", "shift", "expected"), CASES.values(), ids=CASES.keys())
def test_day_is_moved_to_a_workday(day, shift, expected):
    moved = shifted(date.fromisoformat(day), shift, is_holiday_in("DE-HE"))
    assert moved == date.fromisoformat(expected)


def test_without_a_region_only_weekends_are_free():
    assert shifted(date(2027, 3, 26), "next_workday", is_holiday_in(None)) == date(2027, 3, 26)
