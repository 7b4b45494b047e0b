# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""When a message may leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.notice import Rate
from scheduler.notices.rhythm import free_again_at, is_ready, next_try_at
from scheduler.store.notices import Waiting
from tests.support.clock import START

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [(0, 30), (1, 30), (2, 60), (3, 120), (7, 1920), (8, 3600), (100_000, 3600)],
)
def test_pause_doubles_up_to_an_hour(tries, seconds):
    assert next_try_at(tries, START) - START == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("sent", "free"),
    [
        pytest.param([], None, id="nothing sent"),
        pytest.param([30], None, id="one of two"),
        pytest.param([50, 30], 10, id="two of two"),
        pytest.param([90, 30], None, id="one long ago"),
        pytest.param([40, 30, 20], 30, id="more than the limit, after it was lowered"),
    ],
)
def test_limit_counts_within_any_span(sent, free):
    minutes_ago = [START - timedelta(minutes=each) for each in sent]
    expected = None if free is None else START + timedelta(minutes=free)
    assert free_again_at(minutes_ago, Rate(2, HOUR), START) == expected


@pytest.mark.parametrize(
    ("first", "failing", "claimed", "ready"),
    [
        pytest.param(-SECOND, None, None, True, id="collected long enough"),
        pytest.param(SECOND, None, None, False, id="still collecting"),
        pytest.param(-SECOND, SECOND, None, False, id="in the pause after a failure"),
        pytest.param(-SECOND, None, SECOND, False, id="somebody is sending"),
        pytest.param(-SECOND, -SECOND, -SECOND, True, id="pause and lease are over"),
    ],
)
def test_message_leaves_when_nothing_is_in_its_way(first, failing, claimed, ready):
    waiting = Waiting(
        count=1,
        tries=1,
        first_try_at=START + first,
        failing_until=failing and START + failing,
        claimed_until=claimed and START + claimed,
    )
    assert is_ready(waiting, START) is ready
