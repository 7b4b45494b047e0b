# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A08 counts emoji as readers see them."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.emoji_count import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("a 🎉 b 🚲 c 🌳", {}, id="three"),
        pytest.param("👩🏽\u200d🦽", {}, id="one cluster of four code points"),
        pytest.param("🇩🇪 🇪🇺 🏳️\u200d🌈", {}, id="flags count once"),
        pytest.param("✓ ✓ → ★ ✓", {}, id="signs of text"),
        pytest.param("🎉 🚲 🌳 🌻", {"style": {"max_emoji": 4}}, id="as configured"),
        pytest.param("🎉 Fest 🎉", {}, id="twice, but not in a row"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "🎉 🚲 🌳 🌻", {}, [("warning", "4 emoji; at most 3 recommended.")], id="four"
        ),
        pytest.param(
            "Fest 🎉🎉",
            {},
            [("warning", "🎉 stands several times in a row; once is enough.")],
            id="twice",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
