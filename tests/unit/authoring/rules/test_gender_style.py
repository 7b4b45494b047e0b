# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L07 speaks of forms that the house style does not want."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.gender_style import RULE

PAIR = "house style wants pair or neutral form"


@pytest.mark.parametrize(
    "text",
    [
        "Lehrerinnen und Lehrer",
        "Lehrkräfte",
        "LSBT*IQ lebt hier",
        "LinkedIn und LogIn",
        "https://a.example/Lehrer*innen",
        "@Lehrer_innen@a.example",
        "#Lehrer_innen",
        "„Lehrer*innen“, sagte sie",
        "Anmeldung:in Kassel",  # the one wrong hit in the sample: a space was forgotten
        "2 * 3 und *wichtig*",
        "Beginn: in Kassel",
        "Berlin und Innen",
        "Sie:Wir",
    ],
)
def test_stays_silent(make_draft, spoken, text):
    assert spoken(RULE, make_draft((text,))) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Lehrer*innen", {"lang": "en"}, id="another language"),
        pytest.param("Lehrer*innen", {"style": {"gender": "star"}}, id="the sign wanted"),
        pytest.param("LehrerInnen, Lehrer:innen", {"style": {"gender": "any"}}, id="any"),
    ],
)
def test_stays_silent_where_the_house_style_allows_it(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("word", "proposal"),
    [
        ("Lehrer*innen", "Lehrerinnen und Lehrer"),
        ("Lehrer:innen", "Lehrerinnen und Lehrer"),
        ("Lehrer_innen", "Lehrerinnen und Lehrer"),
        ("Lehrer·innen", "Lehrerinnen und Lehrer"),
        ("Lehrer/-innen", "Lehrerinnen und Lehrer"),
        ("Lehrer/innen", "Lehrerinnen und Lehrer"),
        ("LehrerInnen", "Lehrerinnen und Lehrer"),
        ("Kolleg:innen", "Kolleginnen und Kollegen"),
        ("Autor:innen", "Autorinnen und Autoren"),
        ("Akteur:innen", "Akteurinnen und Akteure"),
        ("Lehrer:in", "Lehrerin oder Lehrer"),
    ],
)
def test_speaks_with_a_pair_form(make_draft, spoken, word, proposal):
    said = f"“{word}”: {PAIR}, for example “{proposal}”."
    assert spoken(RULE, make_draft((f"Liebe {word} in Hessen",))) == [("warning", said)]


@pytest.mark.parametrize("word", ["Kolleg:in", "jede:r", "der:die", "Kund*innenservice"])
def test_speaks_without_one_where_it_cannot_be_told(make_draft, spoken, word):
    said = f"“{word}”: {PAIR}."
    assert spoken(RULE, make_draft((f"Ob {word} kommt",))) == [("warning", said)]


def test_another_sign_than_the_wanted_one_is_told(make_draft, spoken):
    draft = make_draft(("Lehrer:innen",), style={"gender": "star"})
    assert spoken(RULE, draft) == [("warning", "“Lehrer:innen”: house style wants the sign “*”.")]
