# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A restriction: for a span of time a delivery must not go out, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scheduler.model.delivery import GateName
from scheduler.model.sentence import Sentence

Effect = Literal["hold", "approval"]


@dataclass(frozen=True, slots=True)
class Restriction:
    """In force from `since` up to, not including, `until`; None is without bound.

    It is worked out from files and configuration, and asked about in the claim. `subject` is what
    it comes from (the id of a right).
    """

    gate: GateName
    reason: Sentence
    since: datetime | None = None
    until: datetime | None = None
    effect: Effect = "hold"
    subject: str = ""

    def stands_at(self, instant: datetime) -> bool:
        """Whether it is in force at `instant`."""
        begun = self.since is None or self.since <= instant
        return begun and (self.until is None or instant < self.until)


def holding(restrictions: Iterable[Restriction], instant: datetime) -> Restriction | None:
    """The first of `restrictions` that holds a delivery at `instant`."""
    held = (one for one in restrictions if one.effect == "hold" and one.stands_at(instant))
    return next(held, None)


def opens_at(restrictions: Iterable[Restriction], instant: datetime) -> datetime | None:
    """From `instant` on, when nothing holds any more; None: not by itself."""
    known = tuple(restrictions)
    while (found := holding(known, instant)) is not None:
        if found.until is None:
            return None
        instant = found.until
    return instant
