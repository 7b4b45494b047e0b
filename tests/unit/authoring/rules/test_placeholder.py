# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Y03 speaks of placeholders and invisible characters in what goes public."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.placeholder import RULE


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Kommen Sie nach Kassel!", "de"),
        ("Methodologie, Todos, TODOs, Lorems, xxx", "de"),
        ("Menge {1, 2} und {Wort Wort}", "de"),
        ("https://kampagne.example/ und example.de", "de"),
        ("Familie 👨‍👩‍👧, Rollstuhl 👩🏽‍🦽, Flagge 🏳️‍🌈, Herz ❤️‍🔥, Ärztin 👩‍⚕️", "de"),
        ("می‌خواهم", "fa"),
        ("שלום\u200f!", "he"),
        ("שלום \u2068#GehtNoch\u2069", "he"),
        ("weich, aber sichtbar: Kultur-Haus", "de"),
    ],
)
def test_stays_silent(make_draft, spoken, text, lang):
    assert spoken(RULE, make_draft((text,), lang=lang)) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ort: TODO", "“TODO”"),
        ("Ort: XXX.", "“XXX”"),
        ("TBD", "“TBD”"),
        ("Lorem ipsum", "“Lorem”"),
        ("Am {{ datum }} in Kassel", "“{{ datum }}”"),
        ("Am {{datum}}", "“{{datum}}”"),
        ("Am {datum}", "“{datum}”"),
        ("Anmeldung: [Link]", "“[Link]”"),
        ("https://example.com/x", "“example.com”"),
        ("www.example.org", "“example.org”"),
        ("Null\u200bbreite", "U+200B near “Null”"),
        ("\ufeffAnfang", "U+FEFF near “Anfang”"),
        ("Kul\u00adtur", "U+00AD near “Kul”"),
        ("Wort\u2060", "U+2060 near “Wort”"),
        ("a\u202eb", "U+202E near “a”"),
        ("ab\u200dcd", "U+200D near “ab”"),
        ("ab\u200ccd", "U+200C near “ab”"),
        ("Ende 👩\u200d", "U+200D near"),
    ],
)
def test_speaks(make_draft, spoken, text, named):
    ((severity, sentence),) = spoken(RULE, make_draft((text,)))
    assert severity == "error"
    assert named in sentence


def test_alt_text_and_content_warning_are_looked_at_too(make_draft, spoken):
    said = spoken(RULE, make_draft(alts=("TODO Bild beschreiben",), warning="[Link]"))
    assert len(said) == 2


def test_direction_override_is_never_fine(make_draft, spoken):
    assert len(spoken(RULE, make_draft(("שלום\u202e",), lang="he"))) == 1


def test_each_channel_is_told_once(make_draft):
    draft = make_draft(("TODO", "TODO TODO"), channels=("a", "b"))
    assert [found.channel for found in RULE.check(draft)] == ["a", "b"]
