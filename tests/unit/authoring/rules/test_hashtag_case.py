# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A06 speaks of hashtags whose words run into each other."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.hashtag_case import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(
            "#DaGehtNochWas",
            {"style": {"known_hashtags": ("#DaGehtNochWas", "kassel")}},
            id="capitals",
        ),
        pytest.param("#hessen", {}, id="one short word"),
        pytest.param(
            "#kassel",
            {"style": {"known_hashtags": ("#DaGehtNochWas", "kassel")}},
            id="known in small letters",
        ),
        pytest.param("#Antirassismuswochen", {}, id="a capital somewhere"),
        pytest.param("https://a.example/#ganzlangesfragmenthier", {}, id="part of an address"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "#dagehtnochwas",
            {"style": {"known_hashtags": ("#DaGehtNochWas", "kassel")}},
            [("error", "#dagehtnochwas → #DaGehtNochWas (a capital for each word).")],
            id="known",
        ),
        pytest.param(
            "#wochengegenrassismus",
            {},
            [("warning", "#wochengegenrassismus: write each word of a hashtag with a capital.")],
            id="long",
        ),
        pytest.param(
            "#antirassismus",
            {},
            [("info", "#antirassismus: write each word of a hashtag with a capital.")],
            id="long single words only inform",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
