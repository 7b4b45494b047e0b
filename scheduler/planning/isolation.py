# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Right-to-left text with Latin pieces in it: isolated where the mixture would be garbled.

Readers' programs order each line by the Unicode bidirectional algorithm (UAX #9). A Latin word in
a Hebrew or Arabic line comes out right by itself. Three things do not: a `#` or `@` in front of a
Latin word lands behind it, a `/` at the end of an address lands in front of it, and numbers with a
space or dash between them (a telephone number, a range) change places. Those are put between FIRST
STRONG ISOLATE and POP DIRECTIONAL ISOLATE; nothing else is touched, for each sign counts.

Behind an address a space stands before the closing sign: servers take what follows without a space
for a part of the address.
"""

from __future__ import annotations

import re
import unicodedata

from scheduler.model.languages import direction

OPEN, CLOSE = "\u2068", "\u2069"
_MARKS = "\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\u200e\u200f"
_PIECE = re.compile(
    r"(?P<url>https?://[^\s\u2066-\u2069]+)(?P<space>[^\S\n]?)"
    r"|(?<![\w/@#.])(?P<name>[@#][A-Za-z0-9_][A-Za-z0-9_.@-]*[A-Za-z0-9_]|[@#][A-Za-z0-9_])(?!\w)"
    r"|(?<![\w.,:/])(?P<number>\+?\d+(?:[ \u00a0/\u2013-]\d+)+|\+\d+)(?![\w])"
)


def isolated(text: str, lang: str) -> str:
    """`text` of a post in `lang`, with isolates where it needs them; others are left alone.

    What an author has marked already stays: a line with a mark of direction is not touched.
    """
    if direction(lang) == "ltr":
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    if not _runs_to_the_left(line) or any(mark in line for mark in _MARKS):
        return line
    return _PIECE.sub(_wrapped, line)


def _wrapped(match: re.Match[str]) -> str:
    url = match["url"]
    if url is None:
        return f"{OPEN}{match[0]}{CLOSE}"
    if url[-1].isalnum():
        return match[0]
    return f"{OPEN}{url} {CLOSE}"


def _runs_to_the_left(line: str) -> bool:
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in line)
