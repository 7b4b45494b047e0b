# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A cron line → local times. Days of the week are counted as cron does, not as APScheduler does.

The trigger is asked on a clock without changes: whether a local time exists on its day, once or
twice, is for planning to decide (`planning.schedule.recurring_instant`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from apscheduler.triggers.cron import CronTrigger

_FIELDS = 5
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PROBES = 60
_PROBE_FROM = datetime(2027, 1, 1)  # noqa: DTZ001 - local time of no zone
NARROWEST = timedelta(hours=1)

NextWall = Callable[[datetime], datetime | None]


class CronFault(Exception):
    """Why a cron line cannot be used: `kind` is `wrong`, `never` or `often`."""

    def __init__(self, kind: str) -> None:
        """Carry the kind."""
        super().__init__(kind)
        self.kind = kind


def check_cron(line: str) -> None:
    """Raise CronFault for a line that is none, never comes or comes more than once an hour."""
    next_wall = cron_times(line)
    wall = next_wall(_PROBE_FROM)
    if wall is None:
        raise CronFault("never")
    walls = [wall]
    while len(walls) < _PROBES and wall is not None:
        wall = next_wall(wall + timedelta(seconds=1))
        walls += [] if wall is None else [wall]
    if any(later - earlier < NARROWEST for earlier, later in pairwise(walls)):
        raise CronFault("often")


@functools.lru_cache(maxsize=1024)
def cron_times(line: str) -> NextWall:
    """What gives the first local time (naive) of `line` at or after another; raises CronFault."""
    trigger = _trigger(line)

    def next_wall(wall: datetime) -> datetime | None:
        found = trigger.get_next_fire_time(None, wall.replace(tzinfo=UTC))
        return None if found is None else found.replace(tzinfo=None)

    return next_wall


def _trigger(line: str) -> CronTrigger:
    fields = line.lower().split()
    if len(fields) != _FIELDS:
        raise CronFault("wrong")
    try:
        minute, hour, day, month = fields[:4]
        return CronTrigger(
            minute=minute,
            hour=hour,
            day=day,
            month=month,
            day_of_week=_days(fields[4]),
            timezone=UTC,
        )
    except (ValueError, TypeError, LookupError) as error:
        raise CronFault("wrong") from error


def _days(field: str) -> str:
    """`1-5` → `mon,tue,…`: in cron 0 and 7 are Sunday, in APScheduler 0 is Monday."""
    return ",".join(_item(item) for item in field.split(","))


def _item(item: str) -> str:
    span, _, step = item.partition("/")
    span = "0-6" if step and span == "*" else span
    if not re.search(r"\d", span):
        return item
    first, dash, last = span.partition("-")
    numbers = [_day(first), _day(last)] if dash else [_day(first)]
    if len(numbers) == 1:
        return _DAYS[numbers[0]]
    start, end = numbers
    end = end if end >= start else end + 7
    return ",".join(_DAYS[number % 7] for number in range(start, end + 1, int(step or 1)))


def _day(text: str) -> int:
    return int(text) if text.isdigit() else _DAYS.index(text)
