# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What platforms count and look for in texts: graphemes and top-level domains."""

from __future__ import annotations

from functools import cache

import regex
from publicsuffixlist import PublicSuffixList


def graphemes(text: str) -> int:
    """How many characters readers see (extended grapheme clusters): a family emoji is one."""
    return sum(1 for _ in regex.finditer(r"\X", text))


def is_tld(label: str) -> bool:
    """Whether `label` (lower case, without a dot) is a top-level domain."""
    return label.isascii() and _suffixes().publicsuffix(f"x.{label}") is not None


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)
