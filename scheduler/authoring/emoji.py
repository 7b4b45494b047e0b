# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Emoji as readers see them: one for each cluster, whatever it is made of."""

from __future__ import annotations

import re
from functools import lru_cache

SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
_BASE = (
    "[\U0001f300-\U0001f3fa\U0001f400-\U0001faff\U0001f000-\U0001f0ff\U0001f170-\U0001f1e5"
    "\U0001f201-\U0001f2ff\u2600-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u231a\u231b\u23e9-\u23fa]"
)
_SUFFIX = "(?:\ufe0f|[\U0001f3fb-\U0001f3ff]|[\U000e0020-\U000e007f])*"
_ARROWS = (
    "[\u2190-\u21ff\u25aa-\u25fe\u2b00-\u2bff\u2122\u2139\u00a9\u00ae\u203c\u2049\u3030\u303d]"
    "\ufe0f"
)
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_JOINED = f"{_BASE}{_SUFFIX}(?:\u200d(?:{_BASE}|[\u2640\u2642\u2695]){_SUFFIX})*"
_ONE = f"(?:{_KEYCAP}|{_FLAG}|{_ARROWS}|{_JOINED})"
EMOJI = re.compile(_ONE)
# Signs of text that stand among the symbols: check marks, arrows and stars without a colour.
_PLAIN = frozenset("✓✔✗✘✕✖★☆☐☑☒☎→➔➜➤❯❱✂✉✎✏➡⬅☞☛✦✧✱✲❖◆●○■□▪▫✳✴❄§")  # noqa: RUF001 - signs


@lru_cache(maxsize=64)
def emoji(text: str) -> tuple[str, ...]:
    """The emoji of `text` in order, each cluster once per occurrence."""
    return tuple(match[0] for match in EMOJI.finditer(text) if match[0] not in _PLAIN)


def without_emoji(text: str) -> str:
    """`text` with a space for each emoji; signs of text stay."""
    return EMOJI.sub(lambda found: found[0] if found[0] in _PLAIN else " ", text)


def begins_with_emoji(line: str) -> bool:
    """Whether `line` opens with one, as with a bullet."""
    match = EMOJI.match(line.lstrip())
    return match is not None and match[0] not in _PLAIN


def doubled(text: str) -> str | None:
    """The first emoji that stands at least twice in a row, None if there is none."""
    before: re.Match[str] | None = None
    for match in EMOJI.finditer(text):
        if before is not None and before[0] == match[0] and match[0] not in _PLAIN:
            between = text[before.end() : match.start()]
            if not between.strip(" "):
                return match[0]
        before = match
    return None


def inside_a_sentence(line: str) -> str | None:
    """The first emoji in `line` that stands between two words, None if there is none."""
    for match in EMOJI.finditer(line):
        left, right = line[: match.start()].rstrip(" "), line[match.end() :].lstrip(" ")
        if match[0] not in _PLAIN and left[-1:].isalpha() and right[:1].isalpha():
            return match[0]
    return None
