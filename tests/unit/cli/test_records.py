# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`records`: exports for the files of a case, and what is said when they were changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from scheduler.store.link_checks import LinkCheck, save_link_check

# The clock of the season is ahead of the machine's.
EXPORT = ("records", "export", "--case", "AZ 1", "--as-of", "2027-03-31")
pytestmark = pytest.mark.usefixtures("season")


def test_export_of_a_campaign_verifies_until_it_is_changed(litfass, tmp_path):
    ran = litfass(*EXPORT, "--campaign", "geht-noch", "-o", "akte", "--json")
    assert (ran.code, ran.json["posts"], ran.json["case"]) == (0, 3, "AZ 1")
    assert litfass("records", "verify", "akte").code == 0
    (tmp_path / "akte" / "index.html").write_text("x")
    ran = litfass("records", "verify", "akte", "--lang", "de")
    assert (ran.code, ran.out) == (1, "index.html wurde verändert.\n")


def test_days_are_both_included(litfass):
    days = ("--from", "2027-03-09", "--to", "2027-03-10")
    assert litfass(*EXPORT, *days, "-o", "akte.zip", "--json").json["posts"] == 3
    assert litfass(*EXPORT, *days[:2], "--to", "2027-03-09", "-o", "b", "--json").json["posts"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param([*EXPORT, "-o", "a"], "Name posts", id="nothing chosen"),
        pytest.param([*EXPORT, "nie", "-o", "a"], "No post was live", id="unknown post"),
        pytest.param([*EXPORT, "--from", "2027-02-30", "-o", "a"], "is no day", id="no day"),
        pytest.param([*EXPORT, "--to", "9999-12-31", "-o", "a"], "is no day", id="last of days"),
        pytest.param([*EXPORT, "auftakt", "--as-of", "gestern", "-o", "a"], "gestern", id="as of"),
        pytest.param(
            ["records", "export", "--case", " ", "auftakt", "-o", "a"], "--case", id="no case"
        ),
        pytest.param(["records", "verify", "a"], "a does not exist", id="no export"),
        pytest.param(["records", "verify", "config.yaml"], "cannot be read", id="no zip"),
    ],
)
def test_call_that_cannot_be_carried_out_is_answered_with_a_sentence(
    litfass, files, tmp_path, words, said
):
    before = set(files(tmp_path))
    ran = litfass(*words)
    assert (ran.code, said in ran.err) == (2, True)
    assert {name for name in set(files(tmp_path)) - before if "litfass.db" not in name} == set()


RETENTION = "retention:\n  links: {keep: 365d, note: Löschkonzept}\n  answers: {keep: 30d}\n"


@pytest.fixture
def with_old_links(litfass, season, tmp_path):
    """Two checks of links, of which one is past its time."""
    del litfass  # it writes config.yaml
    with season.database.write() as connection:
        for url, year in (("https://old.example", 2020), ("https://new.example", 2097)):
            checked = LinkCheck(url, datetime(year, 1, 1, tzinfo=UTC), None)
            save_link_check(connection, checked)
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text() + RETENTION, encoding="utf-8")


@pytest.mark.usefixtures("with_old_links")
def test_purge_shows_what_would_go_and_erases_it_only_when_told_to(litfass):
    shown = litfass("records", "purge", "--dry-run", "--json").json
    assert shown["erased"] == {}
    (links,) = [each for each in shown["past"] if each["class"] == "links"]
    assert (links["count"], links["newest"], links["note"]) == (
        1,
        "2020-01-01T00:00:00Z",
        "Löschkonzept",
    )
    ran = litfass("records", "purge")
    assert (ran.code, "--yes" in ran.err) == (2, True)
    assert litfass("records", "purge", "--yes", "--json").json["erased"] == {"links": 1}
    assert "Nothing is past its time." in litfass("records", "purge", "--yes").out
    assert "records.purged" in litfass("audit", "show").out


def test_without_any_time_purge_says_where_to_write_one(litfass):
    ran = litfass("records", "purge", "--yes")
    assert (ran.code, "retention" in ran.err) == (2, True)


@pytest.mark.parametrize(
    "wrong",
    ["retention: {audit: {keep: 30d}}", "retention: {links: {keep: 0d}}", "retention: {links: {}}"],
)
def test_time_that_cannot_be_meant_is_told_with_its_place(litfass, tmp_path, wrong):
    config = tmp_path / "config.yaml"
    config.write_text(config.read_text() + wrong + "\n", encoding="utf-8")
    ran = litfass("records", "purge", "--dry-run")
    assert (ran.code, "config.yaml:6:" in ran.err) == (2, True)


def test_public_records_hide_what_would_give_a_small_count_away(litfass, tmp_path):
    litfass(*EXPORT, "auftakt", "--public", "-o", "akte")
    record = json.loads((tmp_path / "akte" / "posts" / "auftakt" / "record.json").read_text())
    shown = {
        (delivery["channel"], figure["metric"]): figure["value"]
        for delivery in record["deliveries"]
        for figure in delivery["figures"]
    }
    assert shown == {
        ("mastodon-land", "reactions"): 20,
        ("bluesky-land", "reactions"): 5,
        ("mastodon-land", "shares"): "…",  # else the sum of the post would tell the other one
        ("bluesky-land", "shares"): "<5",
        ("bluesky-land", "quotes"): "<5",
    }
    assert litfass("records", "verify", "akte").code == 0
