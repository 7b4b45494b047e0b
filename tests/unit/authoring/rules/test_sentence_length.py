# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A12 speaks of sentences that are too long to take in."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.sentence_length import RULE

FULL = " ".join(["Wort"] * 25)
NINE = "Das ist ein Satz mit genau neun kurzen Wörtern."


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(f"{FULL}.", {}, id="25 words"),
        pytest.param(f"{FULL}\n{FULL}", {}, id="a list without full stops"),
        pytest.param("Wort " * 24 + "https://a.example/b-c-d", {}, id="an address is one word"),
        pytest.param(f"{FULL} Wort", {"style": {"sentence_words": 30}}, id="as configured"),
        pytest.param("Das ist leicht.\nAlle lernen.", {"lang": "de-leicht"}, id="easy"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        pytest.param(f"{FULL} Wort.", "de", ("warning", "26 words"), id="26 words"),
        pytest.param(f"z. B. {FULL}.", "de", ("warning", "27 words"), id="abbreviation"),
        pytest.param(f"Am 21. März {FULL}.", "de", ("warning", "28 words"), id="ordinal"),
        pytest.param(NINE, "de-leicht", ("error", "9 words"), id="easy, nine words"),
        pytest.param(
            "Wir kommen, wir sehen, wir helfen.", "de-leicht", ("warning", "commas"), id="commas"
        ),
    ],
)
def test_speaks(make_draft, spoken, text, lang, said):
    ((found, message),) = spoken(RULE, make_draft((text,), lang=lang))
    severity, words = said
    assert found == severity
    assert words in message
