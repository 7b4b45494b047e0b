# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A07 speaks of many hashtags, and of those inside sentences."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.hashtag_count import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Text", {}, id="none"),
        pytest.param("Text\n\n#A1 #B2", {}, id="two at the end"),
        pytest.param("Text\n#Aa #Bb #Cc", {"platform": "linkedin"}, id="three on LinkedIn"),
        pytest.param("Text\n#Aa #Bb #Cc", {"style": {"max_hashtags": 3}}, id="as configured"),
        pytest.param(
            "Text\nKommt alle zu #Kassel", {"platform": "bluesky"}, id="in the last sentence"
        ),
        pytest.param("Text\n#Aa\nhttps://a.example/b", {}, id="a link below"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "Text\n#Aa #Bb #Cc", {}, [("warning", "3 hashtags; at most 2, at the end.")], id="three"
        ),
        pytest.param(
            "In #Kassel ist was los.\nKommt!",
            {"platform": "bluesky"},
            [("warning", "#Kassel stands inside the text; hashtags belong at the end.")],
            id="inside",
        ),
        pytest.param(
            "In #Kassel ist was los.\nKommt!",
            {},
            [("info", "#Kassel stands inside the text; hashtags belong at the end.")],
            id="usual on Mastodon",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
