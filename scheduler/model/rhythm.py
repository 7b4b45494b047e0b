# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""When a report that is written again and again is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

WHEN = re.compile(
    r"(daily|monthly|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r" ([01]\d|2[0-3]):([0-5]\d)"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class When:
    """Each day, each week on a day, or each month on its first day; `at` is on the local clock."""

    rhythm: str
    at: time

    def due_by(self, now: datetime, zone: ZoneInfo) -> datetime:
        """The last instant at or before `now` at which a report was due."""
        day = now.astimezone(zone).date()
        while True:
            due = datetime.combine(day, self.at, zone).astimezone(UTC)
            if due <= now and self._is_on(day.day, day.weekday()):
                return due
            day -= _DAY

    def _is_on(self, day: int, weekday: int) -> bool:
        if self.rhythm == "monthly":
            return day == 1
        return self.rhythm == "daily" or _WEEKDAYS[weekday] == self.rhythm


def parse_when(text: str) -> When | None:
    """`monday 07:00`, `daily 18:30`, `monthly 08:00`; None for anything else."""
    found = WHEN.fullmatch(text.strip().lower())
    if found is None:
        return None
    return When(found[1], time(int(found[2]), int(found[3])))
