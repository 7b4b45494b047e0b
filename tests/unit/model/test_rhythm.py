# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.model.rhythm import parse_when

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "now", "due"),
    [
        pytest.param("monday 07:00", "2027-03-10T12:00", "2027-03-08T07:00", id="that week"),
        pytest.param("monday 07:00", "2027-03-08T06:59", "2027-03-01T07:00", id="a minute before"),
        pytest.param("monday 07:00", "2027-03-08T07:00", "2027-03-08T07:00", id="on its minute"),
        pytest.param("daily 18:30", "2027-03-10T12:00", "2027-03-09T18:30", id="daily"),
        pytest.param("monthly 08:00", "2027-03-31T12:00", "2027-03-01T08:00", id="monthly"),
        pytest.param("monthly 08:00", "2027-03-01T07:00", "2027-02-01T08:00", id="month before"),
        pytest.param("daily 02:30", "2027-03-28T12:00", "2027-03-28T03:30", id="no such time"),
        pytest.param("daily 09:00", "2027-03-28T12:00", "2027-03-28T09:00", id="summer time"),
    ],
)
def test_last_time_due_is_on_the_local_clock(text, now, due):
    found = parse_when(text).due_by(local(now), BERLIN)
    assert found.astimezone(BERLIN) == local(due)


@pytest.mark.parametrize(
    "text", ["", "monday", "07:00", "montag 07:00", "daily 24:00", "weekly 7:00"]
)
def test_anything_else_is_no_time(text):
    assert parse_when(text) is None


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)
