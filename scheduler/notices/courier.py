# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Carries messages, each in a thread of its own: a hung server holds up nobody else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from scheduler.config import NoticeTarget
from scheduler.model.clock import Clock
from scheduler.model.sentence import Sentence
from scheduler.notices.letter import Letter

Deliver = Callable[[NoticeTarget, Letter], Sentence | None]
SLOW_SECONDS = 20.0
GIVEN_UP_SECONDS = 600.0


@dataclass(slots=True)
class Errand:
    """A message under way; `slow` once it was told that it takes too long."""

    target: NoticeTarget
    key: str
    tries: int
    begun: float
    thread: threading.Thread = field(default_factory=threading.Thread)
    slow: bool = False


class Courier:
    """Sends at most one message to each target at a time, and waits for none."""

    def __init__(self, deliver: Deliver, clock: Clock) -> None:
        """`deliver` gives None, or why a message did not arrive; it may hang."""
        self._deliver = deliver
        self._clock = clock
        self._errands: dict[str, Errand] = {}

    def is_out(self, target: NoticeTarget) -> bool:
        """Whether a message to `target` is still under way."""
        errand = self._errands.get(target.name)
        if errand is None or not errand.thread.is_alive():
            return False
        return self._clock.monotonic() - errand.begun < GIVEN_UP_SECONDS

    def send(
        self,
        errand: Errand,
        letter: Letter,
        arrived: Callable[[Errand, Sentence | None], None],
    ) -> None:
        """Set off with `letter`; `arrived` is called in the thread when it is known what came."""

        def carry() -> None:
            arrived(errand, self._deliver(errand.target, letter))

        errand.thread = threading.Thread(target=carry, name="litfass-notice", daemon=True)
        self._errands[errand.target.name] = errand
        errand.thread.start()

    def slow_ones(self) -> list[Errand]:
        """The errands that have been out for too long and were not named before."""
        now = self._clock.monotonic()
        found = [
            errand
            for errand in self._errands.values()
            if errand.thread.is_alive() and not errand.slow and now - errand.begun >= SLOW_SECONDS
        ]
        for errand in found:
            errand.slow = True
        return found

    def wait(self, seconds: float = SLOW_SECONDS) -> None:
        """Wait for what is under way, at most `seconds` for each."""
        for errand in list(self._errands.values()):
            errand.thread.join(seconds)
