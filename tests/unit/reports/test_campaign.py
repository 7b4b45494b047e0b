# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The campaign report on a campaign that really went through the dispatcher."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from scheduler.model.errors import ChannelBlocked
from scheduler.model.sentence import Sentence
from scheduler.reports.formats import document_csv, document_json, document_text
from scheduler.reports.page import document_page
from tests.support.season import CAMPAIGN, DAY


def tables(document):
    return json.loads(document_json(document, "en"))["tables"]


def row(document, table, **key):
    (found,) = [each for each in tables(document)[table] if key.items() <= each.items()]
    return found


def test_report_is_what_it_was_word_for_word(write, golden):
    assert document_text(write(), "de") == golden("campaign")


def test_post_on_two_channels_adds_each_metric_by_itself(document):
    shown = row(document, "posts", post="auftakt")
    assert (shown["reactions"], shown["shares"], shown["quotes"]) == (25, 11, 2)
    assert shown["interactions"] == 38


def test_post_without_figures_is_unknown_and_never_zero(document):
    shown = row(document, "posts", post="leicht")
    assert (shown["with_figures"], shown["reactions"], shown["interactions"]) == (0, None, None)


def test_reach_is_never_added(season, write):
    season.count("auftakt", "mastodon-land", 5 * DAY, reactions=20, shares=10, reach=500)
    assert row(write(), "posts", post="training")["reach"] == 9000
    assert row(write(), "channels", channel="mastodon-land")["reach"] is None


def test_post_for_two_regions_stands_in_both_rows_and_the_table_has_no_total(document):
    assert row(document, "regions", region="nord")["reactions"] == 1225
    assert row(document, "regions", region="sued")["reactions"] == 1200
    (section,) = [each for each in document.sections if each.key == "regions"]
    assert section.table.total is None
    assert "counts in each" in section.table.notes[0].en


def test_totals_of_channels_and_languages_are_those_of_the_posts(document):
    sections = {each.key: each.table for each in document.sections}
    totals = {
        key: dict(zip([column.key for column in table.columns], table.total, strict=True))
        for key, table in sections.items()
        if key in {"posts", "channels", "languages"}
    }
    assert {total["interactions"] for total in totals.values()} == {1272}
    assert {total["publications"] for total in totals.values()} == {4}


def test_rate_is_given_only_where_followers_at_publication_are_known(document):
    key = "interactions_per_1000_followers_at_publication"
    first = row(document, "publications", post="auftakt", channel="mastodon-land")
    assert first[key] == 15.0
    other = row(document, "publications", post="auftakt", channel="bluesky-land")
    assert (other["followers"], other[key]) == (None, None)


def test_other_campaigns_stay_out(write):
    assert "fremd" not in document_text(write(), "en")
    assert "fremd" in document_text(write(campaign=None), "en")


@pytest.mark.parametrize(
    ("after", "reactions"),
    [
        pytest.param(2 * DAY, None, id="before the first count"),
        pytest.param(3 * DAY, 20, id="at the instant of the count"),
        pytest.param(9 * DAY, 20, id="before the next count"),
        pytest.param(10 * DAY, 33, id="at the next count"),
    ],
)
def test_newest_figure_up_to_the_instant_counts(season, write, after, reactions):
    season.count("auftakt", "mastodon-land", 10 * DAY, reactions=33)
    shown = row(write(after), "publications", post="auftakt", channel="mastodon-land")
    assert shown.get("reactions") == reactions


def test_what_was_published_later_is_still_open_then(write):
    document = write(timedelta(hours=1))
    assert [each["post"] for each in tables(document)["posts"]] == ["auftakt"]
    assert row(document, "deliveries", channel="mastodon-land")["open"] == 2


