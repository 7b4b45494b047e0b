# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A05: no decorative letters from other corners of Unicode; screen readers cannot read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "A05"
SOURCE = "WCAG 2.2, 1.3.1"
# Mathematical, enclosed and full-width letters; small capitals; strokes laid over letters.
_FANCY = re.compile("[\U0001d400-\U0001d7ff\U0001f110-\U0001f189\u24b6-\u24e9\uff21-\uff5a]")
_SMALL_CAPITALS = re.compile("[\u1d00-\u1d2bʀɢʙʜʟɴ\u026a\u028fꜰ\ua731]")
_STROKES = re.compile("[\u0332-\u0338]")
_ANY = re.compile(f"{_FANCY.pattern}|{_SMALL_CAPITALS.pattern}|{_STROKES.pattern}")
_PLAIN_CAPITALS = str.maketrans(
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "ABCDEFGHIJKLMNOPRSTUVWYZ",
)


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    del channel
    for text in (part.text, part.content_warning or ""):
        if _ANY.search(text):
            for word in dict.fromkeys(filter(_is_decorative, text.split())):
                yield _remark(word)


def _is_decorative(word: str) -> bool:
    return (
        len(_FANCY.findall(word)) > 1
        or len(_SMALL_CAPITALS.findall(word)) > 2  # noqa: PLR2004 - phonetic script has one or two
        or len(_STROKES.findall(word)) > 1
    )


def _remark(word: str) -> Remark:
    plain = unicodedata.normalize("NFKC", _STROKES.sub("", word)).translate(_PLAIN_CAPITALS)
    return Remark(
        Severity.ERROR,
        Sentence(
            f"Schmuckschrift ist für Screenreader unlesbar: „{word}“ → „{plain}“.",
            f"Decorative letters are unreadable for screen readers: “{word}” → “{plain}”.",
        ),
        Sentence(f"Schreiben Sie „{plain}“.", f"Write “{plain}”."),
        SOURCE,
    )


RULE = Rule(
    ID,
    "fancy-letters",
    _check,
    Sentence(
        "Ein Wort steht in Schmuckschrift (mathematische, umkreiste oder durchgestrichene "
        "Buchstaben).",
        "a word is written in decorative letters (mathematical, circled or struck through)",
    ),
    "error",
    SOURCE,
)
