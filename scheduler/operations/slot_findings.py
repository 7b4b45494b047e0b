# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is to be said of a post that asks for a slot: it gets none, or must not use its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Override, Post, PostStatus
from scheduler.model.sentence import Sentence

_RULE = "T01"


def slotless(post: Post, slotted: Collection[str], zone: str, now: datetime) -> Iterator[Finding]:
    """The channels of `post` without a slot for it; `slotted` are those that have any.

    A slot that has passed is the past's: nothing is said of it.
    """
    for channel in post.channels:
        if post.overrides.get(channel, Override()).skip:
            continue
        due_at = post.slots.get(channel)
        if due_at is None and channel not in slotted:
            yield _finding(post, channel, _none_written(channel), _WRITE_SLOTS)
        elif due_at is None and post.status is PostStatus.READY:
            yield _finding(post, channel, _none_left(channel), _WIDEN)
        elif due_at is not None and due_at > now and _is_outside(post, due_at):
            yield _finding(
                post, channel, _outside(channel, due_at.astimezone(ZoneInfo(zone))), _GIVE_BACK
            )


def _is_outside(post: Post, due_at: datetime) -> bool:
    if post.not_after is not None and due_at > post.not_after:
        return True
    return post.embargo_until is not None and due_at < post.embargo_until


def _finding(post: Post, channel: str, said: Sentence, advice: Sentence) -> Finding:
    return Finding(_RULE, Severity.ERROR, post.place, said, advice, post=post.id, channel=channel)


def _none_written(channel: str) -> Sentence:
    return Sentence(
        f"Der Kanal „{channel}“ hat in config.yaml keine Plätze (slots).",
        f"The channel “{channel}” has no slots in config.yaml.",
    )


def _none_left(channel: str) -> Sentence:
    return Sentence(
        f"Auf „{channel}“ ist kein Platz frei, der zu embargo_until, not_after und den "
        "Sperrzeiten passt.",
        f"On “{channel}” no slot is free that suits embargo_until, not_after and the closed times.",
    )


def _outside(channel: str, shown: datetime) -> Sentence:
    return Sentence(
        f"Der Platz auf „{channel}“ ({shown:%d.%m.%Y %H:%M} Uhr) liegt außerhalb von "
        "embargo_until und not_after.",
        f"The slot on “{channel}” ({shown:%Y-%m-%d %H:%M}) lies outside embargo_until and "
        "not_after.",
    )


_WRITE_SLOTS = Sentence(
    'Schreiben Sie beim Kanal zum Beispiel: slots: ["mon-fri 09:00"], oder geben Sie dem Beitrag '
    "eine Zeit.",
    'Write at the channel, for example: slots: ["mon-fri 09:00"], or give the post a time.',
)
_WIDEN = Sentence(
    "Setzen Sie not_after später, fügen Sie dem Kanal einen Platz hinzu, oder geben Sie dem "
    "Beitrag eine Zeit.",
    "Set not_after later, add a slot to the channel, or give the post a time.",
)
_GIVE_BACK = Sentence(
    "Geben Sie den Platz mit status: draft zurück (litfass sync) und setzen Sie danach wieder "
    "ready, oder geben Sie dem Beitrag eine Zeit.",
    "Give the slot back with status: draft (litfass sync) and set ready again after that, or give "
    "the post a time.",
)
