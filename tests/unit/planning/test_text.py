# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Graphemes and top-level domains."""

from __future__ import annotations

import pytest

from scheduler.planning.text import graphemes, is_tld


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("Hallo", 5, id="plain"),
        pytest.param("a\r\nb", 3, id="line end of two characters"),
        pytest.param("Grüße", 5, id="umlaut in one code point"),
        pytest.param("Gru\u0308ße", 5, id="umlaut in two code points"),
        pytest.param("👨‍👩‍👧‍👦", 1, id="family joined by ZWJ"),
        pytest.param("👍🏽", 1, id="skin tone"),
        pytest.param("🇩🇪🇪🇺", 2, id="two flags"),
        pytest.param("1️⃣", 1, id="keycap"),
    ],
)
def test_a_grapheme_is_what_a_reader_sees_as_one_character(text: str, expected: int) -> None:
    assert graphemes(text) == expected


@pytest.mark.parametrize("name", ["de", "COM", "museum", "xn--p1ai", "中国", "py", "md"])
def test_a_name_in_the_root_zone_is_a_top_level_domain(name: str) -> None:
    assert is_tld(name)


@pytest.mark.parametrize("name", ["", "example", "test", "docx", "co.uk", "localhost"])
def test_a_name_that_is_not_in_the_root_zone_is_none(name: str) -> None:
    assert not is_tld(name)
