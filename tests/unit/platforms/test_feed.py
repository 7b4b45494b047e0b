# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Feeds as other people's reader sees them, and what a crash leaves behind."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest

from scheduler.model.errors import ChannelBlocked, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.post import ChannelPassage, ChannelPost, Link
from scheduler.platforms.feed import PLATFORM
from scheduler.platforms.feed.composing import LIMITS
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import FakeClock

KEYS = {
    "url": "https://stadt.example/feed",
    "folder": "www",
    "title": "Stadt <Beispiel> & Umland",
    "author": "Pressestelle",
}
XML = pytest.mark.parametrize("file", ["atom.xml", "rss.xml"])


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www"


@pytest.fixture
def site(tmp_path: Path, clock: FakeClock):
    return connect(PLATFORM, KEYS, tmp_path, clock)


def read(path: Path):
    feed = feedparser.parse(path.read_bytes())
    assert feed.bozo is False
    return feed


def items(www: Path):
    return json.loads((www / "feed.json").read_text(encoding="utf-8"))["items"]


def composed(**given):
    passages = given.pop("passages", (ChannelPassage("Da geht noch was."),))
    post = ChannelPost("p", "kanal", given.pop("lang", "de"), passages, **given)
    return PLATFORM.compose(post, LIMITS)


@XML
def test_an_entry_is_read_with_id_title_time_language_and_content(site, www, file: str) -> None:
    link = Link("https://stadt.example/fest?a=1&b=2", "Mehr")
    (part,) = composed(link=link, hashtags=("Fest",)).parts
    publish(site, part)
    (entry,) = read(www / file).entries
    assert entry.id == f"tag:stadt.example,2027:post/{KEY}"
    assert entry.title == "Da geht noch was."
    assert entry.published_parsed[:5] == (2027, 3, 8, 8, 30)
    assert entry.link == "https://stadt.example/fest?a=1&b=2"
    body = entry.content[0].value if "content" in entry else entry.summary
    assert '<a href="https://stadt.example/fest?a=1&amp;b=2">' in body
    assert "#Fest" in body


def test_the_feed_says_its_title_and_where_it_is(site, www) -> None:
    publish(site)
    feed = read(www / "atom.xml").feed
    assert feed.title == "Stadt <Beispiel> & Umland"
    assert {"rel": "self", "href": "https://stadt.example/feed/atom.xml"}.items() <= next(
        each for each in feed.links if each.rel == "self"
    ).items()


def test_pictures_are_enclosures_with_length_and_carry_their_alt_texts(site, www, tmp_path) -> None:
    alts = ["Zwei <Menschen> & ein Hund", "Ein Plakat"]
    pictures = tuple(picture(tmp_path, alt, f"{number}.png") for number, alt in enumerate(alts))
    publish(site, replace(PART, attachments=pictures))
    (entry,) = read(www / "atom.xml").entries
    assert [(each.type, int(each.length)) for each in entry.enclosures] == [
        ("image/png", each.size_bytes) for each in pictures
    ]
    assert 'alt="Zwei &lt;Menschen&gt; &amp; ein Hund"' in entry.content[0].value
    (item,) = read(www / "rss.xml").entries
    assert len(item.enclosures) == 1
    assert item.summary.count("<img") == 2
    for each, medium in zip(entry.enclosures, pictures, strict=True):
        laid = www / "media" / each.href.rpartition("/")[2]
        assert laid.read_bytes() == (tmp_path / medium.path).read_bytes()
    assert [each["title"] for each in items(www)[0]["attachments"]] == alts


def test_json_feed_has_what_version_1_1_asks_for(site, www) -> None:
    publish(site)
    feed = json.loads((www / "feed.json").read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = feed["items"]
    assert (item["language"], item["date_published"]) == ("de", "2027-03-08T08:30:00Z")


@XML
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Glocke \x07 und \x00 Null", id="control characters"),
        pytest.param("]]> </feed> <script>alert(1)</script>", id="markup"),
        pytest.param("Grüße 👩‍👩‍👧‍👦 · שלום · 漢字", id="all scripts"),
        pytest.param("\ufffe", id="no character"),
    ],
)
def test_no_text_makes_the_feed_unreadable(site, www, file: str, text: str) -> None:
    publish(site, replace(PART, text=text))
    (entry,) = read(www / file).entries
    body = entry.content[0].value if "content" in entry else entry.summary
    assert "<script" not in body


def test_the_same_delivery_again_stays_one_entry_and_changes_nothing(site, www, clock) -> None:
    first = publish(site)
    before = {path.name: path.read_bytes() for path in www.glob("*.*")}
    clock.jump(timedelta(hours=400 * 24))
    assert publish(site) == first
    assert {path.name: path.read_bytes() for path in www.glob("*.*")} == before


