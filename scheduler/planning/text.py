# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text as platforms count and read it: grapheme clusters and top-level domains."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_CLUSTER = regex.compile(r"\X")


def graphemes(text: str) -> int:
    """How many characters a reader sees (extended grapheme clusters, UAX #29)."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _CLUSTER.finditer(text))


def is_tld(name: str) -> bool:
    """Whether `name` (without a dot, any case, IDN as Unicode or `xn--`) is a top-level domain."""
    return "." not in name and _suffixes().publicsuffix(f"host.{name.lower()}") is not None


@cache
def _suffixes() -> PublicSuffixList:
    """The Public Suffix List, loaded when first asked: that takes longer than most commands."""
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - see above

    return PublicSuffixList(accept_unknown=False, only_icann=True)
