# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The goals in the campaign report."""

from __future__ import annotations

import json

import pytest

from scheduler.model.campaign import Goal
from scheduler.reports.formats import document_json, document_text
from scheduler.reports.page import document_page
from scheduler.store.figures import Correction, add_correction
from tests.support.season import CAMPAIGN, DAY


def goals(document, table="goals"):
    return json.loads(document_json(document, "en"))["tables"][table]


@pytest.fixture
def correct(season):
    def write_down(number, value, at):
        with season.database.write() as connection:
            add_correction(connection, number, Correction(value, "Zahlendreher", "anna", at))

    return write_down


def test_goals_stand_against_what_was_counted(document):
    trainings, approval, visits = goals(document)
    assert (trainings["baseline"], trainings["target"], trainings["actual"]) == (12, 40, 23)
    assert (trainings["standing"], trainings["sources"]) == ("on the way", "Liste")
    assert (approval["actual"], approval["standing"]) == (1225, "reached")
    assert approval["sources"] == "the platforms' counts"
    assert (visits["actual"], visits["reached_percent"]) == (None, None)
    assert visits["standing"] == "not known: there are no figures"


def test_summary_counts_how_the_goals_stand(document):
    assert "Goals (3): 1 reached, 1 on the way, 1 not known." in document_text(document, "en")


def test_split_goal_names_regions_that_have_no_figure(document):
    split = goals(document, "goal_parts")
    assert [(each["part"], each["actual"]) for each in split] == [("nord", 23), ("sued", None)]


def test_page_draws_the_goals_that_have_figures(document):
    page = document_page(document, "en")
    assert "Goals and where they stand: Reached in %" in page


def test_moved_goal_does_not_change_an_earlier_report(season, write):
    before = document_text(write(8 * DAY), "en")
    season.rig.clock.jump(20 * DAY)
    season.state(Goal("trainings", "trainings_held", "output", 20))
    assert document_text(write(8 * DAY), "en") == before
    assert [each["target"] for each in goals(write())] == [20]


def test_later_correction_does_not_change_an_earlier_report(season, write, correct):
    before = document_text(write(8 * DAY), "en")
    correct(1, 25, season.start + 20 * DAY)
    assert document_text(write(8 * DAY), "en") == before
    assert goals(write())[0]["actual"] == 25
    assert [each["note"] for each in goals(write(), "figures")] == [
        "corrected, first 23: Zahlendreher"
    ]


def test_goal_without_figures_is_a_gap(document):
    told = [(gap["gap"], gap["details"]) for gap in goals(document, "quality")]
    assert ("Goal without a figure", "besuche: there are no figures") in told


def test_campaign_without_goals_says_so(season, write):
    season.state()
    assert "The campaign had no goals at this time" in document_text(write(), "en")


def test_report_on_all_posts_has_no_goals(write):
    assert "goals" not in json.loads(document_json(write(campaign=None), "en"))["tables"]


def test_followers_of_one_account_can_be_a_goal(season, write):
    season.state(
        Goal(
            "konto",
            "followers",
            "output",
            3000,
            baseline=2000,
            source="samples",
            channel="mastodon-land",
        )
    )
    (shown,) = goals(write(campaign=CAMPAIGN))
    assert (shown["actual"], shown["reached_percent"]) == (2100, 10)
    assert shown["standing"] == "open: no due day"
