# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A press officer in a crisis, and a daemon that is about to publish twenty posts."""

from __future__ import annotations

import collections

import pytest

from scheduler import registry
from scheduler.bootstrap import SystemClock
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.end_to_end.test_daemon import Site, stop, wait_for

POSTS = 20


@pytest.fixture
def site(tmp_path):
    with SimulatorServer(World(SystemClock()), registry.dialects()) as server:
        site = Site(tmp_path, server)
        config = site.config.read_text(encoding="utf-8")
        site.config.write_text(config + "catch_up: 0s\n", encoding="utf-8")
        yield site
        site.end()


def held(site):
    return collections.Counter(site.states().values())["held"]


@pytest.mark.parametrize("way", ["command", pytest.param("file", marks=pytest.mark.long)])
def test_pause_stops_twenty_posts_that_are_due_and_resume_brings_each_once(site, way):
    daemon = site.daemon()
    for number in range(POSTS):
        site.write(f"post-{number}", 8, channels=["masto" if number % 2 else "blue"])
    wait_for(lambda: len(site.states()) == POSTS)
    if way == "command":
        assert site.litfass("pause", "--reason", "Hochwasser").returncode == 0
    else:
        (site.folder / "litfass.paused").touch()
    wait_for(lambda: held(site) == POSTS)
    assert site.texts() == []
    daemon.kill()
    daemon.wait()
    again = site.daemon()
    assert site.litfass("resume").returncode == 2
    assert site.texts() == []
    assert site.litfass("resume", "--publish").returncode == 0
    assert not (site.folder / "litfass.paused").exists()
    wait_for(lambda: len(site.texts()) >= POSTS)
    _, log = stop(again)
    assert sorted(site.texts()) == sorted(f"Beitrag post-{number}" for number in range(POSTS))
    assert ("pause.began" in log, "pause.ended" in log) == (True, True)


@pytest.mark.long
def test_pause_in_the_middle_of_a_burst_is_effective_within_five_seconds(site):
    for number in range(POSTS):
        site.write(f"post-{number}", number // 2)
    daemon = site.daemon()
    wait_for(lambda: len(site.texts()) >= 3)
    clock = SystemClock()
    begin = clock.monotonic()
    assert site.litfass("pause", "--reason", "Hochwasser").returncode == 0
    assert clock.monotonic() - begin < 5
    wait_for(lambda: "sending" not in site.states().values())
    arrived = len(site.texts())
    assert arrived < POSTS
    wait_for(lambda: held(site) == POSTS - arrived)
    assert len(site.texts()) == arrived
    stop(daemon)
