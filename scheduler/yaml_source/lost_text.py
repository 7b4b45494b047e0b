# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds hashtags that YAML takes for comments.

A real comment has a space behind its #; without one it is text that would be swallowed. Each
function gives the index of such a #, None where nothing is lost.
"""

from __future__ import annotations

import re

_TAG = r"#(?=\S*(?:\w|[^\x00-\x7f]))"
_BEHIND = re.compile(rf"[ \t]+{_TAG}")
_BELOW = re.compile(rf"[ \t]*\n\s*?(?<=\n)( +){_TAG}")
_IN_HEADER = re.compile(rf"[|>][0-9+-]*[ \t]+{_TAG}")
# A key that somebody commented out is no hashtag.
_NO_KEY = r"(?![\w.-]+:(?:\s|$))"
_AFTER_BLOCK = re.compile(rf"(?:[ \t]*\n)*[ \t]*{_TAG}{_NO_KEY}")
_BESIDE = re.compile(_TAG)
_ABOVE = re.compile(_TAG + _NO_KEY)
_DASH = re.compile(r"(?m)^[ \t-]*-(?=\s)")


def behind(text: str, end: int) -> int | None:
    """On the line of a value that ends at `end`."""
    return _hash(_BEHIND.match(text, end))


def below(text: str, end: int, column: int) -> int | None:
    """On a line below a plain value, indented deeper than its section's `column`."""
    match = _BELOW.match(text, end)
    return _hash(match) if match and len(match.group(1)) > column else None


def above(text: str, since: int, start: int) -> int | None:
    """Between a key, or the dash of a list, and a value that begins at `start` below it.

    `since` is where whatever stands before the value ends.
    """
    if text.find("#", since, start) < 0:
        return None
    for dash in _DASH.finditer(text, since, start):
        since = dash.end()
    pattern = _BESIDE
    for line in text[since:start].split("\n"):
        index = line.find("#")
        if index >= 0 and pattern.match(line, index):
            return since + index
        since += len(line) + 1
        pattern = _ABOVE
    return None


def in_header(text: str, start: int) -> int | None:
    """Beside the sign (| or >) of a block that begins at `start`."""
    return _hash(_IN_HEADER.match(text, start))


def after_block(text: str, end: int) -> int | None:
    """On the line behind a block that ends at `end`, where its author went on writing."""
    line = text.rfind("\n", 0, end) + 1
    return None if text[line:end].strip() else _hash(_AFTER_BLOCK.match(text, line))


def _hash(match: re.Match[str] | None) -> int | None:
    return match.end() - 1 if match else None
