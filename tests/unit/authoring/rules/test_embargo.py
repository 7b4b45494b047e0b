# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""T02 speaks of posts that are planned for a time before their embargo ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.authoring.rules.embargo import RULE
from scheduler.model.post import LocalTime, Override, PostStatus

DUE = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
READY = {"status": PostStatus.READY, "publish_at": DUE, "channels": ("a", "b")}
EARLY = ("error", "Embargo until 2027-03-08 08:31; it is planned for 2027-03-08 08:30.")


@pytest.mark.parametrize(
    "values",
    [
        READY,
        {**READY, "embargo_until": DUE},
        {**READY, "embargo_until": DUE - MINUTE},
        {**READY, "embargo_until": DUE + MINUTE, "status": PostStatus.CANCELLED},
        {**READY, "embargo_until": DUE + MINUTE, "publish_at": None},
        {**READY, "embargo_until": DUE + MINUTE, "channels": ()},
        {
            **READY,
            "embargo_until": DUE + MINUTE,
            "overrides": {"a": Override(publish_offset=MINUTE), "b": Override(skip=True)},
        },
    ],
    ids=["none", "at its end", "after", "cancelled", "no time", "no channel", "offset and skip"],
)
def test_stays_silent(make_draft, spoken, values):
    assert spoken(RULE, make_draft(**values)) == []


@pytest.mark.parametrize("status", [PostStatus.READY, PostStatus.DRAFT])
def test_post_before_its_embargo_is_one_error(make_draft, spoken, status):
    draft = make_draft(**{**READY, "embargo_until": DUE + MINUTE, "status": status})
    assert spoken(RULE, draft) == [EARLY]


def test_what_is_planned_already_is_a_warning_so_that_the_embargo_reaches_the_plan(
    make_draft, spoken
):
    draft = make_draft(**READY, embargo_until=DUE + MINUTE, delivered=("a", "b"))
    assert spoken(RULE, draft) == [("warning", EARLY[1])]


def test_channel_that_is_planned_already_is_told_apart_from_a_new_one(make_draft, spoken):
    draft = make_draft(**READY, embargo_until=DUE + MINUTE, delivered=("b",))
    assert spoken(RULE, draft) == [EARLY, ("warning", EARLY[1])]


def test_only_the_channel_that_an_offset_brings_forward_is_named(make_draft):
    draft = make_draft(
        **READY, embargo_until=DUE, overrides={"b": Override(publish_offset=-MINUTE)}
    )
    assert [found.channel for found in RULE.check(draft)] == ["b"]


def test_times_are_said_as_they_were_written(make_draft):
    local = LocalTime(datetime(2027, 3, 8, 9, 30), "Europe/Berlin")  # noqa: DTZ001 - a wall time
    draft = make_draft(**READY, embargo_until=DUE + MINUTE, publish_local=local)
    [found] = RULE.check(draft)
    assert found.message.de == (
        "Sperrfrist bis 08.03.2027 09:31 Uhr; geplant ist 08.03.2027 09:30 Uhr."
    )
