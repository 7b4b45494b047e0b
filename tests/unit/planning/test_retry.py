# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Retries: after the floor, before the window's end, apart from each other, not for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.planning.retry import CAP, MOST_ATTEMPTS, Again, GiveUp, next_try

NOW = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)
spans = st.timedeltas(timedelta(seconds=1), timedelta(hours=24))
chances = st.floats(0, 1, exclude_max=True)
tries = st.integers(1, 20)


def decide(attempts=1, window=timedelta(minutes=15), floor=None, random=0.5):
    return next_try(
        attempts=attempts, now=NOW, last_moment=NOW + window, floor=floor, random=random
    )


@given(tries, spans, st.none() | spans, chances)
def test_next_try_keeps_floor_window_and_number(attempts, window, floor, random):
    earliest = None if floor is None else NOW + floor
    decision = decide(attempts, window, earliest, random)
    if isinstance(decision, Again):
        assert NOW <= decision.at <= NOW + window
        assert earliest is None or decision.at >= earliest
        assert attempts < MOST_ATTEMPTS
    else:
        assert decision.late == (attempts < MOST_ATTEMPTS)


@given(st.integers(1, MOST_ATTEMPTS - 1), chances)
def test_pause_grows_by_doubling_up_to_a_cap(attempts, random):
    decision = decide(attempts, timedelta(days=1), random=random)
    assert isinstance(decision, Again)
    assert decision.at - NOW <= min(CAP, timedelta(seconds=2**attempts))


def test_two_that_failed_together_do_not_come_back_together():
    assert decide(4, random=0.1) != decide(4, random=0.9)


def test_floor_beyond_the_window_gives_up_as_late():
    decision = decide(floor=NOW + timedelta(hours=1))
    assert isinstance(decision, GiveUp)
    assert decision.late


def test_eighth_failure_is_the_last():
    assert isinstance(decide(MOST_ATTEMPTS - 1), Again)
    assert decide(MOST_ATTEMPTS).late is False
