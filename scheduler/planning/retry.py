# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""One decision: when, or whether, a delivery that is certainly not live is tried again.

Full jitter after the AWS architecture blog (2015, renewed 2023): a random wait below an
exponential bound, so that many deliveries that failed together do not come back together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.model.sentence import Sentence

BASE = timedelta(seconds=2)
CAP = timedelta(seconds=300)
MOST_ATTEMPTS = 8
FLOOR_JITTER = 0.1


@dataclass(frozen=True, slots=True)
class Again:
    """Try again at `at`."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Do not try again by yourself. `late` tells the window's end from too many attempts."""

    reason: Sentence
    late: bool


def next_try(
    *,
    attempts: int,
    now: datetime,
    last_moment: datetime,
    floor: datetime | None,
    random: float,
) -> Again | GiveUp:
    """Decide after `attempts` tries; `random` is in [0, 1), `floor` the platform's own earliest."""
    if attempts >= MOST_ATTEMPTS:
        return GiveUp(
            Sentence(
                f"Nach {attempts} Versuchen aufgegeben; der Beitrag ist nicht erschienen.",
                f"Given up after {attempts} tries; the post is not live.",
            ),
            late=False,
        )
    at = _backed_off(attempts, now, random)
    if floor is not None:
        at = max(at, floor + (floor - now) * FLOOR_JITTER * random)
    if at > last_moment:
        return GiveUp(
            Sentence(
                "Bis zum Ende des Zeitfensters war kein Senden möglich; nichts ist erschienen.",
                "Sending was not possible before the window's end; nothing is live.",
            ),
            late=True,
        )
    return Again(at)


def _backed_off(attempts: int, now: datetime, random: float) -> datetime:
    doublings: int = max(attempts - 1, 0)
    return now + min(CAP, BASE * (1 << doublings)) * random