@pytest.mark.parametrize("form", [document_text, document_csv, document_json, document_page])
def test_same_instant_gives_the_same_bytes_whatever_happens_later(season, write, form):
    before = form(write(4 * DAY), "de")
    season.rig.clock.jump(40 * DAY)
    season.rig.run()  # `kommt-noch` is late now, and held
    season.plan("neu", ["bluesky-land"], timedelta())
    season.count("auftakt", "mastodon-land", 5 * DAY, reactions=99)
    season.followers("bluesky-land", 700, 5 * DAY)
    season.figure("website_visits", 5, season.start + 6 * DAY, campaign=CAMPAIGN)
    assert form(write(4 * DAY), "de") == before


def test_without_an_instant_the_report_changes_only_with_the_news(season, write):
    before = document_text(write(), "en")
    season.rig.clock.jump(DAY)
    assert document_text(write(), "en") == before


def test_every_planned_publication_is_accounted_for(document):
    for shown in tables(document)["deliveries"]:
        parts = ("published", "failed", "missed", "held", "review", "cancelled", "open")
        assert shown["planned"] == sum(shown[part] for part in parts)
    assert row(document, "deliveries", channel="bluesky-land")["failed"] == 1


def test_gaps_are_said(document):
    said = {(gap["gap"], gap["channel"]) for gap in tables(document)["quality"]}
    assert ("Not counted yet", "mastodon-land") in said
    assert ("Followers", "bluesky-land") in said
    assert ("Not told by the channel", "bluesky-land") in said


def test_figure_by_hand_stands_in_where_the_platform_tells_nothing(season, write):
    about = {"post": "auftakt", "channel": "bluesky-land"}
    season.figure("comments", 7, season.start + 2 * DAY, **about)
    season.figure("reactions", 999, season.start + 2 * DAY, **about)
    shown = row(write(), "publications", **about)
    assert (shown["comments"], shown["reactions"]) == (7, 5)
    assert "Counted by hand" in {gap["gap"] for gap in tables(write())["quality"]}


def test_figure_of_no_campaign_belongs_to_the_only_one(season, write):
    season.figure("website_visits", 5, season.start + 2 * DAY)
    assert [each["value"] for each in tables(write())["figures"]] == [23]  # there is `andere`
    assert [each["value"] for each in tables(write(campaign=None))["figures"]] == [5, 23]


def test_figure_entered_after_the_as_of_date_for_a_day_before_it_says_so(season, write):
    counted, entered = season.start + 7 * DAY, season.start + 30 * DAY
    season.figure("website_visits", 5, counted, entered=entered, campaign=CAMPAIGN)
    late = row(write(8 * DAY), "figures", metric="Website visits")
    assert late["entered_later"] == "2027-04-07"
    assert row(write(8 * DAY), "figures", metric="Trainings held")["entered_later"] is None


def test_figure_of_a_later_day_is_not_in_an_earlier_report(write):
    assert tables(write(7 * DAY))["figures"] == []


def test_followers_that_a_person_read_give_a_rate_too(season, write):
    season.figure("followers", 400, season.start + timedelta(hours=3), channel="bluesky-land")
    shown = row(write(), "publications", post="auftakt", channel="bluesky-land")
    assert shown["interactions_per_1000_followers_at_publication"] == 20.0


def test_refused_access_is_a_gap(season, write):
    platform = season.platforms["bluesky-land"]
    platform.script.append(platform.refuse(ChannelBlocked(Sentence("Token.", "Token."))))
    season.plan("gesperrt", ["bluesky-land"], season.rig.clock.now() - season.start)
    season.rig.run()
    assert ("Access refused", "1 attempt, last on 2027-03-10") in {
        (gap["gap"], gap["details"]) for gap in tables(write())["quality"]
    }
    assert row(write(), "deliveries", channel="bluesky-land")["held"] == 1


def test_report_on_nothing_says_so(write):
    text = document_text(write(-DAY), "en")
    assert "Nothing was planned at this time." in text
    assert document_page(write(-DAY), "en").count("<table>") == 0


def test_csv_for_a_german_excel_has_mark_semicolons_and_commas(document):
    text = document_csv(document, "de", "excel-de")
    assert text.startswith("\ufeff")
    assert text.count("\ufeff") == 1
    assert "auftakt;mastodon-land;08.03.2027;20;10;;;30;2000;15,0;11.03.2027;" in text
