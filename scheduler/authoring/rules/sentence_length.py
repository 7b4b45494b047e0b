# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A12: sentences that can be taken in at one reading."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import is_easy, sentences, words
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "A12"
SOURCE = "DIN SPEC 33429 (Leichte Sprache)"
EASY_WORDS = 8
EASY_COMMAS = 1
_SHOWN = 6


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    if is_easy(part.lang):
        yield from _easy(part.text)
        return
    most = channel.terms.style.sentence_words
    for sentence in sentences(part.text):
        if len(words(sentence)) > most:
            yield Remark(Severity.WARNING, _long(sentence))


def _easy(text: str) -> Iterator[Remark]:
    for sentence in sentences(text):
        if len(words(sentence)) > EASY_WORDS:
            yield Remark(Severity.ERROR, _long(sentence), _ONE_THOUGHT, SOURCE)
        elif sentence.count(",") > EASY_COMMAS:
            yield Remark(Severity.WARNING, _commas(sentence), _ONE_THOUGHT, SOURCE)


def _long(sentence: str) -> Sentence:
    count, begin = len(words(sentence)), _begin(sentence)
    return Sentence(
        f"Satz mit {count} Wörtern („{begin} …“). Teilen Sie ihn.",
        f"Sentence has {count} words (“{begin} …”); split it.",
    )


def _commas(sentence: str) -> Sentence:
    begin = _begin(sentence)
    return Sentence(
        f"Satz mit mehreren Kommas („{begin} …“). Teilen Sie ihn.",
        f"Sentence has several commas (“{begin} …”); split it.",
    )


def _begin(sentence: str) -> str:
    return " ".join(sentence.split()[:_SHOWN])


_ONE_THOUGHT = Sentence(
    "In Leichter Sprache: ein Gedanke je Satz, höchstens 8 Wörter.",
    "In easy language: one thought for each sentence, at most 8 words.",
)
RULE = Rule(
    ID,
    "sentence-length",
    _check,
    Sentence(
        "Ein Satz hat mehr als 25 Wörter (sentence_words). In Leichter Sprache (de-leicht) "
        "Fehler: mehr als 8 Wörter; Warnung: mehr als ein Komma.",
        "a sentence has more than 25 words (sentence_words). In easy German (de-leicht) error: "
        "more than 8 words; warning: more than one comma",
    ),
    "warning; error",
    SOURCE,
)
