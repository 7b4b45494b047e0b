# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest

from scheduler.model.duration import parse_duration


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30s", timedelta(seconds=30)),
        ("15m", timedelta(minutes=15)),
        ("2h", timedelta(hours=2)),
        ("3d", timedelta(days=3)),
        ("0s", timedelta()),
        ("0.5s", timedelta(milliseconds=500)),
        (" 2h ", timedelta(hours=2)),
    ],
)
def test_duration_as_people_write_it_is_read(text, expected):
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    "text", ["", "15", "m", "15 m", "1h30m", "-1h", "+1h", "9999999d", "²h", "1w", "1e3s", "nan"]
)
def test_anything_else_is_no_duration(text):
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("+30m", timedelta(minutes=30)), ("-2h", timedelta(hours=-2)), ("1d", timedelta(days=1))],
)
def test_sign_is_read_where_it_is_allowed(text, expected):
    assert parse_duration(text, signed=True) == expected
