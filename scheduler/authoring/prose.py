# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts taken apart as readers read them: sentences, words, addresses, hashtags, quotations."""

from __future__ import annotations

import re
from functools import lru_cache

URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”„]+", re.IGNORECASE)
HASHTAG = re.compile(r"(?<![\w&/#])#(\w*[^\W\d_]\w*)")
HANDLE = re.compile(r"(?<![\w/])@[\w.-]+(?:@[\w.-]+)?")
QUOTED = re.compile(r"„[^“”\n]*[“”]|“[^”\n]*”|»[^«\n]*«|«[^»\n]*»|\"[^\"\n]*\"")
AFTER_URL = ".,;:!?)]}’'"

_STOP = "\ufffc"  # stands for a full stop that ends no sentence
_ABBREVIATIONS = re.compile(
    r"\b(?:z\. ?B|d\. ?h|u\. ?a|i\. ?d\. ?R|o\. ?ä|s\. ?o|u\. ?U|v\. ?a|z\. ?T|i\. ?A|n\. ?Chr"
    r"|Dr|Prof|Nr|Str|Tel|bzw|ca|evtl|ggf|inkl|max|min|Mio|Mrd|usw|vgl|Abs|Art|St|Hr"
    r"|e\.g|i\.e|Mr|Mrs|Ms|vs|etc|approx|[A-ZÄÖÜ])\."
)
# An ordinal: "21. März", "am 3. und 4. Mai", but not the year that ends a sentence ("2027. Dann").
_ORDINAL = re.compile(r"(?<!\d)(\d{1,2})\.(?=\s*(?:\w|[–-]))")
_DOT_INSIDE = re.compile(r"(?<=\w)\.(?=\w)")
_END = re.compile(r"[.!?…]+(?:[\"“”»«’')\]]+)?(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-’'*:_·/][^\W_]+)*")


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`; a line break ends one, an abbreviation does not."""
    masked = URL.sub(_masked_url, text)
    for pattern in (_ABBREVIATIONS, _ORDINAL, _DOT_INSIDE):
        masked = pattern.sub(lambda found: found[0].replace(".", _STOP), masked)
    pieces = (piece.replace(_STOP, ".").strip() for piece in _END.split(masked))
    return tuple(piece for piece in pieces if any(map(str.isalnum, piece)))


@lru_cache(maxsize=128)
def words(text: str) -> tuple[str, ...]:
    """The words of `text`; an address counts as one, a hashtag as one, numbers as words."""
    return tuple(_WORD.findall(URL.sub(_masked_url, text)))


@lru_cache(maxsize=64)
def without_quotations(text: str) -> str:
    """`text` with what others said, addresses, handles and hashtags blanked out."""
    for pattern in (URL, QUOTED, HANDLE, HASHTAG):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


@lru_cache(maxsize=64)
def urls(text: str) -> tuple[str, ...]:
    """The web addresses in `text`, without the punctuation behind them, each once."""
    return tuple(dict.fromkeys(found.rstrip(AFTER_URL) for found in URL.findall(text)))


@lru_cache(maxsize=64)
def hashtags(text: str) -> tuple[str, ...]:
    """The hashtags in `text` in order, without #."""
    return tuple(HASHTAG.findall(URL.sub(" ", text)))


def is_german(lang: str) -> bool:
    """Whether a text of this language tag is German, easy German among it."""
    return lang.lower().partition("-")[0] == "de"


def is_easy(lang: str) -> bool:
    """Whether a text is in easy language (`de-leicht`)."""
    return lang.lower() in {"de-leicht", "de-x-leicht", "de-simple"}


def _masked_url(found: re.Match[str]) -> str:
    """One word, and what follows the address; its dots end no sentence."""
    tail = found[0][len(found[0].rstrip(AFTER_URL)) :]
    return f"URL{tail}"
