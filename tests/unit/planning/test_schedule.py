# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.planning.schedule import (
    ClockChange,
    WrittenTime,
    instant_of,
    local_time,
    parse_time,
)

BERLIN = "Europe/Berlin"


def at(*numbers):
    return datetime(*numbers, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "wall", "offset"),
    [
        ("2027-03-08 09:30", (2027, 3, 8, 9, 30), None),
        ("2027-03-08 09:30:05", (2027, 3, 8, 9, 30, 5), None),
        ("2027-03-08 09:30+01:00", (2027, 3, 8, 9, 30), timedelta(hours=1)),
        ("2027-03-08 09:30:05 -03:30", (2027, 3, 8, 9, 30, 5), -timedelta(hours=3, minutes=30)),
        ("2027-03-08 09:30Z", (2027, 3, 8, 9, 30), timedelta()),
    ],
)
def test_time_as_the_format_has_it_is_read(text, wall, offset):
    assert parse_time(text) == WrittenTime(datetime(*wall), offset)  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-08",
        "2027-03-08T09:30",
        "08.03.2027 09:30",
        "2027-02-30 09:30",
        "2027-03-08 24:00",
        "2027-03-08 9:30",
        "tomorrow 09:30",
        "0001-01-01 00:00",
        "9999-12-31 23:59",
        "2027-03-08 09:30+99:00",
        "\u0662\u0660\u0662\u0667-03-08 09:30",
        "",
    ],
)
def test_anything_else_is_no_time(text):
    assert parse_time(text) is None


@pytest.mark.parametrize(
    ("text", "zone", "fold", "expected"),
    [
        ("2027-03-08 09:30", BERLIN, None, at(2027, 3, 8, 8, 30)),
        ("2027-07-08 09:30", BERLIN, None, at(2027, 7, 8, 7, 30)),
        ("2027-03-28 02:30", BERLIN, None, ClockChange.GAP),
        ("2027-03-28 02:30", BERLIN, 1, ClockChange.GAP),
        ("2027-03-28 01:59", BERLIN, None, at(2027, 3, 28, 0, 59)),
        ("2027-03-28 03:00", BERLIN, None, at(2027, 3, 28, 1, 0)),
        ("2026-10-25 02:30", BERLIN, None, ClockChange.OVERLAP),
        ("2026-10-25 02:30", BERLIN, 0, at(2026, 10, 25, 0, 30)),
        ("2026-10-25 02:30", BERLIN, 1, at(2026, 10, 25, 1, 30)),
        ("2026-10-25 03:00", BERLIN, None, at(2026, 10, 25, 2, 0)),
        # Lord Howe changes its clocks by half an hour.
        ("2027-10-03 02:15", "Australia/Lord_Howe", None, ClockChange.GAP),
        ("2027-10-03 02:30", "Australia/Lord_Howe", None, at(2027, 10, 2, 15, 30)),
        ("2027-04-04 01:45", "Australia/Lord_Howe", None, ClockChange.OVERLAP),
        ("2027-04-04 01:45", "Australia/Lord_Howe", 1, at(2027, 4, 3, 15, 15)),
        ("2027-04-04 01:29", "Australia/Lord_Howe", None, at(2027, 4, 3, 14, 29)),
        # An offset names the instant, whatever the zone does.
        ("2026-10-25 02:30+01:00", BERLIN, None, at(2026, 10, 25, 1, 30)),
        ("2027-03-28 02:30+01:00", BERLIN, None, at(2027, 3, 28, 1, 30)),
    ],
)
def test_wall_time_becomes_its_instant_or_names_its_clock_change(text, zone, fold, expected):
    assert instant_of(parse_time(text), zone, fold) == expected


def test_time_with_an_offset_is_kept_as_wall_time_of_the_zone():
    written = parse_time("2026-10-25 01:30Z")

    local = local_time(written, instant_of(written, BERLIN), BERLIN)

    assert (local.wall.hour, local.wall.minute, local.fold) == (2, 30, 1)
    assert local.offset_given


def test_ordinary_time_needs_no_fold():
    written = parse_time("2027-03-08 09:30")

    assert local_time(written, instant_of(written, BERLIN), BERLIN).fold is None
