# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenarios 24, 39 and 40: asked to stop, suspended, and its scheduler's thread dead."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from tests.faults.board import accepted, late, silence
from tests.faults.site import dies, once_each, soon, stop, wait_for

pytestmark = pytest.mark.faults


def test_39_asked_to_stop_it_finishes_what_is_in_flight(sqlite_site, board):
    site, released = sqlite_site, threading.Event()
    site.configure("neither", channels=20, http={"read_seconds": 20, "total_seconds": 20})
    board.plan(late(released), times=20)
    site.queue(40, soon(1))
    daemon = site.started()
    wait_for(lambda: board.posts() == 20)
    daemon.send_signal(signal.SIGTERM)
    time.sleep(1)
    released.set()
    assert dies(daemon) == 0
    assert site.states() == {"published": 20, "planned": 20}
    site.started()
    assert site.settled() == {"published": 40}
    assert board.histogram() == once_each(40)


@pytest.mark.parametrize("kind", ["look", "neither"])
def test_39_second_signal_ends_it_at_once_and_the_next_start_asks(sqlite_site, board, kind):
    site, released = sqlite_site, threading.Event()
    site.configure(kind, channels=10, http={"read_seconds": 20, "total_seconds": 20})
    board.plan(accepted(silence(released)), times=10)
    site.queue(10, soon(1))
    daemon = site.started()
    wait_for(lambda: len(board.live) == 10)
    daemon.send_signal(signal.SIGTERM)
    wait_for(lambda: "daemon.stopping" in site.log())
    daemon.send_signal(signal.SIGTERM)
    assert dies(daemon, 5) == 1
    released.set()
    site.started()
    assert site.settled() == {"published" if kind == "look" else "review": 10}
    assert board.histogram() == once_each(10)


def test_24_suspended_over_the_due_time_sends_on_waking(sqlite_site, board):
    site = sqlite_site
    site.configure("neither")
    site.queue(3, soon(3))
    daemon = site.started()
    wait_for(lambda: site.states() == {"planned": 3})
    daemon.send_signal(signal.SIGSTOP)
    time.sleep(6)
    assert board.live == []
    daemon.send_signal(signal.SIGCONT)
    assert site.settled() == {"published": 3}
    assert board.histogram() == once_each(3)


WISHES = [("hold", "held"), ("drop", "missed"), ({"publish_within": "1h"}, "published")]


@pytest.mark.parametrize(("on_missed", "state"), WISHES)
def test_24_woken_after_the_window_goes_by_the_post(sqlite_site, board, on_missed, state):
    site = sqlite_site
    site.configure("neither", late_window="2s")
    site.queue(1, soon(3), on_missed=on_missed)
    daemon = site.started()
    wait_for(lambda: site.states() == {"planned": 1})
    daemon.send_signal(signal.SIGSTOP)
    time.sleep(8)
    daemon.send_signal(signal.SIGCONT)
    assert site.settled() == {state: 1}
    assert len(board.live) == (state == "published")


@pytest.mark.parametrize("harm", ["kill-scheduler", "break-wake", "hang-chores"])
def test_40_dispatcher_goes_on_without_the_engine_of_time(sqlite_site, board, harm):
    site = sqlite_site
    site.configure("neither")
    site.queue(3, soon(5))
    assert site.litfass("sync").returncode == 0
    daemon = site.started(LITFASS_HARM=harm)
    assert site.settled() == {"published": 3}
    assert board.histogram() == once_each(3)
    if harm == "kill-scheduler":
        wait_for(lambda: "scheduler.dead" in site.log())
    assert stop(daemon) == 0
