# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Local times of a repetition on days on which the clock is changed."""

from __future__ import annotations

from datetime import datetime

import pytest

from scheduler.planning.schedule import recurring_instant

# The gap and the overlap of each zone, by the IANA time zone database 2026a.
CASES = {
    "Berlin, plain day": ("Europe/Berlin", "2027-03-27 02:30", "2027-03-27T01:30", False, False),
    "Berlin, before the gap": (
        "Europe/Berlin",
        "2027-03-28 01:59",
        "2027-03-28T00:59",
        False,
        False,
    ),
    "Berlin, start of the gap": (
        "Europe/Berlin",
        "2027-03-28 02:00",
        "2027-03-28T01:00",
        True,
        False,
    ),
    "Berlin, in the gap": ("Europe/Berlin", "2027-03-28 02:30", "2027-03-28T01:00", True, False),
    "Berlin, after the gap": (
        "Europe/Berlin",
        "2027-03-28 03:00",
        "2027-03-28T01:00",
        False,
        False,
    ),
    "Berlin, before the overlap": (
        "Europe/Berlin",
        "2026-10-25 01:59",
        "2026-10-24T23:59",
        False,
        False,
    ),
    "Berlin, in the overlap": (
        "Europe/Berlin",
        "2026-10-25 02:30",
        "2026-10-25T00:30",
        False,
        True,
    ),
    "Berlin, after the overlap": (
        "Europe/Berlin",
        "2026-10-25 03:00",
        "2026-10-25T02:00",
        False,
        False,
    ),
    "Santiago, gap at midnight": (
        "America/Santiago",
        "2026-09-06 00:30",
        "2026-09-06T04:00",
        True,
        False,
    ),
    "Santiago, overlap before midnight": (
        "America/Santiago",
        "2027-04-03 23:30",
        "2027-04-04T02:30",
        False,
        True,
    ),
    "Lord Howe, gap of half an hour": (
        "Australia/Lord_Howe",
        "2026-10-04 02:15",
        "2026-10-03T15:30",
        True,
        False,
    ),
}


@pytest.mark.parametrize(
    ("zone", "wall", "instant", "is_shifted", "comes_twice"), CASES.values(), ids=CASES.keys()
)
def test_local_time_becomes_its_first_valid_instant(zone, wall, instant, is_shifted, comes_twice):
    found = recurring_instant(datetime.fromisoformat(wall), zone)
    expected = datetime.fromisoformat(instant + "+00:00")
    assert (found.instant, found.is_shifted, found.comes_twice) == (
        expected,
        is_shifted,
        comes_twice,
    )
