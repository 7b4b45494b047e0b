# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Months of a repetition, a pool and a series, against the simulator on a jumping clock."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.bootstrap import read_settings
from scheduler.model.delivery import State
from scheduler.rehearsal import JumpingClock, Rehearsal
from scheduler.simulator.timeline import Viewer

BERLIN = ZoneInfo("Europe/Berlin")
CONFIG = """\
timezone: Europe/Berlin
holidays: DE-HE
sampling: [28d]
channels:
  land: {platform: mastodon, url: "https://social.example", token: {env: NO_SUCH_TOKEN}}
pools:
  mut: {channels: [land], slots: ["wed 12:00"]}
"""
WEEKLY = """\
status: ready
channels: [land]
repeat: {cron: "CRON", until: 2027-04-30, except: [holidays]}
text: "Folge {{ occurrence }}"
"""
EVERGREEN = """\
status: ready
evergreen: {pool: mut, min_distance: 10d}
text: Dauerbrenner
"""
SERIES = """\
event: {id: kassel, title: T, starts_at: 2027-04-23 10:00, status: planned}
defaults: {channels: [land]}
steps:
  - {id: termin, offset: -28d, at: "10:00", shift: previous_workday, text: Termin}
  - {id: danke, offset: +1d, at: "11:00", shift: next_workday, text: Danke}
"""
START = datetime(2027, 3, 1, 6, tzinfo=UTC)
END = datetime(2027, 5, 4, tzinfo=UTC)


@pytest.fixture
def season(tmp_path):
    """The workspace, run for nine weeks; one day, the weekly hour is moved after the post."""
    (tmp_path / "posts" / "_series").mkdir(parents=True)
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    weekly = tmp_path / "posts" / "woche.yaml"
    weekly.write_text(WEEKLY.replace("CRON", "30 2 * * sun"), encoding="utf-8")
    (tmp_path / "posts" / "immer.yaml").write_text(EVERGREEN, encoding="utf-8")
    (tmp_path / "posts" / "_series" / "kassel.yaml").write_text(SERIES, encoding="utf-8")
    clock = JumpingClock(START)
    settings = read_settings(tmp_path / "config.yaml")
    edits = {datetime(2027, 4, 11, 6, tzinfo=UTC): "0 9 * * sun"}

    def pace(_step):
        for at in [each for each in edits if each <= clock.now()]:
            weekly.write_text(WEEKLY.replace("CRON", edits.pop(at)), encoding="utf-8")
            rehearsal.sync()

    viewer = Viewer("de", "Europe/Berlin")
    with Rehearsal(settings, tmp_path / "rehearsal", clock=clock, viewer=viewer) as rehearsal:
        rehearsal.lose_one_answer("mastodon")
        rehearsal.sync()
        list(rehearsal.run(END, pace))
        return rehearsal.outcome(())


def local_times(outcome, post):
    return [
        f"{each.due_at.astimezone(BERLIN):%m-%d %H:%M} #{each.occurrence}"
        for each in outcome.deliveries
        if each.post == post and each.state is State.PUBLISHED
    ]


def test_season_goes_out_once_at_every_time_whatever_clocks_and_editors_do(season):
    # On 28 March clocks are set ahead at 2:00. On 11 April the rule is moved from 2:30 to 9:00
    # when the post of that day is out; what was planned for later (#7, #8) gives way.
    assert local_times(season, "woche") == [
        "03-07 02:30 #1",
        "03-14 02:30 #2",
        "03-21 02:30 #3",
        "03-28 03:00 #4",
        "04-04 02:30 #5",
        "04-11 02:30 #6",
        "04-18 09:00 #9",
        "04-25 09:00 #10",
    ]
    assert local_times(season, "immer") == [
        "03-03 12:00 #1",
        "03-17 12:00 #2",
        "03-31 12:00 #3",
        "04-14 12:00 #4",
        "04-28 12:00 #5",
    ]
    assert local_times(season, "kassel.termin") == ["03-25 10:00 #1"]
    assert local_times(season, "kassel.danke") == ["04-26 11:00 #1"]
    assert season.arrivals == Counter(each.state for each in season.deliveries)[State.PUBLISHED]
