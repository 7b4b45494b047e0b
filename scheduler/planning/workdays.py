# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workdays: neither a weekend nor a public holiday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

Shift = Literal["none", "previous_workday", "next_workday"]
_SATURDAY = 5
_DAY = timedelta(days=1)


def shifted(day: date, shift: Shift, is_holiday: Callable[[date], bool]) -> date:
    """`day`, or the nearest workday before or after it."""
    step = {"none": timedelta(), "previous_workday": -_DAY, "next_workday": _DAY}[shift]
    while step and (day.weekday() >= _SATURDAY or is_holiday(day)):
        day += step
    return day
