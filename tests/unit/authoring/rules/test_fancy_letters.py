# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: RUF001 - these letters are what it is about
"""A05 speaks of letters that screen readers cannot read."""

from __future__ import annotations

import pytest

from scheduler.authoring.rules.fancy_letters import RULE


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("Grüße aus Hessen", {}, id="plain"),
        pytest.param("🇩🇪 🇪🇺", {}, id="flag"),
        pytest.param("🅿 und ℹ", {}, id="lone signs"),
        pytest.param("Die Größe 𝑥 wächst", {}, id="a formula letter"),
        pytest.param("[ˈkaːsl̩] und ɪ", {}, id="phonetic script"),
        pytest.param("a̶b", {}, id="one stroke"),
    ],
)
def test_stays_silent(make_draft, spoken, text, values):
    assert spoken(RULE, make_draft((text,), **values)) == []


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        pytest.param(
            "Das ist 𝐅𝐞𝐭𝐭!",
            {},
            [("error", "Decorative letters are unreadable for screen readers: “𝐅𝐞𝐭𝐭!” → “Fett!”.")],
            id="mathematical",
        ),
        pytest.param(
            "ⓗⓘ",
            {},
            [("error", "Decorative letters are unreadable for screen readers: “ⓗⓘ” → “hi”.")],
            id="circled",
        ),
        pytest.param(
            "ＨＩ",
            {},
            [("error", "Decorative letters are unreadable for screen readers: “ＨＩ” → “HI”.")],
            id="full width",
        ),
        pytest.param(
            "ʜᴇʟʟᴏ",
            {},
            [("error", "Decorative letters are unreadable for screen readers: “ʜᴇʟʟᴏ” → “HELLO”.")],
            id="small capitals",
        ),
        pytest.param(
            "a̶b̶",
            {},
            [("error", "Decorative letters are unreadable for screen readers: “a̶b̶” → “ab”.")],
            id="struck through",
        ),
    ],
)
def test_speaks(make_draft, spoken, text, values, said):
    assert spoken(RULE, make_draft((text,), **values)) == said
