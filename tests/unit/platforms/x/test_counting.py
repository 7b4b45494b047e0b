# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counting by X's weights."""

from __future__ import annotations

import time

import pytest

from scheduler.platforms.x.counting import LIMITS, has_url, measure


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("Grüße aus Hessen", 16, id="umlauts weigh one"),
        pytest.param("Gru\u0308ße", 5, id="decomposed is composed first"),
        pytest.param("Привет", 6, id="Cyrillic weighs one"),
        pytest.param("日本語", 6, id="CJK weighs two"),
        pytest.param("a – b", 5, id="dash U+2013 weighs one"),
        pytest.param("„Zitat“", 7, id="quotation marks weigh one"),
        pytest.param("Warte…", 7, id="ellipsis U+2026 weighs two"),
        pytest.param("5 €", 4, id="euro U+20AC weighs two"),
        pytest.param("👨‍👩‍👧‍👦", 2, id="family"),
        pytest.param("H🐱☺👨‍👩‍👧‍👦", 7, id="mixed emoji"),
        pytest.param("👍🏽", 2, id="skin tone"),
        pytest.param("🇩🇪🇪🇺", 4, id="two flags"),
        pytest.param(
            "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2, id="tags"
        ),
        pytest.param("1️⃣", 2, id="keycap"),
        pytest.param("☺️", 2, id="variation selector"),
        pytest.param("🏃🏽‍♀️", 2, id="joined with a sign"),
        pytest.param("❤️‍🔥", 2, id="joined heart"),
        pytest.param("🏳️‍🌈", 2, id="joined flag"),
        pytest.param("© 2027", 6, id="sign that is no picture"),
        pytest.param("12#*", 4, id="digits are no emoji"),
        pytest.param("Hi http://test.co", 26, id="URL"),
        pytest.param("https://kampagne.de/a?b=c&d=e#f", 23, id="URL with query and fragment"),
        pytest.param("kampagne.de", 23, id="bare domain"),
        pytest.param("kampagne.de/trainings", 23, id="bare domain with path"),
        pytest.param("Siehe kampagne.de.", 30, id="bare domain before a full stop"),
        pytest.param("(kampagne.de/a_(b))", 25, id="balanced parentheses"),
        pytest.param("https://kampagne.de/a, und", 28, id="comma behind a path"),
        pytest.param("Ist das kampagne.de? Ja", 35, id="question mark"),
        pytest.param("readme.md", 23, id="file name whose suffix is a top-level domain"),
        pytest.param("plan.docx", 9, id="file name whose suffix is none"),
        pytest.param("https://kampagne.example/a", 26, id="reserved top-level domain is none"),
        pytest.param("http://localhost:8080", 21, id="host without domain"),
        pytest.param("presse@amt.de", 13, id="mail address"),
        pytest.param("vor.name@amt.de", 15, id="mail address with a dot"),
        pytest.param("@amt.de", 7, id="behind @"),
        pytest.param("#amt.de", 7, id="behind #"),
        pytest.param("$amt.de", 7, id="behind $"),
        pytest.param("xhttps://amt.de", 15, id="scheme in a word"),
        pytest.param("日本amt.de日本", 31, id="between CJK"),
        pytest.param("日本https://amt.de/ä日本", 31, id="URL between CJK"),
        pytest.param("https://müller.de", 23, id="umlaut domain"),
        pytest.param("https://amt.de https://amt.de", 47, id="two URLs"),
        pytest.param("amt.de/a/b.html?x=1", 23, id="path with a dot"),
        pytest.param("z.B. heute", 10, id="abbreviation"),
        pytest.param("Ende.Anfang", 11, id="missing blank"),
        pytest.param("WWW.AMT.DE", 23, id="capitals"),
        pytest.param("https://t.co/aB1?x=1", 23, id="short link with a query"),
        pytest.param("https://t.co/aB1?x=1.", 24, id="full stop behind a short link's query"),
        pytest.param("https://t.co/aB1/def", 27, id="short link ends behind its slug"),
        pytest.param("https://t.co/aB1.jpg", 27, id="short link has no suffix"),
        pytest.param("https://t.co/" + "a" * 40, 23, id="longest slug"),
        pytest.param("https://t.co/" + "a" * 41, 54, id="slug too long for a short link"),
        pytest.param("https://t.co", 23, id="short link's host alone"),
        pytest.param("https://xn--mller-kva.de/", 23, id="punycode"),
        pytest.param("müller.de", 23, id="bare umlaut domain"),
        pytest.param("日本語.jp", 9, id="bare domain in another script is none"),
        pytest.param("http://例え.jp", 23, id="domain in another script behind a scheme"),
        pytest.param("@land https://amt.de", 29, id="mention before a URL"),
        pytest.param("@landhttps://amt.de", 19, id="mention that runs into a URL"),
        pytest.param("#tag amt.de", 28, id="hashtag before a bare domain"),
        pytest.param("amt.de@land", 11, id="domain that runs into a mention"),
        pytest.param('"https://amt.de"', 25, id="URL in quotation marks"),
        pytest.param("<https://amt.de>", 25, id="URL in angle brackets"),
        pytest.param("https://amt.de…", 25, id="ellipsis behind a URL"),
        pytest.param("„https://amt.de“", 25, id="German quotation marks"),
        pytest.param("https://amt.de:8080/a", 23, id="port"),
        pytest.param("https://amt.de#frag", 28, id="fragment without a path is text"),
        pytest.param("http://192.168.0.1", 18, id="numbers are no domain"),
        pytest.param("https://amt.de/日本", 27, id="path ends before CJK"),
        pytest.param("\u1100\u1161\u11a8", 2, id="decomposed Hangul is composed first"),
        pytest.param("ﬁ", 2, id="ligature stays: NFC, not NFKC"),
        pytest.param("👩🏽‍🦽", 2, id="joined with skin tone"),
        pytest.param("🇩", 2, id="half a flag"),
        pytest.param("™️‼️", 4, id="signs shown as pictures"),
    ],
)
def test_text_is_weighed_as_x_weighs_it(text: str, weight: int) -> None:
    assert measure(text, LIMITS).length == weight


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        pytest.param("a" * 280, True, id="280 letters"),
        pytest.param("a" * 281, False, id="281 letters"),
        pytest.param("語" * 140, True, id="140 characters of two"),
        pytest.param("語" * 141, False, id="141 characters of two"),
        pytest.param("a\ufeffb", False, id="byte order mark"),
        pytest.param("a\ufffeb", False, id="no character"),
        pytest.param("", False, id="empty"),
    ],
)
def test_a_text_is_valid_up_to_280_and_without_refused_characters(text: str, valid: bool) -> None:  # noqa: FBT001
    assert measure(text, LIMITS).valid is valid


def test_no_facets_are_needed() -> None:
    assert measure("https://amt.de #tag @name", LIMITS).facets == ()


@pytest.mark.parametrize(
    "text", ["a." * 20_000, "a-" * 20_000, "(" * 20_000, "amt.de/" + "(" * 20_000, "amt.de " * 5000]
)
def test_a_hostile_text_is_weighed_in_good_time(text: str) -> None:
    began = time.process_time()
    measure(text, LIMITS)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Siehe https://amt.de/x", True, id="with scheme"),
        pytest.param("Siehe amt.de.", True, id="bare domain"),
        pytest.param("readme.md", True, id="a file name that is a domain"),
        pytest.param("presse@amt.de", False, id="mail address"),
        pytest.param("https://kampagne.example/a", False, id="reserved domain"),
        pytest.param("Ohne Link", False, id="none"),
    ],
)
def test_what_x_takes_for_a_url_is_what_costs_more(text: str, found: bool) -> None:  # noqa: FBT001
    assert has_url(text) is found
