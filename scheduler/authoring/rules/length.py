# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""L01: each part of a message fits, by its platform's own counting."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.authoring.linting import ChannelDraft, Draft, Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.message import Length
from scheduler.model.sentence import Sentence

ID = "L01"
NEARLY_FULL = 0.95


def _check(draft: Draft) -> Iterator[Finding]:
    for channel in draft.channels:
        for number, length in enumerate(channel.lengths, start=1):
            judged = _judge(_name(channel, number), length)
            if judged is not None:
                severity, message = judged
                yield Finding(
                    ID,
                    severity,
                    draft.post.place,
                    message,
                    post=draft.post.id,
                    channel=channel.channel,
                    source=channel.limits.source or None,
                )


def _judge(name: Sentence, length: Length) -> tuple[Severity, Sentence] | None:
    said = Sentence(
        f"{name.de}: {length.length} von {length.limit} Zeichen",
        f"{name.en}: {length.length} of {length.limit} characters",
    )
    over = length.length - length.limit
    if over > 0:
        return Severity.ERROR, Sentence(
            f"{said.de} – {over} zu viel.", f"{said.en}, {over} too many."
        )
    if not length.valid:
        detail = length.detail or Sentence("Der Text ist zu lang.", "The text is too long.")
        return Severity.ERROR, Sentence(f"{name.de}: {detail.de}", f"{name.en}: {detail.en}")
    if length.limit and length.length >= NEARLY_FULL * length.limit:
        return Severity.INFO, Sentence(f"{said.de}, fast voll.", f"{said.en}, nearly full.")
    return None


def _name(channel: ChannelDraft, number: int) -> Sentence:
    if len(channel.lengths) == 1:
        return Sentence(channel.channel, channel.channel)
    return Sentence(f"{channel.channel}, Teil {number}", f"{channel.channel}, part {number}")


RULE = Rule(
    ID,
    "length",
    _check,
    Sentence(
        "Ein Teil ist zu lang oder enthält, was die Plattform ablehnt. Hinweis: zu mindestens "
        "95 % voll.",
        "a part is too long, or holds what the platform refuses. Info: at least 95 % full",
    ),
    "error; info",
    "the channel's limits, by the platform's own counting",
    binding=True,
)
