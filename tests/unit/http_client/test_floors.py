# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Floors: what Retry-After means, and how far a platform may push us."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.http_client import clamp_floor, retry_floor

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("1.5", 1.5),
        ("0", 1),
        ("-30", 1),
        ("1000000000", 86400),
        ("1e400", 86400),
        ("-1e400", 1),
        ("Mon, 08 Mar 2027 08:31:00 GMT", 60),
        ("Mon, 08 Mar 2027 09:31:00 +0100", 60),
        ("Mon, 08 Mar 2027 08:31:00", 60),
        ("Mon, 08 Mar 2027 08:29:00 GMT", 1),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400),
        ("Sat, 01 Jan 0001 00:00:00 +1400", 1),
    ],
)
def test_readable_floor_lies_between_a_second_and_a_day(value, seconds):
    assert retry_floor(value, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("value", [None, "", "soon", "nan", "Mon, 99 Foo 2027", "7 seconds", "💥"])
def test_unreadable_floor_is_none(value):
    assert retry_floor(value, NOW) is None


@given(st.text(max_size=40))
def test_no_header_breaks_the_reading(value):
    floor = retry_floor(value, NOW)
    assert floor is None or timedelta(seconds=1) <= floor - NOW <= timedelta(hours=24)


@pytest.mark.parametrize(
    ("ahead", "kept"),
    [(timedelta(0), 1), (timedelta(seconds=90), 90), (timedelta(days=9), 86400)],
)
def test_reset_instant_is_clamped(ahead, kept):
    assert clamp_floor(NOW + ahead, NOW) == NOW + timedelta(seconds=kept)
