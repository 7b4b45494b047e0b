# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The daemon: keeps the dispatcher turning, beats, watches its scheduler, and stops cleanly."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType

from scheduler.model.clock import Clock
from scheduler.model.errors import DatabaseGone, StoreError
from scheduler.model.sentence import Sentence
from scheduler.worker.alarm import SchedulerAlarm
from scheduler.worker.desk import Desk
from scheduler.worker.dispatch import Dispatcher
from scheduler.worker.log import log, warn
from scheduler.worker.pulse import Pulse
from scheduler.worker.vitals import Vitals

PROBE_SECONDS = 0.5
BEAT_SECONDS = 5.0
RESCUE_SECONDS = 10.0
STORE_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 4.0
SAID_EVERY = 10
STEP_SECONDS = 0.5
WATCH_SECONDS = 2.0
HUNG_SECONDS = 5.0
EXIT_KILLED = 1


Guard = Callable[[], Sentence | None]


@dataclass(frozen=True, slots=True)
class Chore:
    """Periodic work: idempotent, and done from rows."""

    name: str
    period: timedelta
    work: Callable[[], None]


class Daemon:
    """One process that publishes; `run` returns when it was asked to stop."""

    def __init__(
        self,
        *,
        pulse: Pulse,
        desk: Desk,
        dispatcher: Dispatcher,
        clock: Clock,
        guards: Mapping[str, Guard],
        drain_for: timedelta,
        vitals: Vitals | None = None,
    ) -> None:
        """`guards` are asked at each round, by name, why nothing may be claimed."""
        self._guards = guards
        self._failures = 0
        self._pulse = pulse
        self._desk = desk
        self._dispatcher = dispatcher
        self._clock = clock
        self._between = self._between_clocks()
        self._drain_for = drain_for
        self._vitals = vitals or Vitals(clock)
        self._stopping = threading.Event()
        self._beat_after = 0.0
        self._rescue_after = 0.0

    def run(self, chores: Sequence[Chore]) -> None:
        """Publish until told to stop, then drain; the lock is held by the caller's `proof`."""
        alarm = SchedulerAlarm(self._desk.ring, self._clock)
        alarm.start()
        for chore in chores:
            alarm.every(chore.period, chore.work, chore.name)
        self._vitals.begin(alarm.is_alive)
        threading.Thread(target=self._watch, name="litfass-watch", daemon=True).start()
        log("daemon.started", daemon=self._pulse.identity.id, pid=self._pulse.identity.pid)
        try:
            while not self._stopping.is_set():
                self._round(alarm)
        finally:  # DatabaseGone ends it too: neither chores nor the watch may outlive the rounds
            self._stopping.set()
            alarm.stop()
        self._drain()
        log("daemon.stopped", daemon=self._pulse.identity.id)

    def mind(self) -> None:
        """Ask the guards; nothing is claimed while one of them has a reason."""
        for name, guard in self._guards.items():
            self._dispatcher.hold(name, guard())
        self._vitals.hold(next(iter(self._dispatcher.holds.values()), None))

    def stop(self) -> None:
        """Ask the daemon to finish what is in flight and end."""
        self._stopping.set()
        self._vitals.stop()
        self._desk.ring()

    def stop_on_signals(self) -> None:
        """SIGTERM and SIGINT stop it cleanly; a second one ends the process at once.

        What was in flight then stays `sending`, and the next start finds out what became of it.
        """

        def on_signal(number: int, _frame: FrameType | None) -> None:
            if self._stopping.is_set():
                os._exit(EXIT_KILLED)
            log("daemon.stopping", signal=signal.Signals(number).name)
            self.stop()

        signal.signal(signal.SIGTERM, on_signal)
        signal.signal(signal.SIGINT, on_signal)

    def _round(self, alarm: SchedulerAlarm) -> None:
        self._vitals.came_round()
        try:
            self._look_after(alarm)
            while self._dispatcher.turn() and not self._stopping.is_set():
                self._vitals.turned()
            alarm.wake_at(self._dispatcher.next_instant())
        except DatabaseGone:
            raise
        except StoreError as error:
            self._bear_with(error)
        else:
            self._failures = 0
            self._vitals.turned()
        self._desk.wait(PROBE_SECONDS)

    def _bear_with(self, error: StoreError) -> None:
        """Nothing is claimed without the database; answers are kept, and it is tried again."""
        self._vitals.failed()
        self._dispatcher.keep_answers()
        if self._failures % SAID_EVERY == 0:
            warn("store.unusable", reason=error)
        self._failures += 1
        longest = min(LONGEST_PAUSE_SECONDS, STORE_PAUSE_SECONDS * self._failures)
        self._desk.wait(random.random() * longest)

    def _mind_steps(self, alarm: SchedulerAlarm) -> None:
        between = self._between_clocks()
        if abs(between - self._between) > STEP_SECONDS:
            self._between = between
            alarm.rearm()

    def _between_clocks(self) -> float:
        return self._clock.now().timestamp() - self._clock.monotonic()

    def _watch(self) -> None:
        """Keep the workers' answers while the dispatcher hangs on a database that is silent."""
        while not self._stopping.wait(WATCH_SECONDS):
            hangs_for = self._vitals.signs().turn_age
            if hangs_for > HUNG_SECONDS:
                warn("dispatcher.hangs", seconds=round(hangs_for))
                self._dispatcher.keep_waiting_answers()

    def _look_after(self, alarm: SchedulerAlarm) -> None:
        self.mind()
        self._mind_steps(alarm)
        now = self._clock.monotonic()
        if now >= self._beat_after:
            self._beat_after = now + BEAT_SECONDS
            self._pulse.beat(self._dispatcher.holds)
            self._vitals.beat()
        if now >= self._rescue_after:
            self._rescue_after = now + RESCUE_SECONDS
            self._pulse.rescue()
        if not alarm.is_alive():
            warn("scheduler.dead")
            alarm.restart()

    def _drain(self) -> None:
        """Wait for what is in flight and write it down; nothing new is begun."""
        self._dispatcher.claiming = False
        end = self._clock.monotonic() + self._drain_for.total_seconds()
        while self._clock.monotonic() < end:
            try:
                self._dispatcher.turn()
                self._vitals.turned()
            except StoreError as error:
                self._bear_with(error)
            if self._dispatcher.idle:
                break
            self._desk.wait(0.1)
        try:
            self._pulse.end()
        except StoreError as error:
            warn("store.unusable", reason=error)
