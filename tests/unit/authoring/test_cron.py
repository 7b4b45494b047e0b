# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cron lines: read as cron reads them."""

from __future__ import annotations

from datetime import datetime

import pytest

from scheduler.authoring.cron import CronFault, check_cron, cron_times

FIRST = {
    "weekday by name": ("0 9 * * mon", "2027-03-29 09:00"),
    "1 is Monday": ("0 9 * * 1", "2027-03-29 09:00"),
    "0 is Sunday": ("0 9 * * 0", "2027-03-28 09:00"),
    "7 is Sunday too": ("0 9 * * 7", "2027-03-28 09:00"),
    "span of numbers": ("0 9 * * 1-5", "2027-03-29 09:00"),
    "span over Sunday": ("0 9 * * 6-1", "2027-03-27 09:00"),
    "span of names": ("0 9 * * mon-fri", "2027-03-29 09:00"),
    "mixed span": ("0 9 * * 2-thu", "2027-03-30 09:00"),
    "every other day from Sunday": ("0 9 * * */2", "2027-03-27 09:00"),
    "every other day from Monday": ("0 9 * * 1-5/2", "2027-03-29 09:00"),
    "the first Monday of a month": ("0 9 1-7 * mon", "2027-04-05 09:00"),
    "a local time that the clock skips": ("30 2 28 3 *", "2027-03-28 02:30"),
    "capitals": ("0 9 * * MON", "2027-03-29 09:00"),
}
FAULTS = {
    "no line": ("x", "wrong"),
    "four fields": ("0 9 * *", "wrong"),
    "six fields": ("0 0 9 * * mon", "wrong"),
    "no such minute": ("60 9 * * *", "wrong"),
    "no such weekday": ("0 9 * * 8", "wrong"),
    "backward numbers": ("0 9 7-1 * *", "wrong"),
    "a step of nothing": ("0 9 * * 1-5/0", "wrong"),
    "a day that never comes": ("0 9 31 2 *", "never"),
    "each minute": ("* * * * *", "often"),
    "twice an hour": ("0,30 9 * * *", "often"),
}


@pytest.mark.parametrize(("line", "first"), FIRST.values(), ids=FIRST.keys())
def test_first_time_after_a_friday_evening(line, first):
    check_cron(line)
    assert cron_times(line)(datetime.fromisoformat("2027-03-26 20:00")) == datetime.fromisoformat(
        first
    )


@pytest.mark.parametrize(("line", "kind"), FAULTS.values(), ids=FAULTS.keys())
def test_line_that_cannot_be_used_is_refused(line, kind):
    with pytest.raises(CronFault) as caught:
        check_cron(line)
    assert caught.value.kind == kind
