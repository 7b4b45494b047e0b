# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A13: the text as a whole is readable, measured by LIX."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import HASHTAG, URL, is_easy, is_german, sentences, words
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "A13"
SOURCE = "Björnsson, Läsbarhet, 1968 (LIX)"
FEWEST_WORDS = 30
LONG_WORD = 6
HARD = 55
HARD_FOR_EASY = 35


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    del channel
    if not is_german(part.lang):
        return
    found = lix(part.text)
    easy = is_easy(part.lang)
    if found is not None and found > (HARD_FOR_EASY if easy else HARD):
        yield Remark(
            Severity.WARNING if easy else Severity.INFO,
            Sentence(
                f"Text ist schwer lesbar (LIX {found}).", f"Text is hard to read (LIX {found})."
            ),
            _ADVICE,
            SOURCE,
        )


@lru_cache(maxsize=64)
def lix(text: str) -> int | None:
    """Words per sentence plus the percentage of long words; None for a text too short to tell."""
    prose = HASHTAG.sub(" ", URL.sub(" ", text))
    found, count = words(prose), len(sentences(prose))
    if len(found) < FEWEST_WORDS or not count:
        return None
    long = sum(len(word) > LONG_WORD for word in found)
    return round(len(found) / count + 100 * long / len(found))


_ADVICE = Sentence(
    "Kürzere Sätze und kürzere Wörter helfen.", "Shorter sentences and shorter words help."
)
RULE = Rule(
    ID,
    "readability",
    _check,
    Sentence(
        "Ein deutscher Text ab 30 Wörtern hat einen LIX über 55. Warnung: in Leichter Sprache "
        "über 35.",
        "a German text of 30 or more words has a LIX above 55. Warning: above 35 in easy German",
    ),
    "info; warning",
    SOURCE,
)
