# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whoever waits at the desk is told when nobody serves it any more."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from scheduler.model.errors import DeskClosed
from scheduler.worker.desk import Desk


@pytest.fixture
def desk():
    """A desk that no dispatcher serves."""
    return Desk()


@pytest.fixture
def waiter(desk):
    """Somebody who handed an errand in and waits for its transaction."""
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(desk.run, lambda _: None)
        assert desk.wait(5)
        yield waiting
        desk.close()


def test_closing_tells_whoever_waits(desk, waiter):
    desk.close()
    with pytest.raises(DeskClosed):
        waiter.result(5)


def test_closing_tells_whoever_waits_for_a_transaction_that_came_to_nothing(desk, waiter):
    assert len(desk.take_all()) == 1
    desk.close()
    with pytest.raises(DeskClosed):
        waiter.result(5)


def test_a_closed_desk_takes_no_errand(desk):
    desk.close()
    with pytest.raises(DeskClosed):
        desk.run(lambda _: None)


def test_many_who_come_while_it_closes_are_all_told(desk):
    begin = threading.Barrier(9)

    def come():
        begin.wait()
        with pytest.raises(DeskClosed):
            desk.run(lambda _: None)

    with ThreadPoolExecutor(8) as pool:
        coming = [pool.submit(come) for _ in range(8)]
        begin.wait()
        desk.close()
        for one in coming:
            one.result(5)
