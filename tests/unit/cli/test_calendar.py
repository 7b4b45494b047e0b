# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The editorial calendar on the command line, in all its forms."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from icalendar import Calendar

pytestmark = pytest.mark.usefixtures("no_network", "workspace")

CONFIG = """
holidays: DE-HE
quiet_days: [{on: 2097-05-06, name: Trauertag, effect: warn}]
blackouts: [{id: wahl, from: 2097-05-07, until: 2097-05-07}]
"""
SPAN = ("--from", "2097-05-01", "--to", "2097-05-31")


def post(at, status="ready", text="Komm mit.", channels="[mastodon-land]"):
    return f"status: {status}\npublish_at: {at}\nchannels: {channels}\nlang: de\ntext: {text}\n"


@pytest.fixture
def month(workspace):
    """Two posts too near to each other, one in a blackout, and a draft."""
    config = workspace / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8") + CONFIG, encoding="utf-8")
    for path in (workspace / "posts").glob("*.yaml"):
        path.unlink()
    posts = {
        "eins": post("2097-05-02 10:00"),
        "zwei": post("2097-05-02 10:10", text="Noch etwas ganz anderes."),
        "wahl": post("2097-05-07 12:00", text="Am Wahltag."),
        "idee": post("2097-05-20 09:00", "draft", text="Eine Idee."),
    }
    for name, text in posts.items():
        (workspace / "posts" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return workspace


@pytest.fixture
def told(month, litfass):
    """The month as JSON."""
    del month
    return litfass("calendar", *SPAN, "--json").json


def by_post(told):
    return {each["post"]: each for each in told["entries"]}


def test_everything_with_a_time_stands_in_it_drafts_too(told):
    entries = by_post(told)
    assert {name: each["state"] for name, each in entries.items()} == {
        "eins": "new", "zwei": "new", "wahl": "new", "idee": "draft",
    }  # fmt: skip
    assert entries["eins"]["at"] == "2097-05-02T08:00:00Z"


def test_posts_too_near_to_each_other_are_told(told):
    entries = by_post(told)
    assert (entries["eins"]["near"], entries["zwei"]["near"]) == (None, "eins")


def test_blackout_is_told_at_the_day_and_at_the_post(told):
    assert "“wahl”" in by_post(told)["wahl"]["reason"]
    notes = {each["day"]: {note["kind"] for note in each["notes"]} for each in told["days"]}
    assert notes["2097-05-07"] == {"blackout"}
    assert notes["2097-05-06"] == {"quiet_day"}
    assert "awareness" in notes["2097-05-17"]
    assert "holiday" in notes["2097-05-01"]


def test_spans_without_a_post_are_gaps_and_drafts_fill_none(told):
    gaps = [(gap["from"], gap["to"]) for gap in told["gaps"] if gap["channel"] == "mastodon-land"]
    assert gaps == [("2097-05-08", "2097-05-31")]


def test_what_was_synced_keeps_its_place_and_a_moved_file_moves_it(month, litfass):
    litfass("sync")
    entries = by_post(litfass("calendar", *SPAN, "--json").json)
    assert entries["eins"]["state"] == "planned"
    text = post("2097-05-03 10:00")
    (month / "posts" / "eins.yaml").write_text(text, encoding="utf-8")
    entries = by_post(litfass("calendar", *SPAN, "--json").json)
    assert entries["eins"]["local"].startswith("2097-05-03T10:00")


@pytest.mark.usefixtures("month")
def test_mail_programs_can_read_it_and_keep_each_event_apart(litfass, tmp_path):
    target = tmp_path / "plan.ics"
    assert litfass("calendar", *SPAN, "--format", "ics", "-o", str(target)).code == 0
    events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    (one,) = [event for event in events if str(event["UID"]).startswith("eins-")]
    assert one.decoded("DTSTART").isoformat() == "2097-05-02T08:00:00+00:00"
    assert "Komm mit." in str(one["DESCRIPTION"])


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.usefixtures("month")
def test_page_names_its_language_and_every_column(litfass, tmp_path, lang):
    target = tmp_path / "plan.html"
    assert (
        litfass("calendar", *SPAN, "--format", "html", "-o", str(target), "--lang", lang).code == 0
    )
    page = target.read_text(encoding="utf-8")
    HTMLParser().feed(page)
    assert f'<html lang="{lang}">' in page
    assert page.count("<h1>") == 1
    assert page.count('<th scope="col">') == 6 * page.count("<table>")
    assert "Komm mit." in page


@pytest.mark.usefixtures("month")
def test_text_is_told_week_by_week(litfass):
    lines = litfass("calendar", *SPAN, "--lang", "de").out.splitlines()
    assert lines[0] == "Redaktionskalender 2097-05-01 bis 2097-05-31"
    assert (
        "    10:10  mastodon-land  zwei  [noch nicht übernommen]  Noch etwas ganz anderes." in lines
    )
    assert "           ! Zu kurz nach „eins“ auf demselben Kanal." in lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "gestern"], "is no day"),
        (["--from", "2097-05-02", "--to", "2097-05-01"], "before --from"),
        (["--channel", "nirgends"], "There is no channel"),
        (["--format", "pdf"], "Known are: text, json, ics, html."),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else None,
)
def test_wrong_word_is_answered_with_the_right_ones(litfass, words, said):
    ran = litfass("calendar", *words)
    assert (ran.code, said in ran.err) == (2, True)


def test_days_are_listed_with_their_sources(litfass):
    listed = litfass("days", "--from", "2027-02-01", "--to", "2027-03-10", "--json").json["days"]
    found = {each["id"]: each for each in listed}
    assert found["hanau"]["quiet"]
    assert found["wochen-gegen-rassismus"]["day"] == "2027-03-08"
    assert all(each["source"] for each in listed)
    assert "hanau" in litfass("days", "--from", "2027-02-01", "--plain").out
