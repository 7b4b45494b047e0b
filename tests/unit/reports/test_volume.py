# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What went out, week by week, beside the same weeks of earlier years."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from scheduler.reports.report import Query, report
from scheduler.store import schema
from tests.support.clock import START
from tests.support.season import BERLIN, CAMPAIGN

YEAR = timedelta(days=371)  # the same ISO week a year before: 2026 has 53 of them


@pytest.fixture
def volume(season):
    """The report, after one of the season's posts was moved into the year before."""
    table, posts = schema.deliveries, schema.posts
    other = select(posts.c.id).where(posts.c.campaign == "andere")
    with season.database.write() as connection:
        row = connection.execute(select(table).where(table.c.post_id.in_(other))).one()
        moved = {"published_at": row.published_at - YEAR, "due_at": row.due_at - YEAR}
        connection.execute(update(table).where(table.c.id == row.id).values(**moved))

    def build(campaign=None, after=timedelta(days=8)):
        query = Query(season.start + after, BERLIN, campaign)
        with season.database.read() as connection:
            return report("volume").build(connection, query)

    return build


def table_of(document, key):
    (section,) = (each for each in document.sections if each.key == key)
    return section.table


def test_weeks_stand_beside_the_same_weeks_of_earlier_years(volume):
    table = table_of(volume(), "weeks")
    assert [column.key for column in table.columns] == ["week", "monday", "2026", "2027", "planned"]
    weeks = {row[0].en: row[2:] for row in table.rows}
    assert weeks == {"week 10": (1, 4, 0), "week 14": (0, 0, 1)}
    assert table.total[2:] == (1, 4, 1)


def test_summary_compares_the_year_so_far(volume):
    said = [each.en for each in volume().summary]
    assert said == ["2027 up to week 11: 4 publications.", "In the same weeks: 2026: 1."]


def test_campaign_has_only_its_own_years(volume):
    document = volume(CAMPAIGN)
    assert [column.key for column in table_of(document, "weeks").columns][2:] == ["2027", "planned"]
    assert document.summary[-1].en == "Nothing is recorded of earlier years."


def test_regions_topics_and_channels_are_told_apart(volume):
    document = volume()
    regions = {getattr(row[0], "en", row[0]): row[1:] for row in table_of(document, "regions").rows}
    channels = {row[0]: row[1:] for row in table_of(document, "channels").rows}
    assert regions["nord"] == (0, 3)
    assert regions["none named"] == (1, 1)
    assert channels == {"bluesky-land": (1, 1), "mastodon-land": (0, 3)}


def test_same_question_gets_the_same_document(volume):
    assert volume() == volume()


def test_empty_database_has_a_report_too(database):
    with database.read() as connection:
        document = report("volume").build(connection, Query(START, BERLIN))
    assert table_of(document, "weeks").rows == ()
