# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A13 speaks of German texts that are hard to read."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.readability import RULE, lix

HARD = "Verwaltungsvorschrift und Durchführungsverordnung " * 12 + "."
RATHER_HARD = "Unsere Leute sprechen heute mit vielen Menschen. " * 5


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        pytest.param("Verwaltungsvorschriftenverzeichnis " * 5, "de", id="too short to tell"),
        pytest.param("Wir sind da. " * 15, "de", id="easy words"),
        pytest.param(HARD, "en", id="English"),
        pytest.param("https://a.example/b " * 40, "de", id="addresses do not count"),
        pytest.param(RATHER_HARD, "de", id="good enough for everyday German"),
    ],
)
def test_stays_silent(make_draft, spoken, text, lang):
    assert spoken(RULE, make_draft((text,), lang=lang)) == []


@pytest.mark.parametrize(
    ("text", "lang", "severity"),
    [
        pytest.param(HARD, "de", "info", id="hard"),
        pytest.param(RATHER_HARD, "de-leicht", "warning", id="easy German is judged strictly"),
    ],
)
def test_speaks(make_draft, spoken, text, lang, severity):
    assert spoken(RULE, make_draft((text,), lang=lang)) == [
        (severity, f"Text is hard to read (LIX {lix(text)}).")
    ]


def test_lix_is_words_per_sentence_plus_percent_of_long_words():
    assert lix("Zehn Worte, von denen nur eines besonders lang ist, so. " * 3) == 10 + 10
