# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What `resume` says it did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from scheduler.cli.session import Session
from scheduler.model.sentence import Sentence

if TYPE_CHECKING:
    from scheduler.operations.resuming import Resume, Resumed


def tell_resumed(session: Session, order: Resume, resumed: Resumed, zone: ZoneInfo) -> None:
    """What ended, what became of each post, and what still waits, in sentences."""
    from scheduler.operations.pause_words import pause_said  # noqa: PLC0415 - starts fast

    for pause in order.ending:
        said = pause_said(pause, zone)
        session.say(Sentence(f"Pause beendet: {said.de}", f"Pause ended: {said.en}"))
    if not order.ending:
        session.say(_NOT_PAUSED)
    for settled in resumed.settled:
        said = settled.sentence
        row = settled.waiting
        session.say(f"{row.post} · {row.channel}: {said.in_language(session.language)}")
    if resumed.undecided:
        session.say(_undecided(len(resumed.undecided)))
    if resumed.looked_up:
        session.say(_looked_up(resumed.looked_up))
    for pause in order.remaining:
        said = pause_said(pause, zone)
        session.say(Sentence(f"Weiter pausiert: {said.de}", f"Still paused: {said.en}"))


def resumed_json(order: Resume, resumed: Resumed, session: Session) -> dict[str, Any]:
    """The same for machines."""
    from scheduler.operations.pause_words import pause_json  # noqa: PLC0415 - starts fast

    return {
        "ended": [pause_json(pause) for pause in order.ending],
        "remaining": [pause_json(pause) for pause in order.remaining],
        "decided": [
            {
                "post": each.waiting.post,
                "channel": each.waiting.channel,
                "done": each.done,
                "message": each.sentence.in_language(session.language),
            }
            for each in resumed.settled
        ],
        "undecided": [{"post": row.post, "channel": row.channel} for row in resumed.undecided],
        "looked_up": resumed.looked_up,
    }


def _undecided(count: int) -> Sentence:
    return Sentence(
        f"Zurückgehalten bleiben, bis Sie entscheiden (litfass resume): {count}.",
        f"Held until you decide (litfass resume): {count}.",
    )


def _looked_up(count: int) -> Sentence:
    return Sentence(
        f"Ohne Antwort gesendet; jetzt wird nachgesehen: {count}.",
        f"Sent without an answer, looked up now: {count}.",
    )


_NOT_PAUSED = Sentence("Es ist nichts pausiert.", "Nothing is paused.")