@pytest.mark.parametrize("lost", ["atom.xml", "rss.xml"])
def test_a_repeat_makes_up_for_files_that_a_crash_has_not_written(site, www, lost: str) -> None:
    publish(site)
    whole = (www / lost).read_bytes()
    (www / lost).unlink()
    (www / f".{lost}.new").write_bytes(whole[:40])
    publish(site)
    assert (www / lost).read_bytes() == whole
    assert not (www / f".{lost}.new").exists()


def test_newest_comes_first_and_only_the_last_ones_stay(tmp_path, clock, www) -> None:
    site = connect(PLATFORM, {**KEYS, "most": 3}, tmp_path, clock)
    for number in range(5):
        publish(site, replace(PART, text=f"Nummer {number}"), key=f"key-{number}")
        clock.jump(timedelta(minutes=1))
    titles = ["Nummer 4", "Nummer 3", "Nummer 2"]
    assert [each["title"] for each in items(www)] == titles
    assert [entry.title for entry in read(www / "rss.xml").entries] == titles


def test_many_at_once_lose_no_entry(site, www) -> None:
    threads = [
        threading.Thread(target=publish, args=(site,), kwargs={"key": f"key-{number}"})
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each["id"][-5:] for each in items(www)} == {f"key-{number}" for number in range(8)}


def test_an_edit_keeps_id_and_publication_and_moves_updated(site, www, clock) -> None:
    remote = publish(site)
    clock.jump(timedelta(hours=2))
    site.edit(remote, PART)
    assert items(www)[0]["date_modified"] == "2027-03-08T08:30:00Z"
    site.edit(remote, replace(PART, text="Neu"))
    (entry,) = read(www / "atom.xml").entries
    assert (entry.id, entry.title) == (remote.id, "Neu")
    assert (entry.published, entry.updated) == ("2027-03-08T08:30:00Z", "2027-03-08T10:30:00Z")


def test_a_deleted_entry_takes_along_media_that_no_other_shows(site, www, tmp_path) -> None:
    shared, own = picture(tmp_path, "A", "a.png"), picture(tmp_path, "BB", "b.png")
    publish(site, replace(PART, attachments=(shared,)), key="key-1")
    remote = publish(site, replace(PART, attachments=(shared, own)), key="key-2")
    site.delete(remote)
    site.delete(remote)
    assert len(items(www)) == 1
    assert [path.stem for path in (www / "media").iterdir()] == [shared.sha256[:32]]


def test_editing_what_is_gone_is_refused(site) -> None:
    with pytest.raises(Rejected):
        site.edit(Remote("tag:stadt.example,2027:post/never"), PART)


@pytest.mark.parametrize("content", ['{"items": [', "[]", '{"items": [{"id": 1}]}'])
def test_a_damaged_feed_stops_the_channel_and_stays_as_it_is(site, www, content: str) -> None:
    www.mkdir()
    (www / "feed.json").write_text(content, encoding="utf-8")
    assert isinstance(error_of(site), ChannelBlocked)
    assert (www / "feed.json").read_text(encoding="utf-8") == content


def test_a_folder_that_is_a_file_needs_a_person(site, www) -> None:
    www.write_text("x", encoding="utf-8")
    assert isinstance(error_of(site), ChannelBlocked)
    assert site.check().problems


def test_a_full_disk_is_tried_again_and_the_last_good_files_stay(tmp_path, clock, www) -> None:
    site = connect(PLATFORM, KEYS, tmp_path, clock)
    publish(site)
    before = (www / "atom.xml").read_bytes()
    full = www / ".feed.json.new"
    full.symlink_to("/dev/full")
    assert isinstance(error_of(site, key="key-2"), TryLater)
    assert (www / "atom.xml").read_bytes() == before


def test_a_thread_is_one_entry(site, www) -> None:
    message = composed(passages=(ChannelPassage("Eins."), ChannelPassage("Zwei.")))
    (part,) = message.parts
    publish(site, part)
    assert items(www)[0]["content_html"] == "<p>Eins.</p><p>Zwei.</p>"
    assert message.omissions == ()


def test_what_a_feed_cannot_carry_is_said() -> None:
    assert len(composed(visibility="unlisted").omissions) == 1
    assert len(composed(visibility="private").refusals) == 1
    (part,) = composed(content_warning="Lärm").parts
    assert part.text.startswith("[Inhaltswarnung: Lärm]\n\n")


def test_a_post_for_few_is_never_written(site, www) -> None:
    assert isinstance(error_of(site, replace(PART, visibility="private")), Rejected)
    assert not www.exists()


def test_the_title_leaves_the_warning_out_and_ends_at_a_word(site, www) -> None:
    text = "[Inhaltswarnung: Lärm]\n\n" + "Wort " * 40
    publish(site, replace(PART, text=text))
    title = items(www)[0]["title"]
    assert title.startswith("Wort Wort")
    assert title.endswith("Wort …")
    assert len(title) <= 90


def test_check_names_the_feed(site) -> None:
    health = site.check()
    assert "Stadt" in health.account
    assert health.problems == ()
