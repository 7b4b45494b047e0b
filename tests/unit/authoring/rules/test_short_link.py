# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L06 speaks of links that hide their target, and of several."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.short_link import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("https://land.example/a", {}, id="one"),
        pytest.param("https://a.example https://a.example", {}, id="the same twice"),
        pytest.param("https://nobit.ly/a", {}, id="a host that only ends so"),
        pytest.param(
            "https://bit.ly/a", {"style": {"own_shorteners": ("bit.ly",)}}, id="an own shortener"
        ),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "https://bit.ly/a",
            {},
            [("warning", "Short link hides its target: https://bit.ly/a")],
            id="short",
        ),
        pytest.param(
            "https://kurz.example/a",
            {"style": {"shorteners": ("kurz.example",)}},
            [("warning", "Short link hides its target: https://kurz.example/a")],
            id="further ones",
        ),
        pytest.param(
            "https://a.example https://b.example",
            {},
            [("info", "One post, one goal: there are 2 links here.")],
            id="two",
        ),
        pytest.param(
            " ".join(f"https://{name}.example" for name in "abcdef"),
            {"platform": "threads"},
            [("error", "One post, one goal: there are 6 links here.")],
            id="six on Threads",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
