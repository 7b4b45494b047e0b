# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How LinkedIn shows its "little text": markup, escapes, and the silent end of a careless text.

Written from the documentation of the format (2026-05) and reports about it: a reserved character
that nobody escaped ends the text, and the API says nothing about it.
"""

from __future__ import annotations

RESERVED = frozenset("\\|{}@[]()<>#*_~")
_HASHTAG = "{hashtag|"


def shown(little: str) -> str:
    """What readers see of `little`."""
    out: list[str] = []
    at = 0
    while at < len(little):
        piece, width = _next(little, at)
        if not width:
            break
        out.append(piece)
        at += width
    return "".join(out)


def _next(text: str, at: int) -> tuple[str, int]:
    """What stands at `at` and how much of the source it takes; 0 where the text is cut."""
    character = text[at]
    if character == "\\":
        return (text[at + 1 : at + 2], 2)
    if character not in RESERVED:
        return character, 1
    if text.startswith(_HASHTAG, at) and (end := text.find("}", at)) > 0:
        return "#" + text[at:end].rpartition("|")[2], end + 1 - at
    if text.startswith("@[", at):
        return _mention(text, at)
    if character == "#" and text[at + 1 : at + 2].isalnum():  # a plain hashtag is one, too
        return "#", 1
    return "", 0


def _mention(text: str, at: int) -> tuple[str, int]:
    middle = text.find("](urn:li:", at)
    end = text.find(")", middle)
    if middle < 0 or end < 0:
        return "", 0
    return shown(text[at + 2 : middle]), end + 1 - at
