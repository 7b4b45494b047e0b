# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenarios 20 to 23: the wall clock steps, or is wrong from the start."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from tests.faults.site import once_each, soon, wait_for

pytestmark = pytest.mark.faults
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
needs_faketime = pytest.mark.skipif(
    not LIBRARIES, reason="faketime is not installed (Debian: apt install faketime)"
)
HOUR = 3600


class FalseClock:
    """The wall clock of a daemon, which can be set; clocks that never step stay true."""

    def __init__(self, folder):
        self._file = folder / "faketime"
        self.set("+0")
        self.environment = {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, value):
        self._file.write_text(f"{value}\n", encoding="ascii")


@pytest.fixture
def clock(tmp_path):
    return FalseClock(tmp_path)


@needs_faketime
def test_20_jump_ahead_sends_nothing_until_the_clock_is_right_again(sqlite_site, board, clock):
    site = sqlite_site
    site.configure("neither")
    site.queue(3, soon(HOUR - 300))
    site.started(**clock.environment)
    wait_for(lambda: site.states() == {"planned": 3})
    clock.set("+3600")
    wait_for(lambda: "60 minutes fast" in site.log())
    assert board.posts() == 0
    clock.set("+0")
    wait_for(lambda: "claims.released" in site.log())
    site.queue(1, soon(1), name="jetzt")
    wait_for(lambda: site.states() == {"planned": 3, "published": 1})
    assert board.histogram() == {"jetzt-0": 1}


@needs_faketime
def test_20_jump_ahead_that_the_platform_confirms_sends_what_is_due(sqlite_site, board, clock):
    site = sqlite_site
    site.configure("neither")
    site.queue(2, soon(HOUR - 300))
    site.started(**clock.environment)
    wait_for(lambda: site.states() == {"planned": 2})
    board.clock_ahead = HOUR
    clock.set("+3600")
    assert site.settled() == {"published": 2}
    assert "clock.doubted" in site.log()
    assert board.histogram() == once_each(2)


@needs_faketime
def test_21_step_back_sends_nothing_twice_and_chores_go_on(sqlite_site, board, clock):
    site = sqlite_site
    site.configure("neither")
    site.queue(2, soon(1), name="vorher")
    site.started(**clock.environment)
    wait_for(lambda: len(board.live) == 2)
    clock.set("-3600")
    wait_for(lambda: "clock.stepped" in site.log())
    site.queue(1, soon(0) - timedelta(seconds=HOUR - 4), name="neu")
    wait_for(lambda: board.histogram().get("neu-0") == 1)
    site.queue(1, soon(2), name="spaeter")
    wait_for(lambda: site.states().get("planned") == 1)
    time.sleep(4)
    assert board.histogram() == {**once_each(2, "vorher"), "neu-0": 1}
    clock.set("+0")
    wait_for(lambda: board.histogram().get("spaeter-0") == 1)
    assert max(board.histogram().values()) == 1


@needs_faketime
@pytest.mark.parametrize("year", [1970, 2200])
def test_22_impossible_year_at_the_start_sends_nothing_and_says_so(sqlite_site, board, clock, year):
    site = sqlite_site
    site.configure("neither")
    site.queue(1, soon(1))
    assert site.litfass("sync").returncode == 0
    clock.set(f"@{year}-06-01 00:00:00")
    site.started(**clock.environment)
    wait_for(lambda: f"year {year}" in site.log())
    time.sleep(3)
    assert board.posts() == 0


ZONES = [
    pytest.param("Europe/Berlin", "2027-03-28 02:30", id="Berlin, an hour is missing"),
    pytest.param("Australia/Lord_Howe", "2027-10-03 02:15", id="Lord Howe, half an hour is"),
]


@pytest.mark.parametrize(("zone", "gap"), ZONES)
def test_23_time_that_does_not_exist_is_refused_with_its_place(sqlite_site, zone, gap):
    site = sqlite_site
    site.configure("neither")
    post = {
        "id": "luecke",
        "publish_at": gap,
        "timezone": zone,
        "status": "ready",
        "channels": site.channels(),
        "text": "Hallo",
    }
    (site.folder / "posts" / "luecke.yaml").write_text(yaml.safe_dump(post), encoding="utf-8")
    answer = site.litfass("check")
    assert answer.returncode == 1
    assert "luecke.yaml:" in answer.stdout
    assert "T01" in answer.stdout


OVERLAPS = [
    pytest.param("Europe/Berlin", "2027-10-31 02:30", 3600, id="Berlin"),
    pytest.param("Australia/Lord_Howe", "2027-04-04 01:45", 1800, id="Lord Howe"),
]


@pytest.mark.parametrize(("zone", "at", "apart"), OVERLAPS)
def test_23_time_that_exists_twice_is_one_delivery_at_the_chosen_instant(
    sqlite_site, zone, at, apart
):
    site = sqlite_site
    site.configure("neither")
    for fold, name in enumerate(("first", "second")):
        post = {
            "id": name,
            "publish_at": at,
            "timezone": zone,
            "fold": fold,
            "status": "ready",
            "channels": site.channels(),
            "text": f"Hallo {name}",
        }
        path = site.folder / "posts" / f"{name}.yaml"
        path.write_text(yaml.safe_dump(post), encoding="utf-8")
    assert site.litfass("sync").returncode == 0
    rows = site.rows("SELECT post_id, due_at FROM deliveries")
    assert len(rows) == 2
    due = {row.post_id: row.due_at for row in rows}
    assert due["second"] - due["first"] == apart * 1000
