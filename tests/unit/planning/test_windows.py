# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Blackouts, quiet days and channel hours: whom they cover, when, and until when."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.config.windows import (
    BlackoutBorder,
    QuietDayBorder,
    blackout_of,
    hours_of,
    parse_opening,
    quiet_day_of,
)
from scheduler.model.awareness import AWARENESS_DAYS, days_between
from scheduler.model.delivery import GateName
from scheduler.model.pause import Subject
from scheduler.model.window import Windows
from scheduler.planning.windows import closures, extra_approvals, held_by, is_festive

BERLIN = "Europe/Berlin"


def at(text, zone=BERLIN):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def election(**fields):
    border = BlackoutBorder(
        **{"id": "wahl", "from": "2027-01-31", "until": "2027-03-14", "regions": ["sued"], **fields}
    )
    return Windows(BERLIN, blackouts=(blackout_of(border, BERLIN),))


SOUTH = Subject("mastodon-land", "da-geht-noch-was", ("sued", "nord"), ("training",))


@pytest.mark.parametrize(
    ("fields", "subject", "held"),
    [
        pytest.param({}, SOUTH, True, id="its region among others"),
        pytest.param({}, Subject("mastodon-land", regions=("nord",)), False, id="another region"),
        pytest.param({}, Subject("mastodon-land"), True, id="no region is all regions"),
        pytest.param({"channels": ["bluesky-land"]}, SOUTH, False, id="another channel"),
        pytest.param({"channels": ["mastodon-land"]}, SOUTH, True, id="its channel"),
        pytest.param({"tags": ["politik"]}, SOUTH, False, id="another tag"),
        pytest.param({"tags": ["training"]}, SOUTH, True, id="its tag"),
        pytest.param({"campaigns": ["andere"]}, SOUTH, False, id="another campaign"),
        pytest.param({"exempt_tags": ["training"]}, SOUTH, False, id="exempt"),
        pytest.param({"effect": "warn"}, SOUTH, False, id="only warns"),
        pytest.param({"effect": "extra_approval"}, SOUTH, False, id="asks for one approval more"),
    ],
)
def test_blackout_covers_what_fits_every_name_given(fields, subject, held):
    found = held_by(election(**fields), subject, at("2027-02-20 10:00"))
    assert (found is not None) is held


@pytest.mark.parametrize(
    ("instant", "held"),
    [
        ("2027-01-30 23:59", False),
        ("2027-01-31 00:00", True),
        ("2027-03-14 23:59", True),
        ("2027-03-15 00:00", False),
    ],
)
def test_days_of_a_blackout_count_where_the_team_is(instant, held):
    assert (held_by(election(), SOUTH, at(instant)) is not None) is held


def test_times_of_a_blackout_end_on_their_minute():
    windows = election(until="2027-03-14 18:00")
    assert held_by(windows, SOUTH, at("2027-03-14 17:59")) is not None
    assert held_by(windows, SOUTH, at("2027-03-14 18:00")) is None


def test_blackout_says_its_name_end_and_basis():
    found = held_by(election(basis="Hausverfügung 3/2027"), SOUTH, at("2027-02-20 10:00"))
    assert found.reason.de == ("Sperrzeit „wahl“ bis 15.03.2027 00:00 Uhr (Hausverfügung 3/2027).")
    assert "Blackout “wahl” until 2027-03-15 00:00" in found.reason.en
    assert (found.gate, found.until) == (GateName.BLACKOUT, at("2027-03-15 00:00"))


def test_each_blackout_that_asks_for_it_wants_one_approval_more():
    one = election(effect="extra_approval").blackouts
    windows = Windows(BERLIN, blackouts=one * 2)
    assert extra_approvals(windows, SOUTH, at("2027-02-20 10:00")) == 2
    assert extra_approvals(windows, SOUTH, at("2027-04-20 10:00")) == 0


def quiet(on, **fields):
    return Windows(BERLIN, quiet_days=(quiet_day_of(QuietDayBorder(on=on, **fields)),))


@pytest.mark.parametrize(
    ("on", "day"),
    [
        pytest.param("01-27", "2027-01-27", id="every year"),
        pytest.param("2027-02-19", "2027-02-19", id="once"),
        pytest.param("volkstrauertag", "2027-11-14", id="by its name, though it moves"),
        pytest.param("02-29", "2028-02-29", id="leap day"),
    ],
)
def test_quiet_day_holds_from_midnight_to_midnight(on, day):
    windows = quiet(on, effect="block", exempt_tags=["gedenken"])
    noon = at(f"{day} 12:00")
    found = held_by(windows, SOUTH, noon)
    assert found.gate is GateName.QUIET_DAY
    assert found.until == at(f"{date.fromisoformat(day) + timedelta(days=1)} 00:00")
    assert held_by(windows, SOUTH, found.until) is None
    assert held_by(windows, Subject("k", tags=("gedenken",)), noon) is None


