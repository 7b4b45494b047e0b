# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A09: emoji are neither bullets nor words."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.emoji import SKIN_TONES, begins_with_emoji, inside_a_sentence
from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "A09"
BULLETS = 2


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    del channel
    if part.text.isascii():
        return
    lines = part.text.splitlines()
    if sum(begins_with_emoji(line) for line in lines) >= BULLETS:
        yield Remark(Severity.INFO, _BULLETS)
    word = next(filter(None, map(inside_a_sentence, lines)), None)
    if word is not None:
        yield Remark(
            Severity.INFO,
            Sentence(
                f"{word} steht mitten im Satz; Emojis gehören ans Ende und ersetzen kein Wort.",
                f"{word} stands inside a sentence; emoji belong at its end and replace no word.",
            ),
        )
    if SKIN_TONES.search(part.text):
        yield Remark(Severity.INFO, _SKIN)


_BULLETS = Sentence(
    "Verwenden Sie Emojis nicht als Aufzählungszeichen: Screenreader lesen jedes vor.",
    "Do not use emoji as bullets: screen readers read each out.",
)
_SKIN = Sentence(
    "Ein Emoji nennt eine Hautfarbe; Screenreader lesen sie mit vor. Ist das gemeint?",
    "An emoji names a skin tone; screen readers read it out. Is that meant?",
)
RULE = Rule(
    ID,
    "emoji-place",
    _check,
    Sentence(
        "Emojis als Aufzählungszeichen oder mitten im Satz, oder mit Hautfarbe.",
        "emoji as bullets or inside a sentence, or with a skin tone",
    ),
    "info",
)
