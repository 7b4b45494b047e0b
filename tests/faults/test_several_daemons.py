# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenarios 10 to 13: more than one daemon, one of them stopped, slow or dead."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter

import pytest
from PIL import Image

from tests.faults.board import accepted, late, silence
from tests.faults.site import dies, once_each, soon, stop, wait_for

pytestmark = pytest.mark.faults


def owners(site):
    """How many attempts each daemon made."""
    return Counter(row.owner for row in site.rows("SELECT owner FROM attempts"))


@pytest.mark.postgres
def test_10_stopped_between_claim_and_send_the_other_daemon_sends_once(postgres_site, board):
    site = postgres_site
    site.configure("look")
    Image.new("RGB", (64, 32), "grey").save(site.folder / "posts" / "bild.png")
    media = [{"file": "bild.png", "alt": "Eine graue Fläche"}]
    site.queue(1, soon(2), media=media)
    first = site.started(fault="preparing:1:SIGSTOP")
    wait_for(lambda: site.states() == {"claimed": 1})
    second = site.started()
    assert site.settled() == {"published": 1}
    first.send_signal(signal.SIGCONT)
    time.sleep(2)
    assert stop(first) == 0
    assert stop(second) == 0
    assert board.histogram() == once_each(1)


@pytest.mark.postgres
def test_10_stopped_between_mark_and_send_nobody_sends_twice(postgres_site, board):
    site = postgres_site
    site.configure("neither")
    site.queue(1, soon(1))
    first = site.started(fault="sending:1:SIGSTOP")
    wait_for(lambda: site.states() == {"sending": 1})
    site.started()
    time.sleep(7)  # longer than the lease
    assert site.states() == {"sending": 1}
    first.send_signal(signal.SIGCONT)
    assert site.settled() == {"published": 1}
    assert board.histogram() == once_each(1)


@pytest.mark.postgres
@pytest.mark.parametrize("went_live", [True, False], ids=["live", "never arrived"])
def test_11_stopped_with_a_request_in_flight_nobody_else_sends(postgres_site, board, went_live):
    site, released = postgres_site, threading.Event()
    site.configure("look")
    board.plan(accepted(silence(released)) if went_live else silence(released))
    site.queue(1, soon(1))
    first = site.started()
    wait_for(lambda: board.posts() == 1)
    first.send_signal(signal.SIGSTOP)
    site.started()
    time.sleep(7)  # longer than the lease, and than the call may take
    assert board.posts() == 1
    released.set()
    first.send_signal(signal.SIGCONT)
    assert site.settled() == {"published": 1}
    assert board.histogram() == once_each(1)


def test_11_late_answer_to_a_stopped_daemon_is_stored(sqlite_site, board):
    site, released = sqlite_site, threading.Event()
    site.configure("neither", http={"read_seconds": 20, "total_seconds": 20})
    board.plan(late(released))
    site.queue(1, soon(1))
    daemon = site.started()
    wait_for(lambda: board.posts() == 1)
    daemon.send_signal(signal.SIGSTOP)
    released.set()
    time.sleep(3)
    daemon.send_signal(signal.SIGCONT)
    assert site.settled() == {"published": 1}
    assert board.histogram() == once_each(1)


def test_12_second_daemon_on_one_sqlite_file_is_sent_away(sqlite_site, board):
    site = sqlite_site
    site.configure("neither")
    site.queue(5, soon(3))
    site.started()
    assert dies(site.start()) == 75
    assert site.settled() == {"published": 5}
    assert board.histogram() == once_each(5)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("daemons", "posts"), [(2, 300), pytest.param(4, 5000, marks=pytest.mark.long)]
)
def test_13_several_daemons_share_a_burst_and_one_is_killed(postgres_site, board, daemons, posts):
    site = postgres_site
    board.latency = 0.01
    site.configure("look", channels=50)
    due = soon(4 + posts / 300)
    site.queue(posts, due)
    assert site.litfass("sync").returncode == 0
    first, *_ = [site.started() for _ in range(daemons)]
    wait_for(lambda: len(board.live) > posts // 10)
    first.kill()
    assert site.settled(120) == {"published": posts}
    assert board.histogram() == once_each(posts)
    shares = owners(site)
    assert len(shares) == daemons
    # The first was killed early; of the others none did much more than its share.
    assert max(list(shares.values())[1:]) < 2.5 * posts / max(daemons - 1, 1)