def test_quiet_day_that_only_warns_holds_nothing():
    assert held_by(quiet("01-27"), SOUTH, at("2027-01-27 12:00")) is None
    assert [one.effect for one in closures(quiet("01-27"), SOUTH, at("2027-01-27 12:00"))] == [
        "warn"
    ]


HOURS = Windows(
    BERLIN,
    hours={"mastodon-land": hours_of(("mon-fri 08:00-20:00", "sat 10:00-14:00"), "block")},
)


@pytest.mark.parametrize(
    ("instant", "opens"),
    [
        pytest.param("2027-03-08 07:59", "2027-03-08 08:00", id="early on Monday"),
        pytest.param("2027-03-08 20:00", "2027-03-09 08:00", id="late on Monday"),
        pytest.param("2027-03-12 20:00", "2027-03-13 10:00", id="late on Friday"),
        pytest.param("2027-03-13 14:00", "2027-03-15 08:00", id="late on Saturday"),
        pytest.param("2027-03-27 22:00", "2027-03-29 08:00", id="over the change of clocks"),
    ],
)
def test_post_outside_its_channels_hours_waits_for_them(instant, opens):
    found = held_by(HOURS, SOUTH, at(instant))
    assert (found.gate, found.until) == (GateName.HOURS, at(opens))


def test_hours_are_a_channels_own():
    assert held_by(HOURS, SOUTH, at("2027-03-08 12:00")) is None
    assert held_by(HOURS, Subject("bluesky-land"), at("2027-03-08 03:00")) is None


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("mon-fri 08:00-20:00", {0, 1, 2, 3, 4}),
        ("Mo-Fr 8:00-20:00", {0, 1, 2, 3, 4}),
        ("sat 10:00-24:00", {5}),
        ("fri-mon 10:00-14:00", {4, 5, 6, 0}),
    ],
)
def test_hours_are_read_in_english_and_german(text, weekdays):
    assert parse_opening(text).weekdays == weekdays


@pytest.mark.parametrize(
    "text",
    ["mon", "mon 20:00-08:00", "mon-xyz 08:00-20:00", "mon 08:00-25:00", "08:00-20:00", "mon 8-20"],
)
def test_what_are_no_hours_is_refused(text):
    assert parse_opening(text) is None


def test_midnight_closes_the_day():
    assert parse_opening("sat 10:00-24:00").ends == time.max


@pytest.mark.parametrize(("tone", "festive"), [("festive", True), ("Heiter", True), (None, False)])
def test_festive_is_a_matter_of_tone(tone, festive):
    assert is_festive(tone) is festive


# The days that ship ---------------------------------------------------------------------------


def easter(year):
    """Easter Sunday by Gauss's rule, as completed for the Gregorian calendar."""
    golden, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * golden + skipped + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def first_advent(year):
    fourth = date(year, 12, 24)
    return fourth - timedelta(days=(fourth.weekday() + 1) % 7 + 21)


MOVING = {
    "karfreitag": lambda year: easter(year) - timedelta(days=2),
    "volkstrauertag": lambda year: first_advent(year) - timedelta(days=14),
    "totensonntag": lambda year: first_advent(year) - timedelta(days=7),
}


@pytest.mark.parametrize("name", sorted(MOVING))
def test_days_that_move_stand_on_the_right_dates(name):
    (day,) = [each for each in AWARENESS_DAYS if each.id == name]
    assert day.dates == tuple(MOVING[name](year) for year in range(2026, 2031))


def test_every_day_has_names_and_a_source_and_its_own_id():
    assert len({each.id for each in AWARENESS_DAYS}) == len(AWARENESS_DAYS)
    for each in AWARENESS_DAYS:
        assert each.name.de
        assert each.name.en
        assert each.source
        assert bool(each.month) != bool(each.dates)


def test_days_come_in_their_order():
    found = [each.id for _, each in days_between(date(2027, 3, 1), date(2027, 3, 26))]
    assert found == [
        "null-diskriminierung",
        "frauentag",
        "wochen-gegen-rassismus",
        "down-syndrom-tag",
        "gegen-rassismus",
        "karfreitag",
    ]
