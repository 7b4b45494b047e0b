# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenarios 1 to 8: kill -9 at every place of the way, on every class of platform."""

from __future__ import annotations

import sqlite3
import threading

import pytest
from PIL import Image

from tests.faults.board import accepted, silence
from tests.faults.chaos import chaos
from tests.faults.site import dies, once_each, soon, stop, wait_for

pytestmark = pytest.mark.faults

PROVABLE = ["look", "natural", "keyed", "twophase", "refusing"]
KILL = "SIGKILL"
WORKERS = 20


def killed_and_restarted(site, place, *, visit=1):
    """Let a daemon die at `place`, start another, and return the states it ends with."""
    site.queue(1, soon(1))
    dies(site.start(fault=f"{place}:{visit}:{KILL}"))
    daemon = site.started()
    states = site.settled()
    assert stop(daemon) == 0
    return states


@pytest.mark.parametrize("place", ["marking"], ids=["1 before the claim is committed"])
def test_kill_before_the_mark_sends_once_after_the_restart(site, board, place):
    site.configure("neither")
    assert killed_and_restarted(site, place) == {"published": 1}
    assert board.histogram() == once_each(1)


def test_2_kill_while_media_are_prepared_takes_the_claim_back(site, board):
    site.configure("neither")
    Image.new("RGB", (64, 32), "grey").save(site.folder / "posts" / "bild.png")
    site.queue(1, soon(1), media=[{"file": "bild.png", "alt": "Eine graue Fläche"}])
    dies(site.start(fault=f"preparing:1:{KILL}"))
    assert site.states() == {"claimed": 1}
    site.started()
    assert site.settled() == {"published": 1}
    assert board.histogram() == once_each(1)


@pytest.mark.parametrize("kind", PROVABLE)
@pytest.mark.parametrize(
    "place",
    ["marked", "sending", "answered", "recording", "recorded"],
    ids=["3 marked", "3 before the wire", "5 answered", "5 before the outcome", "6 recorded"],
)
def test_kill_is_settled_by_asking_and_never_sends_twice(sqlite_site, board, kind, place):
    sqlite_site.configure(kind)
    assert killed_and_restarted(sqlite_site, place) == {"published": 1}
    assert board.histogram() == once_each(1)


@pytest.mark.parametrize(
    ("place", "arrivals"),
    [("marked", 0), ("sending", 0), ("answered", 1), ("recording", 1)],
    ids=["3 marked", "3 before the wire", "5 answered", "5 before the outcome"],
)
def test_kill_where_nobody_can_be_asked_leaves_it_to_a_person(site, board, place, arrivals):
    site.configure("neither")
    assert killed_and_restarted(site, place) == {"review": 1}
    assert len(board.live) == arrivals
    (delivery,) = site.deliveries()
    assert "litfass confirm" in delivery["reason"]


def test_6_kill_after_the_outcome_leaves_nothing_to_do(site, board):
    site.configure("neither")
    assert killed_and_restarted(site, "recorded") == {"published": 1}
    assert board.posts() == 1


@pytest.mark.parametrize("kind", [*PROVABLE, "neither"])
def test_4_kill_while_the_platform_keeps_its_answer(sqlite_site, board, kind):
    site, released = sqlite_site, threading.Event()
    site.configure(kind)
    accepting = "/containers/" if kind == "twophase" else "/letters"
    board.plan(accepted(silence(released)), path=accepting)
    site.queue(1, soon(1))
    daemon = site.start()
    wait_for(lambda: board.live)
    daemon.kill()
    dies(daemon)
    released.set()
    site.started()
    assert site.settled() == ({"review": 1} if kind == "neither" else {"published": 1})
    assert board.histogram() == once_each(1)


@pytest.mark.parametrize("place", ["looking", "looked"])
def test_7_kill_in_the_middle_of_a_look_twice_in_a_row(site, board, place):
    site.configure("look")
    site.queue(1, soon(1))
    dies(site.start(fault=f"answered:1:{KILL}"))
    for _ in range(2):
        dies(site.start(fault=f"{place}:1:{KILL}"))
    site.started()
    assert site.settled() == {"published": 1}
    assert board.histogram() == once_each(1)


@pytest.mark.parametrize("kind", ["look", "natural", "neither"])
def test_8_kills_at_random_in_a_stream_of_posts(sqlite_site, board, kind):
    site = sqlite_site
    site.configure(kind, channels=20)
    toll = chaos(site, board, kills=6, posts=120, seed=8)
    states = site.settled(90)
    assert max(board.histogram().values()) == 1
    if kind == "neither":
        assert max(toll.doubts) <= WORKERS
        assert states["published"] + states["review"] == 120
    else:
        assert states == {"published": 120}
        assert len(board.live) == 120


@pytest.mark.parametrize("kind", ["look", "neither"])
def test_42_restored_backup_sends_nothing_that_is_live(sqlite_site, board, kind):
    site = sqlite_site
    site.configure(kind)
    site.queue(2, soon(6))
    first = site.started()
    wait_for(lambda: site.states() == {"planned": 2})
    with sqlite3.connect(site.folder / "litfass.db") as source:
        with sqlite3.connect(site.folder / "sicherung.db") as copy:
            source.backup(copy)
        copy.close()
    source.close()
    wait_for(lambda: len(board.live) == 2)
    assert stop(first) == 0
    for path in site.folder.glob("litfass.db*"):
        if not path.name.endswith((".key", ".lock")):
            path.unlink()
    (site.folder / "sicherung.db").rename(site.folder / "litfass.db")
    site.started()
    assert site.settled() == {"published" if kind == "look" else "held": 2}
    assert board.histogram() == once_each(2)
