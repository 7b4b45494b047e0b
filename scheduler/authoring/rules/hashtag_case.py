# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A06: each word of a hashtag begins with a capital, so that it can be read (out)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.prose import hashtags
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "A06"
SOURCE = "WCAG 2.2, 3.1"
# German has long words that are one word (#antirassismus has 13 letters), so only from here on.
LONG = 16
RATHER_LONG = 11


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    known = _by_lower(channel.terms.style.known_hashtags)
    for tag in dict.fromkeys(hashtags(part.text)):
        if not tag.islower():
            continue
        right = known.get(tag)
        if right is not None:
            if right != tag:
                yield _misspelt(tag, right)
        elif len(tag) >= RATHER_LONG and tag.isascii() | tag.isalnum():
            yield _joined(tag)


@lru_cache(maxsize=16)
def _by_lower(tags: tuple[str, ...]) -> dict[str, str]:
    return {tag.removeprefix("#").lower(): tag.removeprefix("#") for tag in tags}


def _misspelt(tag: str, right: str) -> Remark:
    return Remark(
        Severity.ERROR,
        Sentence(
            f"#{tag} → #{right} (jedes Wort groß).", f"#{tag} → #{right} (a capital for each word)."
        ),
        Sentence(f"Schreiben Sie #{right}.", f"Write #{right}."),
        SOURCE,
    )


def _joined(tag: str) -> Remark:
    severity = Severity.WARNING if len(tag) >= LONG else Severity.INFO
    return Remark(
        severity,
        Sentence(
            f"#{tag}: Schreiben Sie jedes Wort eines Hashtags groß.",
            f"#{tag}: write each word of a hashtag with a capital.",
        ),
        Sentence(
            "Ist es ein einziges Wort, tragen Sie es in known_hashtags ein.",
            "If it is one single word, add it to known_hashtags.",
        ),
        SOURCE,
    )


RULE = Rule(
    ID,
    "hashtag-case",
    _check,
    Sentence(
        "Ein Hashtag ab 16 Zeichen ist ganz klein geschrieben. Fehler: einer aus known_hashtags. "
        "Hinweis: ab 11 Zeichen.",
        "a hashtag of 16 or more characters has no capitals. Error: one of known_hashtags. "
        "Info: from 11 characters on",
    ),
    "warning; error; info",
    SOURCE,
)
