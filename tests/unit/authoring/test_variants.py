# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Variants: a post in several languages, each a post of its own or a part of the thread."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from scheduler.authoring.surroundings import Tongues
from tests.support.posts import AROUND, read, ready

LINK = 'link: {url: "https://kampagne.example/t", label: Anmeldung, utm: true}\n'
MEDIA = "media:\n  - {file: a.png, alt: Ein Platz}\n  - {file: b.png, alt: Ein Haus}\n"


def variants(text, around=AROUND):
    """The posts read, by id, and what was said in English."""
    reading = read(ready(text), around)
    posts = {post.id: post for post in (*reading.posts, *reading.faulty)}
    said = [(str(found.place), found.message.en) for found in reading.findings]
    return posts, said


def test_separate_variant_is_a_post_of_its_own():
    posts, said = variants("hashtags: [GehtNoch]\nvariants:\n  en: {text: Hello}\n")
    source, english = posts["auftakt"], posts["auftakt@en"]
    assert said == []
    assert (english.variant_of, english.lang, english.text) == ("auftakt", "en", "Hello")
    assert english.channels == source.channels
    assert (english.publish_at, english.hashtags) == (source.publish_at, ("GehtNoch",))
    assert (english.place.line, english.place.column) == (7, 3)


def test_variant_comes_later_on_channels_of_its_own():
    posts, _ = variants("variants:\n  en: {text: Hello, channels: [kanal], publish_offset: +1h}\n")
    source, english = posts["auftakt"], posts["auftakt@en"]
    assert english.channels == ("kanal",)
    assert english.publish_at - source.publish_at == timedelta(hours=1)
    assert english.publish_local.wall.hour == source.publish_local.wall.hour + 1


def test_variant_in_a_thread_is_no_post_of_its_own():
    posts, said = variants("variants:\n  en: {text: Hello, mode: thread}\n")
    assert (list(posts), said) == (["auftakt"], [])
    assert posts["auftakt"].variants["en"].channels == ("land",)


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("[A square, A house]", ["A square", "A house"]),
        ("{b.png: A house, a.png: A square}", ["A square", "A house"]),
        ("[A square]", ["A square", ""]),
        ("[]", ["", ""]),
    ],
    ids=["in order", "by name", "one is missing", "none"],
)
def test_alt_texts_of_another_language_are_its_own(alt, expected):
    posts, _ = variants(f"{MEDIA}variants:\n  en: {{text: Hello, alt: {alt}}}\n")
    assert [medium.alt for medium in posts["auftakt@en"].media] == expected


def test_easy_language_keeps_the_alt_texts_and_the_link_label():
    posts, _ = variants(f"{LINK}{MEDIA}variants:\n  de-leicht: {{text: Hallo}}\n")
    easy = posts["auftakt@de-leicht"]
    assert [medium.alt for medium in easy.media] == ["Ein Platz", "Ein Haus"]
    assert easy.link.label == "Anmeldung"


def test_link_of_another_language_loses_the_label_and_keeps_the_address():
    posts, _ = variants(f"{LINK}variants:\n  en: {{text: Hello}}\n")
    link = posts["auftakt@en"].link
    assert (link.url, link.label, link.utm) == ("https://kampagne.example/t", None, True)


def test_of_the_overrides_only_time_and_media_reach_a_variant():
    posts, _ = variants(
        "overrides:\n  land: {text: Kurz, publish_offset: +5m, media: [{file: c.png, alt: C}]}\n"
        "variants:\n  en: {text: Hello, alt: {c.png: A C}}\n"
    )
    own = posts["auftakt@en"].overrides["land"]
    assert (own.text, own.publish_offset) == (None, timedelta(minutes=5))
    assert [medium.alt for medium in own.media] == ["A C"]


def test_channel_that_the_post_skips_gets_no_variant_unless_it_is_named():
    text = "overrides:\n  land: {skip: true}\nvariants:\n  en: {text: Hello}\n"
    assert variants(text)[0]["auftakt@en"].channels == ()
    named = text.replace("text: Hello", "text: Hello, channels: [land]")
    assert variants(named)[0]["auftakt@en"].channels == ("land",)


def test_thread_repeats_the_pictures_where_they_are_described():
    plain, _ = variants(f"{MEDIA}variants:\n  en: {{text: Hello, mode: thread}}\n")
    assert plain["auftakt"].variants["en"].media == ()
    described, _ = variants(f"{MEDIA}variants:\n  en: {{text: Hello, mode: thread, alt: [A, B]}}\n")
    assert [one.alt for one in described["auftakt"].variants["en"].media] == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("  en_GB: {text: x}", "6:3", "“en_GB” is no language tag."),
        ("  de: {text: x}", "6:3", "exists in the language “de” already"),
        ("  DE: {text: x}", "6:3", "exists in the language “DE” already"),
        ("  en: {text: x, mode: reply}", "6:23", "separate"),
        ("  en: {text: ''}", "6:14", "The text is empty."),
        ("  en: {txt: x}", "6:8", "no key “txt”"),
        ("  en: {text: x, channels: [lnd]}", "6:28", "no channel “lnd”"),
        ("  en: {text: x, alt: [A]}", "6:22", "1 alt texts, the post has 0 media"),
        ("  en: {text: x, alt: {z.png: A}}", "6:22", "shows no file “z.png”"),
        ("  en: {text: x, alt: {a: {b: c}}}", "6:22", "Alt texts stand here"),
        ("  en: {text: x, mode: thread, publish_offset: 1h}", "6:47", "has no effect here"),
        ("  en: {text: x, channels: []}", "6:3", "goes to no channel"),
        ("  en: {text: x, mode: thread, channels: [kanal]}", "6:42", "no thread to append to"),
    ],
    ids=lambda value: value if value.startswith("  ") else "",
)
def test_what_is_wrong_with_a_variant_is_said_at_its_place(text, place, said):
    _, findings = variants(f"variants:\n{text}\n")
    assert [at for at, sentence in findings if said in sentence] == [f"posts/auftakt.yaml:{place}"]


def test_language_that_nobody_asked_for_is_a_question():
    around = dataclasses.replace(AROUND, tongues=Tongues(("de", "en")))
    reading = read(ready("variants:\n  eng: {text: Hello}\n"), around)
    (found,) = reading.findings
    assert (found.severity, found.suggestion.en) == ("warning", "Did you mean “en”?")
    assert reading.posts[0].languages == ("de", "en")


def test_addresses_of_the_language_go_along():
    addresses = {
        "https://a.example/": {"en": "https://a.example/en/", "tr": "https://a.example/tr/"}
    }
    around = dataclasses.replace(AROUND, tongues=Tongues((), addresses))
    reading = read(ready("variants:\n  en: {text: Hello}\n"), around)
    assert reading.posts[0].variants["en"].addresses == {
        "https://a.example/": "https://a.example/en/"
    }


def test_fault_in_a_variant_holds_all_of_its_post():
    reading = read(ready("variants:\n  en: {text: Hello, channels: [lnd]}\n"))
    assert reading.posts == ()
    assert [post.id for post in reading.faulty] == ["auftakt", "auftakt@en"]


def test_post_may_need_fewer_languages_than_its_workspace():
    around = dataclasses.replace(AROUND, tongues=Tongues(("de", "en")))
    assert read(ready("languages: []\n"), around).posts[0].languages == ()
