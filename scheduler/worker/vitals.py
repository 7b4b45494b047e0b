# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The daemon's vital signs: its own thread leaves them, others read and judge them.

No lock: each sign is one assignment, made by the daemon's thread and read by others.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from scheduler.model.clock import Clock
from scheduler.model.sentence import Language, Sentence
from scheduler.worker.systemd import Systemd

# A busy database may rightly keep the dispatcher waiting for 10 s, twice in one round.
ALIVE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Signs:
    """How the daemon is. Ages are in seconds; `beat_age` is None before the first heartbeat.

    `database_fails`: the last round could not use it. `held`: why nothing is claimed, if so.
    """

    turn_age: float
    beat_age: float | None = None
    dispatcher_lives: bool = True
    alarm_lives: bool = True
    database_fails: bool = False
    held: Sentence | None = None


def why_dead(signs: Signs, within: float = ALIVE_SECONDS) -> list[Sentence]:
    """Why the daemon counts as dead; empty while it lives.

    A database that fails is no such reason: a new start would only lose what is not yet written.
    """
    faults = (
        (not signs.dispatcher_lives, _NO_DISPATCHER),
        (signs.turn_age > within, _stuck(signs.turn_age)),
        (not signs.alarm_lives, _NO_ALARM),
    )
    return [sentence for faulty, sentence in faults if faulty]


def why_unready(signs: Signs, *, database_answers: bool) -> list[Sentence]:
    """Why nothing would be published now; empty when the daemon is ready."""
    usable = database_answers and not signs.database_fails
    reasons = why_dead(signs) if usable else [*why_dead(signs), _NO_DATABASE]
    return [*reasons, signs.held] if signs.held else reasons


class Vitals:
    """Signs of life, and what systemd is told of them; only the daemon's thread leaves signs."""

    def __init__(
        self, clock: Clock, systemd: Systemd | None = None, language: Language = "en"
    ) -> None:
        """`language` is that of the status which `systemctl status` shows."""
        self._clock = clock
        self._systemd = systemd or Systemd()
        self._language = language
        self._thread = threading.current_thread()
        self._alarm_lives: Callable[[], bool] = lambda: True
        self._turned_at = clock.monotonic()
        self._beaten_at: float | None = None
        self._fed_at: float | None = None
        self._database_fails = False
        self._held: Sentence | None = _STARTS
        self._status: Sentence | None = None
        self._untold: list[str] = []
        self._ready = False
        self._stopping = False

    def begin(self, alarm_lives: Callable[[], bool]) -> None:
        """The calling thread is the dispatcher's from now on."""
        self._thread = threading.current_thread()
        self._alarm_lives = alarm_lives
        self._turned_at = self._clock.monotonic()

    def came_round(self) -> None:
        """A round begins."""
        self._turned_at = self._clock.monotonic()

    def turned(self) -> None:
        """The dispatcher has done a turn; the first one makes the daemon ready."""
        self._database_fails = False
        if self._held is _STARTS:
            self._held = None
        first = not (self._ready or self._stopping)
        self._ready = True
        self._sign(*(["READY=1"] if first else []))

    def failed(self) -> None:
        """The dispatcher came round, but could not use the database."""
        self._database_fails = True
        self._sign()

    def beat(self) -> None:
        """The heartbeat stands in the database."""
        self._beaten_at = self._clock.monotonic()

    def hold(self, reason: Sentence | None) -> None:
        """Nothing is claimed because of `reason`; None: again it is. A stop stays a stop.

        Without a reason a daemon that starts goes on starting until its first turn.
        """
        if not self._stopping and (reason or self._held is not _STARTS):
            self._held = reason

    def stop(self) -> None:
        """The daemon ends as soon as nothing is in flight."""
        self._held = _STOPS
        self._stopping = True
        self._tell("STOPPING=1", *self._news())

    def signs(self) -> Signs:
        """How the daemon is now; safe from any thread."""
        now = self._clock.monotonic()
        return Signs(
            turn_age=now - self._turned_at,
            beat_age=None if self._beaten_at is None else now - self._beaten_at,
            dispatcher_lives=self._thread.is_alive(),
            alarm_lives=self._alarm_lives(),
            database_fails=self._database_fails,
            held=self._held,
        )

    def _sign(self, *lines: str) -> None:
        self._turned_at = self._clock.monotonic()
        self._tell(*lines, *self._news(), *self._food())

    def _tell(self, *lines: str) -> None:
        """Tell systemd `lines`, and what it could not take the last time."""
        untold = list(dict.fromkeys([*self._untold, *lines]))
        self._untold = [] if self._systemd.tell(*untold) else untold

    def _news(self) -> list[str]:
        """The status, when it is another than systemd knows."""
        status = self._held or (_NO_DATABASE if self._database_fails else _PUBLISHES)
        if status is self._status:
            return []
        self._status = status
        return [f"STATUS={status.in_language(self._language)}"]

    def _food(self) -> list[str]:
        """What the watchdog eats, when half its time is over and the other thread lives, too."""
        period, now = self._systemd.watchdog_seconds, self._turned_at
        if period is None or (self._fed_at is not None and now < self._fed_at + period / 2):
            return []
        if not self._alarm_lives():
            return []
        self._fed_at = now
        return ["WATCHDOG=1"]


def _stuck(seconds: float) -> Sentence:
    return Sentence(
        f"Der Verteiler ist seit {seconds:.0f} Sekunden nicht mehr herumgekommen.",
        f"The dispatcher has not come round for {seconds:.0f} seconds.",
    )


_PUBLISHES = Sentence("Veröffentlicht, was fällig ist.", "Publishes what is due.")
_STARTS = Sentence("Der Dienst fährt gerade hoch.", "The daemon is starting.")
_STOPS = Sentence(
    "Der Dienst hört auf: Er beginnt nichts Neues und wartet auf das, was unterwegs ist.",
    "The daemon stops: it begins nothing new and waits for what is in flight.",
)
_NO_DATABASE = Sentence(
    "Die Datenbank ist nicht benutzbar; warum, steht im Protokoll des Dienstes.",
    "The database cannot be used; the daemon's log says why.",
)
_NO_DISPATCHER = Sentence(
    "Der Verteiler läuft nicht mehr.", "The dispatcher's thread does not run any more."
)
_NO_ALARM = Sentence(
    "Der Zeitgeber (APScheduler) läuft nicht mehr.",
    "The timekeeper's thread (APScheduler) does not run any more.",
)
