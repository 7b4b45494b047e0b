# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A series file: one post per step, counted from the event; faults where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.authoring.series_file import read_series
from scheduler.authoring.surroundings import Surroundings
from scheduler.config.public_holidays import is_holiday_in
from scheduler.model.campaign import Campaign
from scheduler.model.post import PostStatus
from scheduler.model.sentence import Place
from scheduler.yaml_source import read_yaml

WORKSPACE = Path("/workspace")
CAMPAIGN = Campaign("geht-noch", Place("c"), channels=("land",), timezone="Europe/Berlin")
AROUND = Surroundings(
    WORKSPACE,
    "UTC",
    frozenset({"land", "kanal"}),
    {"geht-noch": CAMPAIGN},
    is_holiday=is_holiday_in("DE-HE"),
)
HEAD = """\
event: {id: kassel, title: Training, starts_at: 2027-04-23 10:00, place: Kassel, region: nord,
  status: STATUS, registration: "https://kampagne.example/t"}
steps:
"""
STEPS = """\
  - {offset: -28d, at: "10:00", template: save, shift: previous_workday}
  - {offset: -14d, at: "10:00", template: inhalt}
  - {offset: -3d, at: "09:00", template: plaetze, skip_if: full}
  - {offset: +1d, at: "11:00", template: danke, shift: next_workday}
  - {id: absage, publish_at: 2027-04-20 09:00, template: absage, only_if: cancelled}
  - {id: neu, publish_at: 2027-04-19 09:00, template: verlegt, only_if: [moved]}
"""
MARCH_GAP = HEAD.replace("2027-04-23", "2027-03-29")


def read(text, status="planned", around=AROUND):
    source = read_yaml(text.replace("STATUS", status).encode(), "posts/_series/kassel.yaml")
    return read_series(source, WORKSPACE / "posts" / "_series" / "kassel.yaml", around)


def walls(reading):
    return {post.id: f"{post.publish_local.wall:%m-%d %H:%M}" for post in reading.posts}


def test_each_step_is_a_post_at_its_distance_from_the_event():
    assert walls(read(HEAD + STEPS)) == {
        "kassel.t-28d-save": "03-25 10:00",  # 26 March 2027 is Good Friday
        "kassel.t-14d-inhalt": "04-09 10:00",
        "kassel.t-3d-plaetze": "04-20 09:00",
        "kassel.t1d-danke": "04-26 11:00",  # 24 April 2027 is a Saturday
        "kassel.absage": "04-20 09:00",
        "kassel.neu": "04-19 09:00",
    }


@pytest.mark.parametrize(
    ("status", "ready"),
    [
        ("planned", {"t-28d-save", "t-14d-inhalt", "t-3d-plaetze", "t1d-danke"}),
        ("full", {"t-28d-save", "t-14d-inhalt", "t1d-danke"}),
        ("moved", {"t-28d-save", "t-14d-inhalt", "t-3d-plaetze", "t1d-danke", "neu"}),
        ("cancelled", {"absage"}),
    ],
)
def test_state_of_the_event_says_which_steps_are_meant(status, ready):
    posts = read(HEAD + STEPS, status).posts
    meant = {post.id.removeprefix("kassel.") for post in posts if post.status is PostStatus.READY}
    assert meant == ready
    assert {post.status for post in posts} <= {PostStatus.READY, PostStatus.CANCELLED}


OFFSETS = {
    "hours before": ("{offset: -2h, text: x}", "04-23 08:00"),
    "days at the event's own time": ("{offset: -1d, text: x}", "04-22 10:00"),
    "after its end": ("{offset: +1d, at: '09:00', text: x}", "04-26 09:00"),
    "hours after its end": ("{offset: +2h, text: x}", "04-25 18:00"),
    "on its first day": ("{offset: 0d, at: '08:00', text: x}", "04-23 08:00"),
}


@pytest.mark.parametrize(("step", "expected"), OFFSETS.values(), ids=OFFSETS.keys())
def test_time_of_a_step_of_an_event_of_three_days(step, expected):
    text = (
        "event: {title: T, starts_at: 2027-04-23 10:00, ends_at: 2027-04-25 16:00}\n"
        f"steps:\n  - {step}\n"
    )
    assert list(walls(read(text)).values()) == [expected]


def test_step_takes_defaults_and_event_and_says_the_rest_itself():
    text = HEAD + (
        "  - {offset: -1d, text: '{{ event.title }}', regions: [sued], channels: [kanal]}\n"
        "  - {offset: -2d, text: x}\n"
        "defaults: {hashtags: [Kassel], lang: en, topics: [trainings]}\n"
    )
    first, second = read(text).posts
    assert (first.regions, first.channels) == (("sued",), ("kanal",))
    assert (second.regions, second.channels) == (("nord",), ("land",))
    assert {post.hashtags for post in (first, second)} == {("Kassel",)}
    assert first.event["date"] == "23 April 2027"


