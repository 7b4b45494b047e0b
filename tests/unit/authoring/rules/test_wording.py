# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L08 speaks of words that may hurt, outside quotations."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.wording import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Er sagte „Asylant“ und lachte.", {}, id="quoted"),
        pytest.param("Der Behinderten-Beirat tagt", {}, id="a title"),
        pytest.param("die behinderten Kinder", {}, id="disabled as an adjective"),
        pytest.param("Menschen mit Behinderung", {}, id="neutral"),
        pytest.param("https://a.example/Asylant", {}, id="in an address"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "Sie ist an den Rollstuhl gefesselt.",
            {},
            [
                (
                    "warning",
                    "“an den Rollstuhl gefesselt” may hurt; better: nutzt einen Rollstuhl (Leidmedien).",
                )
            ],
            id="wheelchair",
        ),
        pytest.param(
            "Die Flüchtlingswelle kam.",
            {},
            [
                (
                    "warning",
                    "“Flüchtlingswelle” may hurt; better: Menschen auf der Flucht (Glossar der Neuen deutschen Medienmacher*innen).",
                )
            ],
            id="compound",
        ),
        pytest.param(
            "He is confined to a wheelchair.",
            {"lang": "en"},
            [
                (
                    "warning",
                    "“confined to a wheelchair” may hurt; better: uses a wheelchair (National Center on Disability and Journalism, style guide).",
                )
            ],
            id="English",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
