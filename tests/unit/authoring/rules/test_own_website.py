# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L05 speaks where readers are not led to the own website."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.own_website import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Text", {}, id="not asked"),
        pytest.param(
            "https://land.example/a",
            {"style": {"cross_media": True, "own_domains": ("land.example",)}},
            id="own domain",
        ),
        pytest.param(
            "Mehr: https://www.presse.land.example/a",
            {"style": {"cross_media": True, "own_domains": ("land.example",)}},
            id="below it",
        ),
        pytest.param("Text", {"style": {"cross_media": True}}, id="no domain known"),
        pytest.param(
            "Wir trauern",
            {
                "style": {"cross_media": True, "own_domains": ("land.example",)},
                "tags": ("Gedenken",),
            },
            id="in memory",
        ),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "Text",
            {"style": {"cross_media": True, "own_domains": ("land.example",)}},
            [("info", "Point to your own website as an alternative.")],
            id="no link",
        ),
        pytest.param(
            "https://badland.example/a",
            {"style": {"cross_media": True, "own_domains": ("land.example",)}},
            [("info", "Point to your own website as an alternative.")],
            id="elsewhere",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
