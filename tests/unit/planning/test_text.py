# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Graphemes and top-level domains."""

from __future__ import annotations

import pytest

from scheduler.planning.text import graphemes, is_tld


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("äöü", 3), ("a\u0308", 1), ("👨‍👩‍👧‍👦", 1), ("🇩🇪🇪🇺", 2), ("\r\n", 1)],
)
def test_graphemes_are_what_readers_see(text: str, expected: int) -> None:
    assert graphemes(text) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("de", True),
        ("org", True),
        ("ck", True),
        ("museum", True),
        ("example", False),
        ("txt", False),
    ],
)
def test_top_level_domains(label: str, expected: bool) -> None:  # noqa: FBT001
    assert is_tld(label) is expected
