# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The views for other programs: their names and columns stay, and both databases agree."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import inspect

from scheduler.model.amounts import decimals_of
from scheduler.model.metrics import METRICS
from scheduler.store.bi_views import VIEWS, rows
from scheduler.store.figures import Correction, add_correction
from tests.support.season import CAMPAIGN, DAY, Season

DOCS = Path(__file__).parents[3] / "docs"
KINDS = {
    "text": "TEXT",
    "list": "TEXT",
    "integer": "BIGINT|INTEGER",
    "number": "NUMERIC",
    "instant": "TIMESTAMP",
    "day": "DATE",
}
# What must never be seen through them: persons, secrets, texts of posts, answers, free notes.
NEVER = {"actor", "person", "sealed", "message", "excerpt", "note", "reason", "account", "file"}


@pytest.fixture
def season(database):
    made = Season(database)
    made.run()
    made.figure("cost", 123450, made.start, campaign=CAMPAIGN)
    made.figure("press_mentions", 7, made.start, campaign=CAMPAIGN)
    made.figure("press_mentions", 9, made.start, campaign=CAMPAIGN)
    with database.write() as connection:
        add_correction(connection, 2, Correction(123400, "typo", "anna", made.start))
        add_correction(connection, 3, Correction(8, "typo", "anna", made.start))
        add_correction(connection, 3, Correction(6, "again", "anna", made.start + DAY))
        add_correction(connection, 4, Correction(None, "twice", "anna", made.start))
    return made


def read(season, name):
    with season.database.read() as connection:
        keys = list(VIEWS[name].columns)
        return [dict(zip(keys, row, strict=True)) for row in rows(connection, VIEWS[name])]


def test_views_have_the_promised_columns_and_types_and_nothing_else(database):
    with database.read() as connection:
        found = inspect(connection)
        assert {name for name in found.get_view_names() if name.startswith("bi_")} == set(VIEWS)
        for view in VIEWS.values():
            columns = found.get_columns(view.name)
            assert [each["name"] for each in columns] == list(view.columns)
            assert not NEVER & set(view.columns)
            if not database.is_sqlite:  # SQLite declares no types of what a view works out
                types = [str(each["type"]) for each in columns]
                wanted = [KINDS[kind] for kind in view.columns.values()]
                fits = [bool(re.match(*each)) for each in zip(wanted, types, strict=True)]
                assert all(fits), (view.name, types)


def test_both_databases_give_the_same_values(season):
    (auftakt,) = [each for each in read(season, "bi_posts") if each["post"] == "auftakt"]
    assert auftakt == {
        "post": "auftakt",
        "original": "auftakt",
        "campaign": CAMPAIGN,
        "status": "ready",
        "lang": "de",
        "topics": '["mut"]',
        "regions": '["nord"]',
        "tags": "[]",
        "publish_at": None,
        "deliveries": 2,
        "published": 2,
        "first_published_at": "2027-03-08T08:30:00Z",
        "first_seen_at": "2027-03-08T08:30:00Z",
        "gone_at": None,
    }


def test_deliveries_say_how_late_they_were_and_channels_what_went_out(season):
    live = [each for each in read(season, "bi_deliveries") if each["published_at"]]
    assert {(each["lateness_seconds"], each["parts"], each["deleted_at"]) for each in live} == {
        (0, 1, None)
    }
    channels = {each["channel"]: each["published"] for each in read(season, "bi_channels")}
    assert sum(channels.values()) == len(live) == 5


def test_newest_sample_of_each_series_stands_alone_among_the_latest(season):
    every, latest = read(season, "bi_samples"), read(season, "bi_samples_latest")
    followers = [each["value"] for each in every if each["metric"] == "followers"]
    assert followers == [2000, 2100]
    assert [each["value"] for each in latest if each["metric"] == "followers"] == [2100]
    assert len(latest) == len(every) - 1
    assert {each["platform"] for each in every if each["delivery"]} != {None}


def test_figures_are_as_corrected_in_their_unit_and_without_those_taken_back(season):
    found = {each["metric"]: each for each in read(season, "bi_figures")}
    told = {name: (each["value"], each["corrected"]) for name, each in found.items()}
    assert told == {"trainings_held": (23, 0), "cost": (1234, 1), "press_mentions": (6, 1)}
    assert found["cost"]["counted_on"].isoformat() == "2027-03-08"
    season.figure("cost", 5, season.start + timedelta(days=1))
    assert read(season, "bi_figures")[-1]["value"] == Decimal("0.05")


def test_views_know_each_metric_that_is_kept_in_a_smaller_unit(season):
    broken = {metric.id for metric in METRICS if decimals_of(metric.id)}
    for name in broken:
        season.figure(name, 150, season.start + 2 * DAY)
    values = {each["metric"]: each["value"] for each in read(season, "bi_figures")}
    assert {name: values[name] for name in broken} == dict.fromkeys(broken, Decimal("1.5"))


@pytest.mark.parametrize("page", ["bi.md", "bi.de.md"])
@pytest.mark.parametrize("view", list(VIEWS.values()), ids=lambda view: view.name)
def test_each_column_is_described_in_both_languages(page, view):
    text = (DOCS / page).read_text(encoding="utf-8")
    section = text.partition(f"\n### {view.name}\n")[2].partition("\n##")[0]
    described = re.findall(r"(?m)^\| `(\w+)` \|", section)
    if view.name == "bi_samples_latest":
        assert "`bi_samples`" in section
    else:
        assert described == list(view.columns)
