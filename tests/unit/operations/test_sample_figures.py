# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The made-up figures of the sample campaign, and its goals: the demo must be able to use them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from scheduler.authoring.campaign_file import read_campaign
from scheduler.authoring.figure_files.entries import Sheet
from scheduler.authoring.figure_files.spreadsheet import read_table
from scheduler.yaml_source import read_file

POSTS = Path(__file__).resolve().parents[3] / "posts"
REHEARSED_UNTIL = date(2027, 5, 19)


def test_sample_figures_are_read_without_a_word_and_say_that_they_are_made_up():
    sheet = Sheet(REHEARSED_UNTIL)
    (file,) = (POSTS / "_figures").glob("*.csv")
    read_table(file.read_bytes(), file.name, sheet)
    assert sheet.findings == []
    assert all("(erfunden)" in (entry.source or "") for entry in sheet.entries)


def test_some_goal_of_the_sample_has_figures_and_some_has_none():
    sheet = Sheet(REHEARSED_UNTIL)
    (file,) = (POSTS / "_figures").glob("*.csv")
    read_table(file.read_bytes(), file.name, sheet)
    counted = {entry.metric for entry in sheet.entries}
    path = POSTS / "_campaigns/da-geht-noch-was.yaml"
    reading = read_campaign(
        read_file(path, path.name), path.stem, ("mastodon-land", "bluesky-land")
    )
    assert reading.findings == ()
    wanted = {goal.metric for goal in reading.campaign.goals if goal.source != "samples"}
    assert counted < wanted
