# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A clock that only moves when told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2027, 3, 8, 8, 30, tzinfo=UTC)


class FakeClock:
    """Stands still; `jump` moves it, `sleep` too."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def sleep(self, seconds: float) -> None:
        self.jump(timedelta(seconds=seconds))

    def jump(self, by: timedelta) -> None:
        self._now += by
        self._monotonic += by.total_seconds()

    def jump_to(self, instant: datetime) -> None:
        self.jump(instant - self._now)
