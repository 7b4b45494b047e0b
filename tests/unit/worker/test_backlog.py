# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The backlog: oldest first, and channels in turn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.store.claims import Candidate
from scheduler.worker.backlog import Backlog
from tests.support.clock import START


def candidate(number, channel, *, late=0):
    return Candidate(number, channel, State.PLANNED, START - timedelta(seconds=late))


@pytest.fixture
def backlog():
    return Backlog()


def taken(backlog, most, *, busy=()):
    return [found.id for found in backlog.take(most, lambda channel: channel not in busy)]


def test_oldest_comes_first_whatever_the_channel(backlog):
    backlog.refill([candidate(1, "a"), candidate(2, "b", late=9)], frozenset())
    assert taken(backlog, 1) == [2]


def test_channel_with_many_posts_takes_turns_with_the_others(backlog):
    flood = [candidate(number, "flut") for number in range(5)]
    others = [candidate(10, "a"), candidate(11, "b")]
    backlog.refill([*flood, *others], frozenset())
    assert [taken(backlog, 1) for _ in range(4)] == [[0], [10], [11], [1]]


def test_channel_keeps_its_own_order_and_gives_one_at_a_time(backlog):
    backlog.refill([candidate(number, "a") for number in (3, 4)], frozenset())
    assert [taken(backlog, 9), taken(backlog, 9)] == [[3], [4]]


def test_busy_channels_and_what_is_in_hand_are_left_out(backlog):
    backlog.refill([candidate(1, "a"), candidate(2, "b"), candidate(3, "c")], frozenset({3}))
    assert backlog.count_for(lambda channel: channel != "a") == 1
    assert taken(backlog, 9, busy={"a"}) == [2]
