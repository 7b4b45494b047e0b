# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A01: every medium has an alternative text, or is said to be decorative."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import Draft, Rule, all_media
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Medium
from scheduler.model.sentence import Sentence

ID = "A01"
SOURCE = "WCAG 2.2, 1.1.1"
_NOUNS = {"video": ("Video", "Video"), "audio": ("Tonaufnahme", "Recording")}
_ADVICE = Sentence(
    "Oder schreiben Sie decorative: true, wenn das Bild nichts mitteilt.",
    "Or write decorative: true if the picture tells nothing.",
)


def _check(draft: Draft) -> Iterator[Finding]:
    only_one = len(draft.post.media) == 1 and not draft.post.thread
    for channel, number, medium in all_media(draft.post):
        if medium.decorative and only_one and channel is None:
            yield _finding(draft, medium, channel, Severity.WARNING, _lone(number, medium))
        elif not medium.decorative and not medium.alt.strip():
            yield _finding(draft, medium, channel, Severity.ERROR, _missing(number, medium))


def _finding(
    draft: Draft, medium: Medium, channel: str | None, severity: Severity, message: Sentence
) -> Finding:
    return Finding(
        ID,
        severity,
        medium.place or draft.post.place,
        message,
        _ADVICE if severity is Severity.ERROR else None,
        post=draft.post.id,
        channel=channel,
        source=SOURCE,
    )


def _missing(number: int, medium: Medium) -> Sentence:
    de, en = _NOUNS.get(medium.kind, ("Bild", "Picture"))
    return Sentence(
        f"{de} {number} hat keinen Alternativtext. Beschreiben Sie in 1–2 Sätzen, was wichtig ist.",
        f"{en} {number} has no alt text. Describe in one or two sentences what matters.",
    )


def _lone(number: int, medium: Medium) -> Sentence:
    de, en = _NOUNS.get(medium.kind, ("Bild", "Picture"))
    return Sentence(
        f"{de} {number} ist das einzige des Beitrags und gilt als schmückend. Teilt es nichts mit?",
        f"{en} {number} is the only one of the post and said to be decorative. "
        "Does it tell nothing?",
    )


RULE = Rule(
    ID,
    "alt-missing",
    _check,
    Sentence(
        "Ein Medium hat weder Alternativtext noch decorative: true. Warnung: Das einzige Bild "
        "eines Beitrags gilt als schmückend.",
        "a medium has neither alt text nor `decorative: true`. Warning: the only picture of a "
        "post is said to be decorative",
    ),
    "error; warning",
    SOURCE,
)
