# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A09 speaks of emoji as bullets or words."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.emoji_place import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Wir feiern! 🎉", {}, id="at the end"),
        pytest.param("🎉 Fest\nMorgen", {}, id="one line begins with one"),
        pytest.param("Fest. 🎉 Kommt!", {}, id="after a full stop"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "🎉 Fest\n🚲 Rad",
            {},
            [("info", "Do not use emoji as bullets: screen readers read each out.")],
            id="bullets",
        ),
        pytest.param(
            "Wir ❤️ Hessen",
            {},
            [("info", "❤️ stands inside a sentence; emoji belong at its end and replace no word.")],
            id="instead of a word",
        ),
        pytest.param(
            "Danke! 👋🏽",
            {},
            [("info", "An emoji names a skin tone; screen readers read it out. Is that meant?")],
            id="skin tone",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
