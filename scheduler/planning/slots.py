# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slots of channels: which free one a post takes that asks for the next. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.model.pause import Subject
from scheduler.model.recurrence import Pool, PoolSlot
from scheduler.model.window import Windows
from scheduler.planning.evergreen import pool_times
from scheduler.planning.recurrence import Time
from scheduler.planning.windows import held_by

# A slot repeats every week: whoever finds none within a year has a bound that forbids them all.
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Taken:
    """A slot of `channel` that belongs to `post`; `wall` is its local time in `zone`, naive."""

    post: str
    channel: str
    due_at: datetime
    wall: datetime
    zone: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Asking:
    """What of a post decides which slots of a channel suit it; both bounds are included."""

    subject: Subject
    embargo_until: datetime | None = None
    not_after: datetime | None = None

    def suits(self, due_at: datetime, windows: Windows) -> bool:
        """Whether it may go out then."""
        if self.embargo_until is not None and due_at < self.embargo_until:
            return False
        if self.not_after is not None and due_at > self.not_after:
            return False
        return held_by(windows, self.subject, due_at) is None


def slot_times(slots: tuple[PoolSlot, ...], zone: str, now: datetime) -> list[Time]:
    """The slots that are still to come within a year, in order; each instant once.

    In a clock change they are as those of pools: the first moment that exists, of two the first.
    """
    return pool_times(Pool("", (), slots), zone, now, AHEAD)


def next_free(
    times: Iterable[Time], taken: Collection[datetime], asking: Asking, windows: Windows
) -> Time | None:
    """The first of `times` that nobody has and that suits; None where there is none."""
    free = (time for time in times if time.due_at not in taken)
    return next((time for time in free if asking.suits(time.due_at, windows)), None)
