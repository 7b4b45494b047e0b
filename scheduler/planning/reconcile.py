# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of an unconfirmed delivery after a look at the platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from scheduler.model.platform import Absent, Found, Look, Unsure
from scheduler.model.sentence import Sentence

LOOKS_NEEDED = 2
BETWEEN_LOOKS = timedelta(seconds=30)
MOST_LOOKS = 20
LONGEST_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Settled:
    """Where it goes: `published`, `retrying` (proved absent), `review`, or `look` again at `at`."""

    to: Literal["published", "retrying", "review", "look"]
    reason: Sentence | None = None
    at: datetime | None = None


def settle(
    look: Look | None, *, absent_before: int, now: datetime, between: timedelta = BETWEEN_LOOKS
) -> Settled:
    """Decide on one look; None is a look that failed and proves nothing.

    `absent_before` counts earlier looks that found nothing: absence is believed the second time.
    """
    if isinstance(look, Found):
        return Settled("published")
    if isinstance(look, Unsure):
        return Settled("review", look.sentence)
    if isinstance(look, Absent) and absent_before + 1 >= LOOKS_NEEDED:
        return Settled("retrying", _ABSENT)
    return Settled("look", at=now + between)


def after_failed_look(*, looks: int, now: datetime, between: timedelta = BETWEEN_LOOKS) -> Settled:
    """The look itself failed: ask again, ever slower, and at last a person."""
    if looks >= MOST_LOOKS:
        return Settled("review", _UNREACHABLE)
    pause = min(LONGEST_PAUSE, between * 2 ** min(looks, 8))
    return Settled("look", at=now + pause)


_ABSENT = Sentence(
    "Die Plattform wurde zweimal gefragt und zeigt den Beitrag nicht; er wird erneut gesendet.",
    "The platform was asked twice and does not show the post; it is sent again.",
)
_UNREACHABLE = Sentence(
    "Die Plattform ließ sich nicht fragen, ob der Beitrag erschienen ist. Bitte selbst nachsehen.",
    "The platform could not be asked whether the post is live. Please look yourself.",
)
