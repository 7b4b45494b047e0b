# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moments as somebody in a hurry types them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scheduler.planning.moment import parse_moment
from scheduler.planning.schedule import ClockChange

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)  # 9:30 in Berlin


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2h", datetime(2027, 3, 8, 10, 30, tzinfo=UTC), id="a duration"),
        pytest.param("+30m", datetime(2027, 3, 8, 9, 0, tzinfo=UTC), id="a duration with a sign"),
        pytest.param("18:00", datetime(2027, 3, 8, 17, 0, tzinfo=UTC), id="today"),
        pytest.param("9:30", datetime(2027, 3, 9, 8, 30, tzinfo=UTC), id="now is tomorrow"),
        pytest.param(" 08:00 ", datetime(2027, 3, 9, 7, 0, tzinfo=UTC), id="tomorrow"),
        pytest.param("2027-07-01 12:00", datetime(2027, 7, 1, 10, 0, tzinfo=UTC), id="a day"),
        pytest.param("2027-03-28 02:30", ClockChange.GAP, id="an hour that does not exist"),
        pytest.param("2027-10-31 02:30", ClockChange.OVERLAP, id="an hour that comes twice"),
        pytest.param("24:00", None, id="no hour"),
        pytest.param("morgen", None, id="a word"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_moment(text, expected):
    assert parse_moment(text, "Europe/Berlin", NOW) == expected
