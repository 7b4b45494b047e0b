# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""V01 speaks of translations that are older than their text, or that say other facts."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.translation import RULE
from scheduler.authoring.translation import source_hash
from scheduler.model.post import Link, Post, Variant
from scheduler.model.sentence import Place

TEXT = "Am 8. März 2027 um 18 Uhr: https://kampagne.example/kurs"
SAME = "On 8 March 2027 at 6 pm: https://kampagne.example/kurs"
HASH = source_hash(Post("a", Place("a"), text=TEXT))
PLACE = Place("posts/auftakt.yaml", 9, 3)


def variant(text=SAME, **fields):
    return {"en": Variant("en", PLACE, text, **{"source_hash": HASH, **fields})}


@pytest.mark.parametrize(
    "variants",
    [
        {},
        variant(),
        variant(
            SAME.replace("/kurs", "/en/course"),
            addresses={"https://kampagne.example/kurs": "https://kampagne.example/en/course"},
        ),
        variant(SAME.partition(": ")[0], link=Link("https://kampagne.example/kurs")),
    ],
    ids=["no variant", "same", "localised address", "address in the link"],
)
def test_stays_silent(make_draft, spoken, variants):
    assert spoken(RULE, make_draft(text=TEXT, variants=variants)) == []


def test_older_translation_is_a_warning_that_names_the_hash(make_draft):
    (found,) = RULE.check(make_draft(text=TEXT, variants=variant(source_hash="old")))
    assert (found.severity, found.place) == ("warning", PLACE)
    assert found.message.de == "Übersetzung en ist älter als der deutsche Text."
    assert f"source_hash: {HASH}" in found.suggestion.de


def test_translation_without_hash_is_told_which_one_to_put_in(make_draft):
    (found,) = RULE.check(make_draft(text=TEXT, variants=variant(source_hash=None)))
    assert found.severity == "info"
    assert f"source_hash: {HASH}" in found.suggestion.en


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (SAME.replace("8 March", "9 March"), "8, 9"),
        (SAME.replace("6 pm", "7 pm"), "18:00, 19:00"),
        (
            SAME.replace("/kurs", "/curs"),
            "https://kampagne.example/kurs, https://kampagne.example/curs",
        ),
    ],
    ids=["date", "time", "address"],
)
def test_other_facts_are_a_warning(make_draft, spoken, text, listed):
    ((severity, said),) = spoken(RULE, make_draft(text=TEXT, variants=variant(text)))
    assert severity == "warning"
    assert said.endswith(f"are not those of the text: {listed}.")


def test_source_in_another_language_is_named(make_draft):
    draft = make_draft(text=TEXT, variants=variant(source_hash="old"))
    other = Post("a", Place("a"), text=TEXT, lang="tr", variants=draft.post.variants)
    (found,) = RULE.check(type(draft)(other, (), draft.now))
    assert found.message.de == "Übersetzung en ist älter als der Text in „tr“."
