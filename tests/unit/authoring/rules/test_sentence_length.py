# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A12 speaks of sentences that are too long to take in."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.sentence_length import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(
            "Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort.",
            {},
            id="25 words",
        ),
        pytest.param(
            "Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort\nWort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort",
            {},
            id="a list without full stops",
        ),
        pytest.param(
            "Kurz, z. B. am 21. März bei Dr. Beispiel.",
            {},
            id="abbreviations end none but shorten none",
        ),
        pytest.param(
            "Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort https://a.example/b-c-d-e-f",
            {},
            id="an address is one word",
        ),
        pytest.param(
            "Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort",
            {"style": {"sentence_words": 30}},
            id="as configured",
        ),
        pytest.param("Das ist leicht.\nAlle verstehen es.", {"lang": "de-leicht"}, id="easy"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort.",
            {},
            [("warning", "Sentence has 26 words (“Wort Wort Wort Wort Wort Wort …”); split it.")],
            id="26 words",
        ),
        pytest.param(
            "z. B. Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort.",
            {},
            [("warning", "Sentence has 27 words (“z. B. Wort Wort Wort Wort …”); split it.")],
            id="an abbreviation does not end it",
        ),
        pytest.param(
            "Das ist ein Satz mit genau neun kurzen Wörtern.",
            {"lang": "de-leicht"},
            [("error", "Sentence has 9 words (“Das ist ein Satz mit genau …”); split it.")],
            id="easy, nine words",
        ),
        pytest.param(
            "Wir kommen, wir sehen, wir helfen.",
            {"lang": "de-leicht"},
            [
                (
                    "warning",
                    "Sentence has several commas (“Wir kommen, wir sehen, wir helfen. …”); split it.",
                )
            ],
            id="easy, two commas",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
