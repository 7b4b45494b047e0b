# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The channels side by side."""

from __future__ import annotations

import pytest

from scheduler.reports.formats import document_text
from scheduler.reports.report import Query, report
from tests.support.season import BERLIN, CAMPAIGN, DAY


@pytest.fixture
def compare(season):
    def build(as_of=None):
        query = Query(season.rig.clock.now(), BERLIN, CAMPAIGN, as_of)
        with season.database.read() as connection:
            return report("channels").build(connection, query)

    return build


def test_channels_stand_side_by_side_with_what_each_tells(compare, golden):
    assert document_text(compare(), "en") == golden("channels")


def test_before_anything_was_out_there_is_nothing_to_compare(compare, season):
    document = compare(season.start - DAY)
    assert [each.en for each in document.summary] == ["Nothing was published until then."]


def test_a_day_later_the_day_before_is_still_the_same(compare, season):
    before = compare(season.start + 5 * DAY)
    season.count("leicht", "mastodon-land", 9 * DAY, reactions=99)
    assert compare(season.start + 5 * DAY) == before


def test_rates_are_medians_over_single_publications_and_never_of_added_reach(compare, season):
    for post, reactions, reach in (("auftakt", 50, 1000), ("leicht", 10, 400)):
        season.count(post, "mastodon-land", 6 * DAY, reactions=reactions, reach=reach)
    (section,) = (each for each in compare().sections if each.key == "rates")
    rows = {row[0]: row[1:] for row in section.table.rows}
    # auftakt: (50 + 10 shares) of 1,000; training: 1,234 of 9,000; leicht: 10 of 400
    assert rows["mastodon-land"][2:4] == (6.0, 3)
    assert rows["mastodon-land"][0:2] == (None, 0)
    assert rows["bluesky-land"] == (None, 0, None, 0, None, 0)
