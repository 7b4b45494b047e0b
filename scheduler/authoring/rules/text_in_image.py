# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A16: what stands in a sharepic can also be read outside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.authoring.linting import Draft, Rule, media_on
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Medium
from scheduler.model.sentence import Sentence

ID = "A16"
SOURCE = "WCAG 2.2, 1.4.5"
ENOUGH = 0.8
_WORD = re.compile(r"\w+")


def _check(draft: Draft) -> Iterator[Finding]:
    undeclared: set[Medium] = set()
    for channel in draft.channels:
        text = " ".join(part.text for part in channel.message.parts)
        for medium in media_on(draft.post, channel.channel):
            if medium.kind == "sharepic" and not medium.decorative and medium not in undeclared:
                if not medium.image_text.strip():
                    undeclared.add(medium)
                    yield _finding(draft, medium, None, _UNDECLARED, _DECLARE)
                elif _share_told(medium, text) < ENOUGH:
                    yield _finding(draft, medium, channel.channel, _UNTOLD, _TELL)


def _share_told(medium: Medium, text: str) -> float:
    """How much of the words in the picture stands in alt text or post, 0 to 1."""
    words = _words(medium.image_text)
    return len(words & _words(f"{medium.alt} {text}")) / len(words) if words else 1.0


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _finding(
    draft: Draft, medium: Medium, channel: str | None, message: Sentence, advice: Sentence
) -> Finding:
    return Finding(
        ID,
        Severity.ERROR,
        medium.place or draft.post.place,
        message,
        advice,
        post=draft.post.id,
        channel=channel,
        source=SOURCE,
    )


_UNDECLARED = Sentence(
    "Zu diesem Sharepic fehlt, was darauf steht (image_text).",
    "This sharepic does not say what is written on it (image_text).",
)
_DECLARE = Sentence(
    'Schreiben Sie image_text: "…", Wort für Wort; ohne Schrift ist es kind: photo.',
    'Write image_text: "…", word for word; without writing it is kind: photo.',
)
_UNTOLD = Sentence(
    "Text auf dem Bild fehlt in Alternativtext oder Beitrag.",
    "Text in the picture is missing from alt text or post.",
)
_TELL = Sentence(
    "Übernehmen Sie den Wortlaut in den Alternativtext.", "Take its words into the alt text."
)

RULE = Rule(
    ID,
    "text-in-image",
    _check,
    Sentence(
        "Ein Sharepic hat kein image_text; oder weniger als 80 % seiner Wörter stehen im "
        "Alternativtext oder im Beitrag.",
        "a sharepic without `image_text`; or fewer than 80 % of its words stand in alt text "
        "or post",
    ),
    "error",
    "WCAG 2.2, 1.4.5",
)
