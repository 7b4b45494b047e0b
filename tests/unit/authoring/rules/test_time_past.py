# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""T01 speaks of ready posts whose time is over and which nothing covers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.authoring.rules.time_past import RULE
from scheduler.model.post import LocalTime, OnMissed, Override, PostStatus

DUE = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
READY = {"status": PostStatus.READY, "publish_at": DUE}


def after(**passed):
    return DUE + timedelta(**passed)


@pytest.mark.parametrize(
    ("now", "values"),
    [
        (after(seconds=-1), READY),
        (after(), READY),
        (after(minutes=15), READY),
        (after(days=9), {**READY, "status": PostStatus.DRAFT}),
        (after(days=9), {**READY, "status": PostStatus.CANCELLED}),
        (after(days=9), {**READY, "publish_at": None}),
        (after(days=9), {**READY, "delivered": ("mastodon-land",)}),
        (after(days=9), {**READY, "channels": ()}),
        (after(days=9), {**READY, "overrides": {"mastodon-land": Override(skip=True)}}),
        (after(hours=2), {**READY, "on_missed": OnMissed("publish_within", timedelta(hours=2))}),
        (
            after(hours=1),
            {**READY, "overrides": {"mastodon-land": Override(publish_offset=timedelta(hours=1))}},
        ),
    ],
    ids=[
        *("to come", "now", "late window", "draft", "cancelled", "no time", "has a delivery"),
        *("no channel", "skipped", "publish within", "offset"),
    ],
)
def test_stays_silent(make_draft, spoken, now, values):
    assert spoken(RULE, make_draft(now=now, **values)) == []


@pytest.mark.parametrize(
    ("now", "values"),
    [
        (after(minutes=15, seconds=1), READY),
        (after(days=300), READY),
        (after(hours=1), {**READY, "on_missed": OnMissed("drop")}),
        (
            after(hours=2, seconds=1),
            {**READY, "on_missed": OnMissed("publish_within", timedelta(hours=2))},
        ),
    ],
    ids=["after the late window", "long ago", "drop", "after publish within"],
)
def test_past_time_is_one_error(make_draft, spoken, now, values):
    values = {"channels": ("a", "b"), **values}
    assert spoken(RULE, make_draft(now=now, **values)) == [
        ("error", "2027-03-08 08:30 has already passed.")
    ]


def test_time_is_said_as_it_was_written(make_draft):
    local = LocalTime(datetime(2027, 3, 8, 9, 30), "Europe/Berlin")  # noqa: DTZ001 - a wall time
    (found,) = RULE.check(make_draft(now=after(days=1), publish_local=local, **READY))
    assert found.message.de == "08.03.2027 09:30 Uhr ist schon vorbei."


def test_only_the_channels_that_are_past_are_named(make_draft):
    draft = make_draft(
        now=after(hours=1),
        channels=("a", "b", "c"),
        delivered=("c",),
        overrides={"b": Override(publish_offset=timedelta(hours=2))},
        **READY,
    )
    assert [found.channel for found in RULE.check(draft)] == ["a"]


def neighbours(make_draft, minutes, **values):
    first = make_draft(id="eins", status=PostStatus.READY, due_at=AT)
    due = AT + timedelta(minutes=minutes)
    second = make_draft(id="zwei", **{"status": PostStatus.READY, "due_at": due, **values})
    return [(found.post, found.message.en) for found in RULE.compare([second, first])]


AT = datetime(2027, 4, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "values"),
    [
        pytest.param(30, {}, id="half an hour"),
        pytest.param(5, {"style": {"minutes_apart": 5}}, id="as configured"),
        pytest.param(5, {"channels": ("bluesky-land",)}, id="another channel"),
        pytest.param(5, {"status": PostStatus.DRAFT}, id="a draft"),
        pytest.param(5, {"due_at": None}, id="no time"),
    ],
)
def test_neighbours_far_enough_apart_are_silent(make_draft, minutes, values):
    assert neighbours(make_draft, minutes, **values) == []


def test_two_posts_on_one_channel_within_half_an_hour_are_told(make_draft):
    assert neighbours(make_draft, 29) == [
        ("zwei", "Only 29 minutes after “eins” on the same channel.")
    ]
