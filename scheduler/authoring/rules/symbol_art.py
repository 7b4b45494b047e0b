# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A10: no pictures made of signs, and no shouting in capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from scheduler.authoring.emoji import without_emoji
from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import URL
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "A10"
_RUN = re.compile(r"[^\w\s]{4,}|[_^\W]{0,3}_{2,}[^\w\s]{2,}")
_EMOTICON = re.compile(r"(?<![\w:/])[:;=][-'^o]?[)(DPp|/\\*](?![\w/])|<3(?!\d)|¯\\_|\(ツ\)")
_PUNCTUATION = frozenset(".…!?,;:\"“”„\u201a‘»«\u203a\u2039'’()[]{}–—-=/#@&%+*~_\u200d\ufe0f")
_ART = frozenset("=/#@&%+*~_")
_CAPITALS = re.compile(r"\b[A-ZÄÖÜ]{4,}(?:[ \t]+[A-ZÄÖÜ]{4,})+\b")
_ABBREVIATIONS = frozenset(
    {"UNESCO", "UNICEF", "NATO", "DSGVO", "LSBTIQ", "LGBTIQ", "LGBTQ", "HTML", "YAML", "JSON"}
)


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    text = URL.sub(" ", part.text)
    art = _art(text)
    if art is not None:
        yield Remark(
            Severity.WARNING,
            Sentence(
                f"Zeichenbilder werden Zeichen für Zeichen vorgelesen: {art}",
                f"Symbol art is read out character by character: {art}",
            ),
        )
    known = _ABBREVIATIONS | _upper(channel.terms.style.abbreviations)
    for found in _CAPITALS.finditer(text):
        if not known & set(found[0].split()):
            yield Remark(
                Severity.INFO,
                Sentence(
                    f"„{found[0]}“ steht in Großbuchstaben; das liest sich schwer.",
                    f"“{found[0]}” is all capitals; that is hard to read.",
                ),
                _NAME,
            )


@lru_cache(maxsize=64)
def _art(text: str) -> str | None:
    emoticon = _EMOTICON.search(text)
    if emoticon is not None:
        return emoticon[0]
    for run in _RUN.findall(without_emoji(text)):
        if _is_art(run):
            return str(run)
    return None


def _is_art(run: str) -> bool:
    """Not what ends a quoted sentence in brackets, nor a line that parts two paragraphs."""
    strange = [sign for sign in run if sign not in _PUNCTUATION and _is_symbol(sign)]
    return len(strange) > 1 or (len(set(run)) > 1 and sum(sign in _ART for sign in run) > 1)


def _is_symbol(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "SP"


@lru_cache(maxsize=16)
def _upper(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.upper() for word in words)


_NAME = Sentence(
    "Ist es ein Name, tragen Sie ihn in abbreviations ein.",
    "If it is a name, add it to abbreviations.",
)
RULE = Rule(
    ID,
    "symbol-art",
    _check,
    Sentence(
        "Ein Bild aus Zeichen oder ein Emoticon wie :-). Hinweis: mehrere Wörter hintereinander "
        "in Großbuchstaben.",
        "a picture made of signs, or an emoticon like :-). Info: several words in a row in "
        "capitals",
    ),
    "warning; info",
)
