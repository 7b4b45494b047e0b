# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json

from scheduler.reports.formats import document_json, document_text
from tests.support.season import DAY


def sources(document):
    return json.loads(document_json(document, "en"))["tables"]["sources"]


def test_each_figure_has_a_source_that_is_named(document):
    told = {(each["source"], each["way"]): each for each in sources(document)}
    assert set(told) == {
        ("bluesky-land", "counted by the platform"),
        ("mastodon-land", "counted by the platform"),
        ("Liste", "counted by people"),
    }
    assert told["Liste", "counted by people"]["metrics"] == "Trainings held"
    mastodon = told["mastodon-land", "counted by the platform"]
    assert mastodon["metrics"] == "Reactions, Shares, Reach, Followers"
    assert (mastodon["figures"], mastodon["first"]) == (7, "2027-03-08")


def test_figure_read_by_a_person_is_not_said_to_be_the_platforms(season, write):
    about = {"post": "auftakt", "channel": "bluesky-land"}
    season.figure("comments", 7, season.start + 2 * DAY, **about)
    told = {each["source"]: each["metrics"] for each in sources(write())}
    assert told["bluesky-land"] == "Reactions, Shares, Quotes"
    assert told["Liste"] == "Replies, Trainings held"


def test_report_without_figures_says_so(write):
    assert "There are no figures." in document_text(write(-DAY), "en")
