# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""When a platform allows the next try: its floors, kept within sensible limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SHORTEST_FLOOR = timedelta(seconds=1)
LONGEST_FLOOR = timedelta(hours=24)


def retry_floor(value: str | None, now: datetime) -> datetime | None:
    """A `Retry-After` (seconds or HTTP date) as an instant between one second and a day away.

    None for a header that is absent or unreadable.
    """
    if not value:
        return None
    try:
        wait = timedelta(seconds=float(value))
    except OverflowError:
        wait = LONGEST_FLOOR if not value.strip().startswith("-") else SHORTEST_FLOOR
    except ValueError:
        return _date_floor(value, now)
    return now + min(max(wait, SHORTEST_FLOOR), LONGEST_FLOOR)


def clamp_floor(instant: datetime, now: datetime) -> datetime:
    """`instant`, no nearer than one second and no farther than a day from `now`."""
    return min(max(instant, now + SHORTEST_FLOOR), now + LONGEST_FLOOR)


def _date_floor(value: str, now: datetime) -> datetime | None:
    try:
        instant = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return clamp_floor(instant if instant.tzinfo else instant.replace(tzinfo=UTC), now)
