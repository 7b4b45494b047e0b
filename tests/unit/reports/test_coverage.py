# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which regions and topics were reached, and which were not."""

from __future__ import annotations

import pytest

from scheduler.reports.formats import document_text
from scheduler.reports.report import Query, report
from tests.support.clock import START
from tests.support.season import BERLIN, CAMPAIGN, DAY


@pytest.fixture
def cover(season):
    def build(weeks=2, as_of=None, campaign=CAMPAIGN):
        query = Query(season.rig.clock.now(), BERLIN, campaign, as_of, weeks)
        with season.database.read() as connection:
            return report("coverage").build(connection, query)

    return build


def table(document, key):
    (section,) = (each for each in document.sections if each.key == key)
    return [
        dict(zip((column.key for column in section.table.columns), row, strict=True))
        for row in section.table.rows
    ]


def test_regions_reached_and_not_reached_are_told(cover, golden):
    assert document_text(cover(), "en") == golden("coverage")


def test_later_weeks_say_how_long_nothing_was_heard(cover, season):
    document = cover(weeks=1, as_of=season.start + 15 * DAY)
    assert [(row["region"], row["weeks_since"]) for row in table(document, "gaps")] == [
        ("nord", 2),
        ("sued", 2),
        ("mitte", None),
    ]
    assert "0 of 3 regions were reached" in document.summary[0].en


def test_region_that_is_planned_says_from_when(cover, season):
    season.plan("kommt", ["bluesky-land"], 40 * DAY, regions=("mitte",))
    (mitte,) = (row for row in table(cover(), "gaps") if row["region"] == "mitte")
    assert mitte["next"].isoformat() == "2027-04-17"


def test_earlier_day_knows_only_what_had_gone_out_by_then(cover, season):
    before = cover(as_of=season.start + DAY / 2)
    season.plan("neu", ["bluesky-land"], regions=("mitte",))
    assert [row["posts"] for row in table(before, "gaps")] == [1, 0, 0]
    assert cover(as_of=season.start + DAY / 2) == before


def test_variants_and_channels_of_a_post_count_once(cover, season):
    now = season.rig.clock.now() - season.start
    season.plan("drei", ["bluesky-land", "mastodon-land"], now, regions=("mitte",))
    season.plan("drei@en", ["bluesky-land"], now, regions=("mitte",), lang="en")
    season.rig.run()
    (mitte,) = (row for row in table(cover(), "weeks") if row["region"] == "mitte")
    assert mitte["sum"] == 1


def test_where_nobody_names_regions_this_is_said(database):
    with database.read() as connection:
        document = report("coverage").build(connection, Query(START, BERLIN))
    assert "names regions" in document.summary[0].en
