# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the clock can be believed: a wrong one must not publish a month of posts.

The wall clock is compared with clocks that never step. A jump forward that no suspend explains, a
start far from where the clock was last seen, and years that cannot be hold all claims until a
second source (the database server, or a platform's Date header) agrees. Backward steps hold
nothing: what was sent is known by its state, not by its time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from scheduler.model.clock import Clock
from scheduler.model.sentence import Sentence
from scheduler.worker.log import log, warn

NOTICED = timedelta(milliseconds=500)
BELIEVED = timedelta(minutes=10)
AGREES = timedelta(seconds=60)  # a Date header has whole seconds, and travels
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # this program is younger
LATEST = datetime(2100, 1, 1, tzinfo=UTC)


class ClockGuard:
    """Asked at each round of the daemon; `held` says why nothing may be claimed."""

    def __init__(
        self,
        clock: Clock,
        awake_or_not: Callable[[], float],
        *,
        highest: datetime | None,
        can_ask: bool,
    ) -> None:
        """`awake_or_not` counts seconds through a suspend; `highest` is the last believed time.

        Where no second source can be asked (`can_ask`), only impossible times are held at start.
        """
        self._clock = clock
        self._awake_or_not = awake_or_not
        self._ahead = timedelta()
        self._wall = clock.now()
        self._steady = clock.monotonic()
        self._through = awake_or_not()
        self.held = _at_start(self._wall, highest, can_ask=can_ask)
        if self.held is not None:
            warn("clock.doubted", reason=self.held)

    def tick(self) -> Sentence | None:
        """Compare the clocks; returns why nothing may be claimed, None while all is well."""
        step = self._step()
        if abs(step) > NOTICED:
            warn("clock.stepped", seconds=round(step.total_seconds(), 1))
            self._ahead = max(timedelta(), self._ahead + step)
            if self._ahead > BELIEVED and step > timedelta():
                self.held = _jumped(self._ahead)
                warn("clock.doubted", reason=self.held)
            elif self._ahead <= BELIEVED and step < timedelta() and self.held is not None:
                self._believe()
        return self.held

    def confirm(self, other: datetime) -> None:
        """A second source says it is `other` now: believe our clock, or go on doubting."""
        apart = self._clock.now() - other
        if abs(apart) <= AGREES:
            self._believe()
        else:
            self.held = _differs(apart)

    def _believe(self) -> None:
        self._ahead = timedelta()
        if self.held is not None:
            self.held = None
            log("clock.believed")

    def _step(self) -> timedelta:
        """How far the wall clock went beyond what really passed, suspends included."""
        wall, steady, through = self._clock.now(), self._clock.monotonic(), self._awake_or_not()
        passed = max(steady - self._steady, through - self._through)
        step = (wall - self._wall) - timedelta(seconds=passed)
        self._wall, self._steady, self._through = wall, steady, through
        return step


def _at_start(now: datetime, highest: datetime | None, *, can_ask: bool) -> Sentence | None:
    if not EARLIEST <= now < LATEST:
        return Sentence(
            f"Die Uhr steht auf dem Jahr {now.year}. Es wird nichts gesendet, bis sie stimmt.",
            f"The clock stands at the year {now.year}. Nothing is sent until it is right.",
        )
    if highest is None or not can_ask or abs(now - highest) <= BELIEVED:
        return None
    return Sentence(
        f"Die Uhr zeigt {now:%d.%m.%Y %H:%M} UTC, zuletzt war es {highest:%d.%m.%Y %H:%M} UTC. "
        "Gesendet wird, sobald eine Plattform die Zeit bestätigt.",
        f"The clock shows {now:%Y-%m-%d %H:%M} UTC, it was {highest:%Y-%m-%d %H:%M} UTC last. "
        "Sending begins as soon as a platform confirms the time.",
    )


def _jumped(ahead: timedelta) -> Sentence:
    minutes = round(ahead.total_seconds() / 60)
    return Sentence(
        f"Die Uhr sprang um {minutes} Minuten vor. Gesendet wird, sobald eine Plattform die Zeit "
        "bestätigt.",
        f"The clock jumped ahead by {minutes} minutes. Sending goes on as soon as a platform "
        "confirms the time.",
    )


def _differs(apart: timedelta) -> Sentence:
    minutes = round(abs(apart).total_seconds() / 60)
    de, en = ("vor", "fast") if apart > timedelta() else ("nach", "slow")
    return Sentence(
        f"Die Uhr dieses Rechners geht {minutes} Minuten {de}. Es wird nichts gesendet, bis sie "
        "gestellt ist.",
        f"This machine's clock is {minutes} minutes {en}. Nothing is sent until it is set.",
    )