def test_words_about_the_event_follow_the_language_of_the_step():
    (post,) = read(HEAD + "  - {offset: -1d, text: x}\n").posts
    assert {key: post.event[key] for key in ("weekday", "date", "time", "place")} == {
        "weekday": "Freitag",
        "date": "23. April 2027",
        "time": "10:00",
        "place": "Kassel",
    }


def test_moved_event_moves_its_steps_and_keeps_their_ids():
    before = walls(read(HEAD + STEPS))
    after = walls(read(HEAD.replace("04-23", "05-14") + STEPS, "moved"))
    assert after.keys() == before.keys()
    assert after["kassel.t-14d-inhalt"] == "04-30 10:00"


FAULTS = {
    "no series": ("text: Hallo\n", 1, 1, "no key “text”"),
    "no event": ("steps: [{offset: -1d, text: x}]\n", 1, 1, "“event” is missing"),
    "no steps": (HEAD.replace("steps:\n", "steps: []\n"), 3, 8, "no steps"),
    "no title": (
        "event: {starts_at: 2027-04-23 10:00}\nsteps: [{offset: -1d, text: x}]\n",
        1,
        8,
        "“title” is missing",
    ),
    "a state that is none": (
        (HEAD + "  - {offset: -1d, text: x}\n").replace("STATUS", "ausgebucht"),
        2,
        11,
        "planned",
    ),
    "a step that is none": (HEAD + "  - hallo\n", 4, 5, "key: value"),
    "no time": (HEAD + "  - {text: x}\n", 4, 5, "neither offset nor publish_at"),
    "two times": (
        HEAD + "  - {offset: -1d, publish_at: 2027-04-01 10:00, text: x}\n",
        4,
        31,
        "exclude each other",
    ),
    "hours and a time of day": (
        HEAD + "  - {offset: -2h, at: '10:00', text: x}\n",
        4,
        23,
        "whole days",
    ),
    "an offset that is none": (HEAD + "  - {offset: bald, text: x}\n", 4, 14, "no duration"),
    "a time of day that is none": (
        HEAD + "  - {offset: -1d, at: '25:00', text: x}\n",
        4,
        23,
        "no time of day",
    ),
    "a shift that is none": (
        HEAD + "  - {offset: -1d, shift: later, text: x}\n",
        4,
        26,
        "previous_workday",
    ),
    "defaults that are none": (
        HEAD + "  - {offset: -1d, text: x}\ndefaults: [a]\n",
        5,
        11,
        "key: value",
    ),
    "a fault in the defaults, told once": (
        HEAD + "  - {offset: -1d, text: x}\n  - {offset: -2d, text: x}\ndefaults: {lnag: de}\n",
        6,
        12,
        "no key “lnag”",
    ),
    "an unknown key": (HEAD + "  - {offset: -1d, txet: x, text: y}\n", 4, 19, "no key “txet”"),
    "an hour that does not exist": (
        MARCH_GAP + "  - {offset: -1d, at: '02:30', text: x}\n",
        4,
        14,
        "does not exist",
    ),
    "an end before the start": (
        HEAD.replace("place: Kassel", "ends_at: 2027-04-22 10:00") + "  - {offset: -1d, text: x}\n",
        1,
        76,
        "ends before it starts",
    ),
}


@pytest.mark.parametrize(("text", "line", "column", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_fault_is_told_where_it_stands_and_nothing_of_it_is_planned(text, line, column, words):
    reading = read(text)
    told = [found for found in reading.findings if words in found.message.en]
    assert [(found.place.line, found.place.column) for found in told] == [(line, column)]
    assert reading.is_broken
    assert reading.posts == ()


def test_fault_in_one_step_leaves_the_others():
    reading = read(HEAD + "  - {text: x}\n  - {offset: -1d, text: x}\n")
    assert [post.id for post in reading.posts] == ["kassel.t-1d"]
    assert reading.is_broken


def test_steps_with_one_name_are_told_apart_by_nobody():
    reading = read(HEAD + "  - {offset: -1d, text: x}\n  - {offset: -1d, text: y}\n")
    assert [found.place.line for found in reading.findings] == [4, 5]
    assert reading.posts == ()


def test_series_without_an_id_goes_by_its_file():
    text = HEAD.replace("id: kassel, ", "") + "  - {offset: -1d, text: x}\n"
    (post,) = read(text).posts
    assert (post.id, post.id_from_file) == ("kassel.t-1d", True)
