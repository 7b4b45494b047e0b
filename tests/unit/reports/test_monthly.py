# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A month beside the month before."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.reports.formats import document_text
from scheduler.reports.report import Query, report
from tests.support.season import BERLIN, CAMPAIGN, DAY


@pytest.fixture
def month(season):
    """The report on a month; on April 4th `auftakt` is counted again."""
    season.count("auftakt", "mastodon-land", 27 * DAY, reactions=44, shares=16)
    season.followers("mastodon-land", 2500, 23 * DAY)
    season.figure("cost", 123450, season.start + 2 * DAY, campaign=CAMPAIGN)
    season.figure("cost", 1000, season.start + 3 * DAY, campaign=CAMPAIGN)

    def build(first=None, after=30 * DAY):
        query = Query(season.start + after, BERLIN, CAMPAIGN, month=first)
        with season.database.read() as connection:
            return report("monthly").build(connection, query)

    return build


def rows(document, key):
    (section,) = (each for each in document.sections if each.key == key)
    return [
        dict(zip((column.key for column in section.table.columns), row, strict=True))
        for row in section.table.rows
    ]


def test_month_is_told_beside_the_month_before(month, golden):
    assert document_text(month(date(2027, 3, 1)), "en") == golden("monthly")


def test_without_a_month_the_last_one_that_is_over_is_taken(month):
    assert month() == month(date(2027, 3, 1))


def test_interactions_stand_in_the_month_in_which_they_came_in(month):
    document = month(date(2027, 4, 1), after=40 * DAY)
    assert rows(document, "totals")[2]["this"] == 60 - 30
    assert rows(document, "totals")[2]["before"] == 30 + 8 + 1234
    assert rows(document, "totals")[1]["this"] == 0


def test_running_month_ends_now(month):
    early = month(date(2027, 3, 1), after=3.5 * DAY)
    assert rows(early, "totals")[2]["this"] == 30 + 8
    assert early.facts[-1].value.en.startswith("2027-03-11")


def test_month_over_stays_as_it_was(month, season):
    before = month(date(2027, 3, 1), after=40 * DAY)
    season.count("training", "mastodon-land", 35 * DAY, reactions=5000)
    assert month(date(2027, 3, 1), after=40 * DAY) == before


def test_followers_change_from_beginning_to_end(month):
    (_, mastodon) = rows(month(date(2027, 3, 1)), "channels")
    assert (mastodon["followers"], mastodon["followers_change"]) == (2500, None)


def test_december_and_january_are_neighbours(month):
    document = month(date(2028, 1, 1), after=400 * DAY)
    assert document.title.de == "Monatsbericht Januar 2028"
    assert rows(document, "totals")[1] == {
        "what": rows(document, "totals")[1]["what"],
        "this": 0,
        "before": 0,
        "change": 0,
    }
