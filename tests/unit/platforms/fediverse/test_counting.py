# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counting as servers of the Mastodon family do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.model.message import Part
from scheduler.model.post import ChannelPassage, ChannelPost
from scheduler.platforms.fediverse.composing import LIMITS
from scheduler.platforms.fediverse.counting import measure
from scheduler.platforms.fediverse.mastodon import PLATFORM

LONG = "https://kampagne.example/trainings/2027?utm_source=mastodon&utm_medium=social"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("Grüße aus Süd", 13, id="umlauts"),
        pytest.param("\u2068https://a.example/he/ \u2069ש", 27, id="URL in an isolate"),
        pytest.param("Gru\u0308ße", 5, id="decomposed umlaut"),
        pytest.param("👨‍👩‍👧‍👦👍🏽🇪🇺", 3, id="emoji of several code points"),
        pytest.param("Zeile\n\nZeile", 12, id="blank line"),
        pytest.param(LONG, 23, id="URL"),
        pytest.param("http://a.example", 23, id="URL shorter than the reserve"),
        pytest.param(f"Siehe {LONG}.", 30, id="URL before a full stop"),
        pytest.param(f"({LONG})", 25, id="URL in parentheses"),
        pytest.param("https://a.example/b_(c)", 23, id="URL that ends in parentheses"),
        pytest.param(f"{LONG} {LONG}", 47, id="two URLs"),
        pytest.param("https://müller.example/über-uns", 23, id="URL with umlauts"),
        pytest.param("http://127.0.0.1:8080/a", 23, id="URL with a port"),
        pytest.param(f"„{LONG}“", 25, id="URL in German quotation marks"),
        pytest.param("kampagne.example/trainings", 26, id="URL without scheme counts as written"),
        pytest.param("www.kampagne.example", 20, id="www without scheme counts as written"),
        pytest.param("xhttps://a.example/bcdefghijk", 29, id="scheme inside a word is none"),
        pytest.param("https:// allein", 15, id="scheme without host"),
        pytest.param("@presse@social.example hallo", 13, id="the host of a mention is free"),
        pytest.param("@presse hallo", 13, id="local mention"),
        pytest.param("Fragen Sie @presse@social.example.", 19, id="mention before a full stop"),
        pytest.param("mail presse@amt.example", 23, id="mail address is no mention"),
        pytest.param("https://social.example/@presse@land.example", 23, id="mention in a URL"),
    ],
)
def test_length_is_counted_as_the_server_counts(text: str, length: int) -> None:
    assert measure(text, LIMITS).length == length


@pytest.mark.parametrize(("length", "valid"), [(500, True), (501, False)])
def test_the_limit_itself_is_still_valid(length: int, valid: bool) -> None:  # noqa: FBT001
    assert measure("ä" * length, LIMITS).valid is valid


def test_the_reserve_is_the_instances_own() -> None:
    assert measure(LONG, replace(LIMITS, url_length=30)).length == 30


def test_a_server_without_concessions_counts_everything_as_written() -> None:
    text = f"{LONG} @presse@social.example"
    assert measure(text, replace(LIMITS, url_length=None)).length == len(text)


@pytest.mark.parametrize(
    ("warning", "length", "valid"),
    [
        pytest.param(None, 490, True, id="without warning"),
        pytest.param("Rassismus", 499, True, id="with a warning that fits"),
        pytest.param("Rassismus, Gewalt", 507, False, id="with a warning that does not"),
    ],
)
def test_a_content_warning_counts(warning: str | None, length: int, valid: bool) -> None:  # noqa: FBT001
    measured = PLATFORM.length_of(Part("a" * 490, "de", content_warning=warning), LIMITS)
    assert (measured.length, measured.valid) == (length, valid)


@pytest.mark.parametrize(
    ("warning", "length"),
    [
        pytest.param("Grüße 👨‍👩‍👧‍👦", 8, id="graphemes"),
        pytest.param(LONG, 24, id="URL"),
        pytest.param("@presse@social.example", 8, id="remote mention"),
    ],
)
def test_a_content_warning_is_counted_like_the_text(warning: str, length: int) -> None:
    assert PLATFORM.length_of(Part("a", "de", content_warning=warning), LIMITS).length == length


def test_the_content_warning_counts_in_each_part_of_a_thread() -> None:
    passages = (ChannelPassage("a" * 490), ChannelPassage("b" * 494), ChannelPassage("c" * 495))
    thread = ChannelPost("p", "mastodon-land", "de", passages, content_warning="Gewalt")
    lengths = [PLATFORM.length_of(part, LIMITS) for part in PLATFORM.compose(thread, LIMITS).parts]
    assert [(each.length, each.valid) for each in lengths] == [
        (496, True),
        (500, True),
        (501, False),
    ]


def test_the_limit_is_the_instances_own_with_the_warning_in_it() -> None:
    gotosocial = replace(LIMITS, text=5000, url_length=None)
    part = Part("a" * 4990, "de", content_warning="Gewalt")
    assert PLATFORM.length_of(part, gotosocial).valid
    assert not PLATFORM.length_of(replace(part, text="a" * 4995), gotosocial).valid


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param("HTTPS://KAMPAGNE.EXAMPLE/A", 23, id="capitals"),
        pytest.param("https://a.example?b=c", 23, id="query without a path"),
        pytest.param("https://a.example#b", 23, id="fragment without a path"),
        pytest.param("ftp://a.example", 15, id="another scheme"),
        pytest.param("#https://a.example/bcdefghijk", 29, id="behind #"),
        pytest.param("https://a.example\nhttps://b.example", 47, id="URLs on two lines"),
        pytest.param("@A_b.c-d@social.example", 8, id="mention with signs"),
        pytest.param("@a@social.example:8443", 2, id="mention with a port"),
        pytest.param("(@a@social.example)", 4, id="mention in parentheses"),
        pytest.param("@a@b.example @c@d.example", 5, id="two mentions"),
        pytest.param("日本語", 3, id="CJK counts one each"),
    ],
)
def test_urls_and_mentions_in_any_shape_are_counted(text: str, length: int) -> None:
    assert measure(text, LIMITS).length == length
