# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A clock that cannot be believed holds all claims until a second source agrees."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.worker.clock_guard import ClockGuard
from tests.support.clock import START


class Machine:
    """A wall clock that may be set, and clocks that never step."""

    def __init__(self, start=START):
        self.wall = start
        self.awake = self.through = 1000.0

    def now(self):
        return self.wall

    def monotonic(self):
        return self.awake

    def sleep(self, seconds):
        self.wall += timedelta(seconds=seconds)
        self.awake += seconds
        self.through += seconds

    def suspend(self, seconds):
        self.wall += timedelta(seconds=seconds)
        self.through += seconds

    def set(self, **by):
        self.wall += timedelta(**by)


def guard(machine, *, highest=None, can_ask=True):
    return ClockGuard(machine, lambda: machine.through, highest=highest, can_ask=can_ask)


def test_time_that_passes_is_believed():
    machine = Machine()
    found = guard(machine)
    machine.sleep(3600)
    assert found.tick() is None


def test_20_jump_ahead_is_held_until_a_second_source_agrees():
    machine = Machine()
    found = guard(machine)
    machine.set(hours=1)
    assert "60 minutes" in found.tick().en
    found.confirm(START)
    assert "60 minutes fast" in found.tick().en
    found.confirm(machine.now() + timedelta(seconds=20))
    assert found.tick() is None


def test_20_clock_that_is_set_back_again_needs_nobody():
    machine = Machine()
    found = guard(machine)
    machine.set(hours=1)
    assert found.tick() is not None
    machine.set(hours=-1)
    assert found.tick() is None


def test_20_many_small_steps_ahead_are_one_large_one():
    machine = Machine()
    found = guard(machine)
    for _ in range(4):
        machine.set(minutes=3)
        held = found.tick()
    assert held is not None


@pytest.mark.parametrize("minutes", [1, 9])
def test_small_step_ahead_is_believed(minutes):
    machine = Machine()
    found = guard(machine)
    machine.set(minutes=minutes)
    assert found.tick() is None


def test_21_step_back_holds_nothing():
    machine = Machine()
    found = guard(machine)
    machine.set(hours=-1)
    assert found.tick() is None


def test_24_suspend_explains_a_jump():
    machine = Machine()
    found = guard(machine)
    machine.suspend(8 * 3600)
    assert found.tick() is None


@pytest.mark.parametrize("year", [1970, 2200])
@pytest.mark.parametrize("can_ask", [True, False])
def test_22_year_that_cannot_be_is_held_at_the_start(year, can_ask):
    machine = Machine(datetime(year, 1, 1, tzinfo=UTC))
    assert str(year) in guard(machine, can_ask=can_ask).tick().de


@pytest.mark.parametrize("gap", [timedelta(days=-2), timedelta(hours=3)])
def test_start_far_from_the_last_believed_time_asks_first(gap):
    machine = Machine()
    found = guard(machine, highest=START - gap)
    assert found.tick() is not None
    found.confirm(START)
    assert found.tick() is None


def test_start_soon_after_the_last_believed_time_asks_nobody():
    assert guard(Machine(), highest=START - timedelta(minutes=9)).tick() is None


def test_start_after_a_long_time_is_believed_where_nobody_can_be_asked():
    assert guard(Machine(), highest=START - timedelta(days=9), can_ask=False).tick() is None
