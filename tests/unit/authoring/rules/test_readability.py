# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A13 speaks of German texts that are hard to read."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.readability import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(
            "Verwaltungsvorschriftenverzeichnis Verwaltungsvorschriftenverzeichnis Verwaltungsvorschriftenverzeichnis Verwaltungsvorschriftenverzeichnis Verwaltungsvorschriftenverzeichnis ",
            {},
            id="short",
        ),
        pytest.param(
            "Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. Wir sind da. ",
            {},
            id="easy words",
        ),
        pytest.param(
            "Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung.",
            {"lang": "en"},
            id="English",
        ),
        pytest.param(
            "https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b https://a.example/b ",
            {},
            id="addresses count for nothing",
        ),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung Verwaltungsvorschrift und Durchführungsverordnung.",
            {},
            [("info", "Text is hard to read (LIX 103).")],
            id="hard",
        ),
        pytest.param(
            "Wir sehen heute viele wichtige Menschen bei uns hier. Wir sehen heute viele wichtige Menschen bei uns hier. Wir sehen heute viele wichtige Menschen bei uns hier. Wir sehen heute viele wichtige Menschen bei uns hier. ",
            {"lang": "de-leicht"},
            [("warning", "Text is hard to read (LIX 42).")],
            id="easy German is judged more strictly",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
