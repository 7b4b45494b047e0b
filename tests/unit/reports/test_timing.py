# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""When posts were received well, and when nothing can be said."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from scheduler.reports.formats import document_text
from scheduler.reports.report import Query, report
from scheduler.reports.timing import Reception
from scheduler.store.report_queries import counts_at_age
from tests.support.clock import START
from tests.support.season import BERLIN, DAY, Season

WEEKS = 12


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A channel on which Tuesdays get thrice what Thursdays get, and one with a single post."""
    from scheduler.store.database import open_database  # noqa: PLC0415
    from scheduler.store.upgrade import upgrade  # noqa: PLC0415

    opened = open_database(f"sqlite:///{tmp_path_factory.mktemp('year') / 'litfass.db'}")
    upgrade(opened, START)
    season = Season(opened)
    for week in range(WEEKS):
        for day, name in ((1, "di"), (3, "do")):
            season.plan(f"{name}{week}", ["mastodon-land"], timedelta(days=7 * week + day))
    season.plan("allein", ["bluesky-land"], DAY)
    season.publish_until(timedelta(days=7 * WEEKS))
    for week in range(WEEKS):
        for day, name, number in ((1, "di", 300), (3, "do", 100)):
            at = timedelta(days=7 * week + day)
            season.count(f"{name}{week}", "mastodon-land", at + 7 * DAY, reactions=number + week)
            season.count(f"{name}{week}", "mastodon-land", at + 30 * DAY, reactions=9999)
    season.count("allein", "bluesky-land", 8 * DAY, reactions=5)
    yield season
    opened.close()


def build(season, after=200 * DAY):
    query = Query(START, BERLIN, None, START + after)
    with season.database.read() as connection:
        return report("timing").build(connection, query)


def rows(document, key):
    (section,) = (each for each in document.sections if each.key == key)
    return {row[0].en: row[1:] for row in section.table.rows}


def test_weekdays_are_told_with_how_sure_they_are(year):
    number, middle, low, high, note = rows(build(year), "weekdays")["Tuesday"]
    assert (number, note) == (WEEKS, None)
    assert 1.4 < low <= middle <= high < 1.6
    assert rows(build(year), "weekdays")["Thursday"][1] < 1


def test_weekday_and_hours_together_are_told_where_there_are_enough(year):
    (cells,) = (each for each in build(year).sections if each.key == "cells")
    numbers = rows(build(year), "grid")
    assert [row[2] for row in cells.table.rows] == [
        number for told in numbers.values() for number in told if number >= 6
    ]
    assert all(low <= middle <= high for *_, middle, low, high in cells.table.rows)


def test_no_weekday_and_hours_together_are_told_where_there_are_too_few(year):
    (cells,) = (each for each in build(year, 25 * DAY).sections if each.key == "cells")
    assert cells.table is None
    assert "nothing can be said" in cells.paragraphs[0].en


def test_report_reads_as_it_should(year, golden):
    assert document_text(build(year), "en") == golden("timing")


def test_summary_names_only_what_stands_out(year):
    said = [each.en for each in build(year).summary]
    assert said[0] == "Looked at: 24 publications that were counted a week after they went out."
    assert said[1].startswith("Tuesday: more than usual")
    assert said[2].startswith("Thursday: less than usual")
    assert len(said) == 3


def test_with_few_publications_nothing_is_said(year):
    document = build(year, 25 * DAY)
    number, middle, low, high, note = rows(document, "weekdays")["Tuesday"]
    assert (middle, low, high) == (None, None, None)
    assert note.en == f"too few to say anything ({number} of 6)"
    assert document.summary[-1].en == "No weekday and no time of day stands out demonstrably."


def test_channel_with_one_publication_has_no_as_usual(year):
    assert sum(row[0] for row in rows(build(year), "weekdays").values()) == 2 * WEEKS


def test_figures_of_another_age_do_not_count(year):
    document = build(year, 6 * DAY)
    assert document.summary[0].en.startswith("No publication has figures yet")


def test_grid_counts_every_publication_once(year):
    grid = rows(build(year), "grid")
    assert sum(sum(cells) for cells in grid.values()) == 2 * WEEKS
    assert grid["Tuesday"][2] + grid["Tuesday"][3] == WEEKS


@pytest.mark.parametrize(
    ("hour", "block"), [(0, (0, 6)), (5, (0, 6)), (6, (6, 9)), (23, (21, 24))], ids=str
)
def test_every_hour_has_its_block(hour, block):
    assert Reception(datetime(2027, 3, 8, hour, 59, tzinfo=BERLIN), 1.0).block == block


def test_figures_are_taken_at_the_age_asked_for(season):
    season.count("auftakt", "mastodon-land", 6 * DAY, reactions=1)
    season.count("auftakt", "mastodon-land", 7 * DAY, reactions=2)
    season.count("auftakt", "mastodon-land", 9 * DAY, reactions=3)
    known = season.rig.delivery("auftakt", "mastodon-land").id
    with season.database.read() as connection:
        for as_of, taken in ((30 * DAY, 2), (6.5 * DAY, 1)):
            found = counts_at_age(connection, None, START + as_of, 7 * DAY, DAY)
            assert found[known]["reactions"].value == taken
