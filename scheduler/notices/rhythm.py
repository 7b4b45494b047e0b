# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""When a message may leave: pure decisions about collecting, limits and pauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from scheduler.model.notice import Rate
from scheduler.store.notices import Waiting

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
_DOUBLINGS = 10  # enough to pass the longest pause


def is_ready(waiting: Waiting, now: datetime, *, collected: bool = False) -> bool:
    """Whether what waits may leave; `collected` says that nothing more is waited for.

    Whoever may still be sending goes first, and a failure makes everything behind it wait.
    """
    blockers = (waiting.claimed_until, waiting.failing_until)
    if any(until is not None and until > now for until in blockers):
        return False
    return collected or waiting.first_try_at <= now


def free_again_at(sent: Sequence[datetime], rate: Rate, now: datetime) -> datetime | None:
    """When the limit lets the next message go, None if it does already; `sent` oldest first."""
    within = [at for at in sent if at > now - rate.per]
    if len(within) < rate.messages:
        return None
    return within[-rate.messages] + rate.per


def next_try_at(tries: int, now: datetime) -> datetime:
    """When to try again after `tries` failures: 30 s, then twice as long, up to an hour."""
    pause = FIRST_PAUSE * (1 << min(max(tries, 1) - 1, _DOUBLINGS))
    return now + min(pause, LONGEST_PAUSE)
