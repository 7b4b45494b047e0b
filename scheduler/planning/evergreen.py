# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Evergreen pools: which post takes which free slot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.model.recurrence import Evergreen, Pool
from scheduler.planning.recurrence import Time
from scheduler.planning.schedule import recurring_instant

# An editor sees the coming week and can step in; later slots are left open, so that what is
# published until then still counts.
AHEAD = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that waits in a pool; `out_at` is when it went out or is planned to."""

    post: str
    place: Evergreen
    out_at: tuple[datetime, ...] = ()


def pool_times(pool: Pool, zone: str, now: datetime, ahead: timedelta = AHEAD) -> list[Time]:
    """The slots of `pool` that are still to come, in order; each instant once."""
    found = {time.due_at: time for time in _times(pool, zone, now, now + ahead)}
    return [found[due_at] for due_at in sorted(found)]


def choose(times: Sequence[Time], candidates: Sequence[Candidate]) -> dict[Time, str]:
    """A post for each of `times`: the one that was longest not out, if distance and season allow.

    A slot that no post may take stays empty. Of posts that were never out, the first by id.
    """
    out_at = {each.post: list(each.out_at) for each in candidates}
    waiting = {each.post: each.place for each in candidates}
    chosen: dict[Time, str] = {}
    for time in times:
        able = [post for post, place in waiting.items() if _may(place, out_at[post], time)]
        if not able:
            continue
        post = min(able, key=lambda each: (_last(out_at[each], time.due_at), each))
        chosen[time] = post
        out_at[post].append(time.due_at)
    return chosen


def _times(pool: Pool, zone: str, now: datetime, end: datetime) -> Iterator[Time]:
    day = now.astimezone(ZoneInfo(zone)).date()
    last = end.astimezone(ZoneInfo(zone)).date()
    while day <= last:
        for slot in pool.slots:
            if day.weekday() in slot.weekdays:
                wall = datetime.combine(day, slot.at)
                due_at = recurring_instant(wall, zone).instant
                if now < due_at <= end:
                    yield Time(wall, due_at)
        day += _DAY


def _may(place: Evergreen, out_at: Iterable[datetime], time: Time) -> bool:
    if place.season is not None and not place.season.holds(time.wall.date()):
        return False
    return all(abs(time.due_at - at) >= place.min_distance for at in out_at)


def _last(out_at: Iterable[datetime], now: datetime) -> float:
    return max((at.timestamp() for at in out_at if at <= now), default=float("-inf"))
