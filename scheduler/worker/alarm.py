# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The seam to the engine of time: one wake-up, and periodic chores.

The daemon has APScheduler behind it; rehearsal has a list that a jumping clock walks.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from scheduler.model.clock import Clock
from scheduler.model.errors import DeskClosed, LitfassError
from scheduler.worker.log import warn

_WAKE = "wake"
# A chore that takes longer than its period is no event; its own log lines tell of it.
logging.getLogger("apscheduler").setLevel(logging.ERROR)


class Alarm(Protocol):
    """Rings once at an instant, and does chores again and again."""

    def wake_at(self, instant: datetime | None) -> None:
        """Ring at `instant` in place of any earlier order; None rings no more."""
        ...

    def every(self, period: timedelta, chore: Callable[[], None], name: str) -> None:
        """Do `chore` now and then every `period`, never twice at once."""
        ...


class SchedulerAlarm:
    """APScheduler 3 as the engine of time; the database stays the memory.

    Jobs live in memory only: a job that is lost with the process is derived anew from rows. The
    wake-up has a pool of its own, or ten hung chores would delay it. Misfires are never dropped
    (`misfire_grace_time=None` must stand in job_defaults, APScheduler issue #146).
    """

    def __init__(self, ring: Callable[[], None], clock: Clock) -> None:
        """`ring` must return at once and never fail; `clock` is the system's."""
        self._ring = ring
        self._clock = clock
        self._armed: datetime | None = None
        self._chores: list[tuple[timedelta, Callable[[], None], str]] = []
        self._scheduler = self._new_scheduler()

    def start(self) -> None:
        """Begin to keep time."""
        self._scheduler.start()

    def stop(self) -> None:
        """Do no more chores; those that run are not waited for."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def is_alive(self) -> bool:
        """Whether APScheduler's own thread lives (`running` stays true after its death)."""
        thread = getattr(self._scheduler, "_thread", None)
        return thread is not None and thread.is_alive()

    def restart(self) -> None:
        """Put a new scheduler in place of a dead one, with the same wake-up and chores."""
        chores, armed = self._chores, self._armed
        self._chores, self._armed = [], None
        self._scheduler = self._new_scheduler()
        self._scheduler.start()
        for period, chore, name in chores:
            self.every(period, chore, name)
        self.wake_at(armed)

    def rearm(self) -> None:
        """The wall clock stepped: do each chore now, and go on from there.

        An interval is counted on the wall clock: set back an hour, it would not end for an hour.
        """
        armed, self._armed = self._armed, None
        for _, _, name in self._chores:
            self._scheduler.modify_job(name, next_run_time=self._clock.now())
        self.wake_at(armed)

    def wake_at(self, instant: datetime | None) -> None:
        """Ring at `instant`; arming the same instant again costs nothing."""
        if instant == self._armed:
            return
        self._armed = instant
        if instant is not None:
            self._scheduler.add_job(
                self._ring,
                "date",
                run_date=instant,
                id=_WAKE,
                replace_existing=True,
                executor="wake",
            )

    def every(self, period: timedelta, chore: Callable[[], None], name: str) -> None:
        """Do `chore` now and then every `period`; what it raises is logged, and it goes on."""
        self._chores.append((period, chore, name))
        self._scheduler.add_job(
            _guarded(chore, name),
            "interval",
            seconds=period.total_seconds(),
            id=name,
            next_run_time=self._clock.now(),
            executor="default",
        )

    @staticmethod
    def _new_scheduler() -> BackgroundScheduler:
        return BackgroundScheduler(
            jobstores={"default": MemoryJobStore()},
            executors={"wake": ThreadPoolExecutor(1), "default": ThreadPoolExecutor(4)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone=UTC,
            daemon=True,
        )


def _guarded(chore: Callable[[], None], name: str) -> Callable[[], None]:
    def run() -> None:
        try:
            chore()
        except DeskClosed:
            return  # the daemon ends, and says itself why
        except LitfassError as error:
            warn("chore.failed", chore=name, reason=error)
        except Exception as error:  # noqa: BLE001 - the top of a daemon job
            warn("chore.failed", chore=name, error=f"{type(error).__name__}: {error}")

    return run
