# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""import: every row, event and line ends in a draft or in a sentence with its place."""

from __future__ import annotations

import pytest

from scheduler.authoring.imports.spreadsheet import local_time
from scheduler.yaml_source import read_yaml

CSV = """\
Datum;Uhrzeit;Text;Kanal;Ort
08.03.2097;9:30;"Heute #HessenGeht
los: um 9";mastodon-land, aushang;Kassel
bald;;Ohne Termin;;
09.03.2097;10 Uhr;;aushang;
"""
ICS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:1
DTSTART:20970308T083000Z
SUMMARY:Auftakt
DESCRIPTION:Wir beginnen\\, endlich.
LOCATION:Kassel
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20970309
SUMMARY:Ganztags
RRULE:FREQ=YEARLY
BEGIN:VALARM
ACTION:DISPLAY
END:VALARM
END:VEVENT
END:VCALENDAR
"""
MARKDOWN = """\
---
media: [masto, bsky, elsewhere]
mentions: {masto: [land@social.example]}
hashtags: {masto: [Kurs], bsky: [Kurs, Neu]}
cover: x
---
Der Kurs beginnt.

![Zwei Menschen](bild.png)
"""


def read(path):
    return read_yaml(path.read_bytes(), path.name).root


@pytest.fixture
def source(workspace):
    def written(name, text, encoding="utf-8"):
        path = workspace / name
        path.write_bytes(text.encode(encoding))
        return path

    return written


def test_a_table_becomes_drafts_and_tells_each_row_that_did_not(litfass, source, workspace):
    ran = litfass("import", "csv", source("plan.csv", CSV, "utf-8-sig"))
    assert ran.code == 1
    first = read(workspace / "posts/heute-hessengeht-los-um-9.yaml")
    assert first.get("text").text == "Heute #HessenGeht\nlos: um 9\n"
    assert first.get("publish_at").text == "2097-03-08 09:30"
    assert [each.text for each in first.get("channels").items] == ["mastodon-land", "aushang"]
    assert first.get("notes").text == "Ort: Kassel\n"
    assert "plan.csv:4:1: warning I01 “bald” is no day" in ran.out
    assert "plan.csv:5:1: error I01 The row has no text" in ran.out
    assert read(workspace / "posts/ohne-termin.yaml").get("publish_at") is None
    assert not any(each["rule"][0] == "Y" for each in litfass("check", "--json").json["findings"])


def test_a_table_in_windows_1252_is_refused_with_the_way_out(litfass, source, workspace, files):
    path = source("plan.csv", "Text\nGrüße\n", "cp1252")
    before = files(workspace)
    ran = litfass("import", "csv", path)
    assert (ran.code, "CSV UTF-8" in ran.out) == (1, True)
    assert files(workspace) == before


def test_a_calendar_becomes_drafts_in_local_time_and_tells_what_it_leaves(
    litfass, source, workspace
):
    ran = litfass("import", "ics", source("plan.ics", ICS))
    assert ran.code == 1
    assert "auftakt.yaml exists already" in ran.out
    assert "plan.ics:4:1: warning I01 LOCATION was not taken over: Kassel" in ran.out
    assert "plan.ics:11:1: warning I01 All day" in ran.out
    assert "RRULE" in ran.out
    assert "VALARM was not taken over" in ran.out
    assert read(workspace / "posts/ganztags.yaml").get("status").text == "draft"


def test_a_markdown_post_keeps_alt_texts_mentions_and_tags(litfass, source, workspace):
    path = source("kurs.md", MARKDOWN)
    (workspace / "bild.png").write_bytes(b"x")
    words = ["--map", "masto=mastodon-land", "--map", "bsky=bluesky-land"]
    ran = litfass("import", "markdown", path, *words)
    post = read(workspace / "posts/kurs.yaml")
    own = post.get("overrides").get("mastodon-land").get("text").text
    assert own == "Der Kurs beginnt.\n\n@land@social.example #Kurs\n"
    assert post.get("media").items[0].get("file").text == "../bild.png"
    assert post.get("media").items[0].get("alt").text == "Zwei Menschen"
    assert "kurs.md:5:8: warning I01 “cover” was not taken over: x" in ran.out
    assert "account “elsewhere”" in ran.out


def test_a_dry_run_shows_the_files_and_writes_none(litfass, source, workspace, files):
    path = source("plan.csv", "text\nHallo\n")
    before = files(workspace)
    assert "text: |\n  Hallo\n" in litfass("import", "csv", path, "--dry-run").out
    assert files(workspace) == before


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("8.3.2097 9:05", "2097-03-08 09:05"),
        ("08.03.27 14 Uhr", "2027-03-08 14:00"),
        ("2097-03-08 09:30", "2097-03-08 09:30"),
        ("2097-03-08T09:30", "2097-03-08 09:30"),
        ("8.3.2097", None),
        ("31.2.2097 10:00", None),
        ("8.3.2097 25:00", None),
    ],
    ids=lambda said: said,
)
def test_a_german_date_with_a_time_is_read(said, read_as):
    assert local_time(said) == read_as
