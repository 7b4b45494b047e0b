# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What several platforms ask of a text: its graphemes, and whether a name is a top-level domain.

Both come from data that grow each year (Unicode, the Public Suffix List), which is loaded when it
is first needed and not when the program starts.
"""

from __future__ import annotations

from functools import cache
from typing import Any


def graphemes(text: str) -> int:
    """How many characters a reader sees: extended grapheme clusters (Unicode UAX #29)."""
    if text.isascii() and "\r\n" not in text:
        return len(text)
    return sum(1 for _ in _cluster().finditer(text))


def is_tld(name: str) -> bool:
    """Whether `name`, without a dot, is a top-level domain in the DNS; case does not matter.

    Names reserved for documentation and tests (`example`, `test`) are none.
    """
    if not name or "." in name:
        return False
    return bool(_suffixes().is_public(name))


@cache
def _cluster() -> Any:  # noqa: ANN401 - a compiled pattern of `regex`, imported late
    import regex  # noqa: PLC0415 - 20 ms that `litfass --help` need not pay

    return regex.compile(r"\X")


@cache
def _suffixes() -> Any:  # noqa: ANN401 - the library carries no types
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - parses a list of 200 kB

    return PublicSuffixList(accept_unknown=False, only_icann=True)
