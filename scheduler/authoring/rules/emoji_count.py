# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A08: few emoji, and none twice in a row: each is read out by its whole name."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.emoji import doubled, emoji
from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.authoring.remarks import Remark, remarks_on_parts
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Part
from scheduler.model.sentence import Sentence

ID = "A08"


def _check(draft: Draft) -> Iterator[Finding]:
    return remarks_on_parts(draft, ID, _judge)


def _judge(part: Part, channel: ChannelDraft) -> Iterator[Remark]:
    if part.text.isascii():
        return
    count, most = len(emoji(part.text)), channel.terms.style.max_emoji
    if count > most:
        yield Remark(
            Severity.WARNING,
            Sentence(
                f"{count} Emojis, empfohlen sind höchstens {most}.",
                f"{count} emoji; at most {most} recommended.",
            ),
        )
    twice = doubled(part.text)
    if twice is not None:
        yield Remark(
            Severity.WARNING,
            Sentence(
                f"{twice} steht mehrmals hintereinander; einmal genügt.",
                f"{twice} stands several times in a row; once is enough.",
            ),
        )


RULE = Rule(
    ID,
    "emoji-count",
    _check,
    Sentence(
        "Mehr als 3 Emojis (max_emoji), oder dasselbe mehrmals hintereinander.",
        "more than 3 emoji (max_emoji), or the same several times in a row",
    ),
    "warning",
)
