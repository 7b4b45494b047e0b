# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text as platforms count and read it: grapheme clusters and top-level domains."""

from __future__ import annotations

from functools import cache

import regex

_CLUSTER = regex.compile(r"\X")


def graphemes(text: str) -> int:
    """How many characters a reader sees (extended grapheme clusters, UAX #29)."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _CLUSTER.finditer(text))


def is_tld(name: str) -> bool:
    """Whether `name` (without a dot, any case, IDN as Unicode or `xn--`) is a top-level domain."""
    return name.lower() in _tlds()


@cache
def _tlds() -> frozenset[str]:
    """All top-level domains of the Public Suffix List that ships with `publicsuffixlist`.

    Loaded when first asked: it takes longer than the start of most commands.
    """
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - see above

    unicode_names = PublicSuffixList(idna=False)
    ascii_names = PublicSuffixList(idna=True)
    return frozenset(
        name
        for known in (unicode_names, ascii_names)
        for name in known._publicsuffix  # noqa: SLF001 - the list offers no way to walk it
        if "." not in name
    )
