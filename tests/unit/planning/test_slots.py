# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which free slot of a channel suits a post."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from scheduler.model.pause import Subject
from scheduler.model.recurrence import PoolSlot
from scheduler.model.window import NO_WINDOWS
from scheduler.planning.slots import Asking, next_free, slot_times

DAILY = frozenset(range(7))
HOUR = timedelta(hours=1)
ANYBODY = Asking(Subject("land"))

CLOCK_CHANGES = {
    "nine stays nine when the clock goes forward": (
        datetime(2027, 3, 27, 12, tzinfo=UTC),
        time(9),
        "03-28 07:00",
    ),
    "nine stays nine when it goes back": (
        datetime(2027, 10, 30, 12, tzinfo=UTC),
        time(9),
        "10-31 08:00",
    ),
    "in the hour that does not exist the first moment after it": (
        datetime(2027, 3, 27, 12, tzinfo=UTC),
        time(2, 30),
        "03-28 01:00",
    ),
    "in the hour that comes twice the first of both": (
        datetime(2027, 10, 30, 12, tzinfo=UTC),
        time(2, 30),
        "10-31 00:30",
    ),
}


@pytest.mark.parametrize(("now", "at", "due"), CLOCK_CHANGES.values(), ids=CLOCK_CHANGES.keys())
def test_slot_is_a_local_time(now, at, due):
    times = slot_times((PoolSlot(DAILY, at),), "Europe/Berlin", now)
    assert f"{times[0].due_at:%m-%d %H:%M}" == due


def test_two_slots_that_a_gap_makes_one_are_one():
    now = datetime(2027, 3, 27, 12, tzinfo=UTC)
    slots = (PoolSlot(DAILY, time(2, 15)), PoolSlot(DAILY, time(2, 45)))
    instants = [each.due_at for each in slot_times(slots, "Europe/Berlin", now)]
    assert instants[0] == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert len(instants) == len(set(instants))


NOW = datetime(2027, 6, 1, 8, tzinfo=UTC)
FIRST = NOW + HOUR
SECOND = FIRST + 24 * HOUR
SUITS = {
    "the first": (ANYBODY, (), FIRST),
    "not the one that is taken": (ANYBODY, (FIRST,), SECOND),
    "not before the embargo": (Asking(ANYBODY.subject, embargo_until=FIRST + HOUR), (), SECOND),
    "at the very end of the embargo": (Asking(ANYBODY.subject, embargo_until=FIRST), (), FIRST),
    "at the very end": (Asking(ANYBODY.subject, not_after=FIRST), (), FIRST),
    "none after the end": (Asking(ANYBODY.subject, not_after=FIRST - HOUR), (), None),
    "none where all before the end are taken": (
        Asking(ANYBODY.subject, not_after=FIRST + HOUR),
        (FIRST,),
        None,
    ),
}


@pytest.mark.parametrize(("asking", "taken", "due_at"), SUITS.values(), ids=SUITS.keys())
def test_next_free_slot_is(asking, taken, due_at):
    times = slot_times((PoolSlot(DAILY, time(9)),), "UTC", NOW)
    found = next_free(times, taken, asking, NO_WINDOWS)
    assert (found.due_at if found else None) == due_at


def test_slot_whose_minute_has_come_is_past():
    times = slot_times((PoolSlot(DAILY, time(8)),), "UTC", NOW)
    assert times[0].due_at == NOW + 24 * HOUR
