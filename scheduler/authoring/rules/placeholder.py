# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Y03: no placeholder and no invisible character is left in what goes public."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scheduler.authoring.linting import Draft, Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "Y03"
_PLACEHOLDER = re.compile(
    r"\b(?:TODO|XXX|TBD|Lorem)\b|\{\{?\s*\w+\s*\}?\}|\[Link\]|\bexample\.(?:org|com|net)\b"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_JOINER = "\u200d"
# Right-to-left scripts need marks for direction, and some need (non-)joiners inside words.
_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
)
_SCRIPT_MARKS = frozenset("\u200c\u200d\u200e\u200f")
_EMOJI_CATEGORIES = frozenset({"So", "Sk", "Mn", "Me"})


def _check(draft: Draft) -> Iterator[Finding]:
    for channel in draft.channels:
        for sentence in dict.fromkeys(
            sentence for part in channel.message.parts for sentence in _faults(part)
        ):
            yield Finding(
                ID,
                Severity.ERROR,
                draft.post.place,
                sentence,
                post=draft.post.id,
                channel=channel.channel,
            )


def _faults(part: Part) -> Iterator[Sentence]:
    for text in _texts(part):
        for match in _PLACEHOLDER.finditer(text):
            yield Sentence(
                f"Platzhalter „{match[0]}“ ist noch im Text.",
                f"Placeholder “{match[0]}” is still in the text.",
            )
        for match in _INVISIBLE.finditer(text):
            if not _belongs(text, match.start(), part.lang):
                yield _invisible(text, match.start())


def _texts(part: Part) -> Iterator[str]:
    yield part.text
    yield part.content_warning or ""
    for attachment in part.attachments:
        yield attachment.alt


def _belongs(text: str, index: int, lang: str) -> bool:
    if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT and text[index] in _SCRIPT_MARKS:
        return True
    around = (text[index - 1 : index], text[index + 1 : index + 2])
    return text[index] == _JOINER and all(
        neighbour and unicodedata.category(neighbour) in _EMOJI_CATEGORIES for neighbour in around
    )


def _invisible(text: str, index: int) -> Sentence:
    code = f"U+{ord(text[index]):04X}"
    near = text[max(0, index - 10) : index].strip() or text[index + 1 : index + 11].strip()
    return Sentence(
        f"Unsichtbares Zeichen {code} bei „{near}“. Löschen Sie es.",
        f"Invisible character {code} near “{near}”. Delete it.",
    )


RULE = Rule(
    ID,
    "placeholder",
    _check,
    Sentence(
        "TODO, TBD, XXX, Lorem, [Link], {name}, example.org oder ein unsichtbares Zeichen steht "
        "noch in Text, Inhaltswarnung oder Alternativtext.",
        "`TODO`, `TBD`, `XXX`, `Lorem`, `[Link]`, `{name}`, `example.org`, or an invisible "
        "character is left in text, warning or alt text",
    ),
    "error",
    binding=True,
)
