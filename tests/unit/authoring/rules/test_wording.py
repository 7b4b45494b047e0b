# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L08 speaks of words that may hurt, outside quotations."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.wording import RULE


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Er sagte „Asylant“ und lachte.", id="quoted"),
        pytest.param("Der Behinderten-Beirat tagt", id="a title"),
        pytest.param("die behinderten Kinder", id="an adjective"),
        pytest.param("Menschen mit Behinderung", id="neutral"),
        pytest.param("https://a.example/Asylant", id="in an address"),
    ],
)
def test_stays_silent(make_draft, spoken, text):
    assert spoken(RULE, make_draft((text,))) == []


@pytest.mark.parametrize(
    ("text", "word", "better"),
    [
        (
            "Sie ist an den Rollstuhl gefesselt.",
            "an den Rollstuhl gefesselt",
            "nutzt einen Rollstuhl",
        ),
        ("Die Flüchtlingswelle kam.", "Flüchtlingswelle", "Menschen auf der Flucht"),
        ("Für die Behinderten da.", "die Behinderten", "Menschen mit Behinderung"),
        ("He is confined to a wheelchair.", "confined to a wheelchair", "uses a wheelchair"),
    ],
)
def test_speaks(make_draft, text, word, better):
    (found,) = RULE.check(make_draft((text,)))
    said = f"“{word}” may hurt; better: {better} ({found.source})."
    assert (found.severity, found.message.en) == ("warning", said)
