# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answer to a question from parliament."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from scheduler.reports.formats import document_text
from scheduler.reports.report import Query, report
from scheduler.store import schema
from tests.support.season import BERLIN, CAMPAIGN, DAY


@pytest.fixture
def asked(season):
    """The answer, after an approval that stood, one that was voided before, and two bills."""
    season.figure("cost", 123450, season.start + DAY, campaign=CAMPAIGN)
    season.figure("cost", 50000, season.start + 20 * DAY, campaign=CAMPAIGN)
    approve(season, "auftakt", "anna", -2 * DAY)
    approve(season, "training", "ben", -2 * DAY, voided=-DAY)
    approve(season, "training", "cleo", DAY / 2)
    approve(season, "leicht", "anna", 5 * DAY)

    def build(after):
        query = Query(season.rig.clock.now(), BERLIN, CAMPAIGN, season.start + after)
        with season.database.read() as connection:
            return report("as-of").build(connection, query)

    return build


def approve(season, post, person, after, voided=None):
    with season.database.write() as connection:
        connection.execute(
            insert(schema.approvals).values(
                at=season.start + after,
                post_id=post,
                hash="hash",
                person=person,
                vote="approve",
                content=[],
                digests=[],
                voided_at=None if voided is None else season.start + voided,
            )
        )


def test_answer_says_what_when_where_by_whom_and_at_what_cost(asked, golden):
    assert document_text(asked(30 * DAY), "en") == golden("as_of")


def test_what_was_entered_later_is_not_part_of_an_earlier_answer(asked):
    said = [each.en for each in asked(10 * DAY).summary]
    assert "Cost (euros): 1,234.50 (sum of what was entered)." in said


def test_the_same_day_gives_the_same_answer_whatever_happened_since(asked, season):
    before = asked(3 * DAY)
    approve(season, "auftakt", "ben", 4 * DAY)
    season.plan("neu", ["mastodon-land"], 5 * DAY)
    assert asked(3 * DAY) == before


def test_nothing_entered_is_not_nothing_spent(asked):
    assert "does not mean" in asked(DAY / 2).summary[-1].en
