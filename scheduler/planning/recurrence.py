# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which times of a repetition are planned, and the number that each of them keeps.

The number of a local time is given once. An edit may make a time unwanted and another one wanted;
it never gives a time a second number, so no time can have two deliveries on a channel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from scheduler.model.recurrence import Repeat
from scheduler.planning.schedule import recurring_instant

# A month and some days: an editor who plans the coming month sees all of it, and a daemon that
# was off for weeks still finds the times it missed in the database.
HORIZON = timedelta(days=35)
# A rule without an end must not be searched for ever for a day that no exception names.
_MOST_TIMES = 100_000
_SECOND = timedelta(seconds=1)
# A change of zone or clock moves local time against UTC by less than this.
_WIDEST_SHIFT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Rule:
    """A repetition ready to be asked.

    `next_wall` gives the first local time of the cron line at or after another one, None when
    there is no further one. `start` (naive) is the first local time that may be used.
    """

    repeat: Repeat
    next_wall: Callable[[datetime], datetime | None]
    is_holiday: Callable[[date], bool]
    start: datetime | None = None

    def walls(self, start: datetime) -> Iterator[datetime]:
        """Its local times from `start` on, without the days that are excepted."""
        return (wall for wall in islice(self._fired(start), _MOST_TIMES) if self._allows(wall))

    def yields(self, wall: datetime) -> bool:
        """Whether `wall` is one of its times."""
        return self._allows(wall) and self.next_wall(wall) == wall

    def _fired(self, start: datetime) -> Iterator[datetime]:
        first = start if self.start is None else max(start, self.start)
        wall = self.next_wall(first)
        while wall is not None and not self._is_over(wall):
            yield wall
            wall = self.next_wall(wall + _SECOND)

    def _is_over(self, wall: datetime) -> bool:
        return self.repeat.until is not None and wall.date() > self.repeat.until

    def _allows(self, wall: datetime) -> bool:
        day = wall.date()
        if self._is_over(wall) or day in self.repeat.except_days:
            return False
        return not (self.repeat.except_holidays and self.is_holiday(day))


@dataclass(frozen=True, slots=True)
class Time:
    """A local time (naive) and the instant that it means."""

    wall: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Numbered:
    """A local time and its number as the database keeps them.

    `is_wanted` turns false while the file does not want the time, and is left alone once the time
    has passed. `is_single` marks the one time of a post that does not repeat (any more): when that
    time is moved, the number moves along. `pool` names the pool whose slot the time is.
    """

    number: int
    wall: datetime
    zone: str
    due_at: datetime
    is_wanted: bool = True
    is_single: bool = False
    pool: str | None = None


def coming_times(rule: Rule, now: datetime, horizon: timedelta = HORIZON) -> list[Time]:
    """The times of `rule` that are still to come, up to the horizon; at least the next one."""
    found: list[Time] = []
    for wall in rule.walls(now.replace(tzinfo=None) - _WIDEST_SHIFT):
        due_at = recurring_instant(wall, rule.repeat.zone).instant
        # In the hour that does not exist, two local times may mean the same instant.
        if due_at <= now or (found and found[-1].due_at == due_at):
            continue
        if due_at > now + horizon and found:
            break
        found.append(Time(wall, due_at))
        if due_at > now + horizon:
            break
    return found


def past_count(rule: Rule, now: datetime) -> int:
    """How many times of `rule` lie between its start and now; 0 where no start is written.

    A database that is new, or was lost, goes on counting there.
    """
    if rule.start is None:
        return 0
    count = 0
    for wall in rule.walls(rule.start):
        if recurring_instant(wall, rule.repeat.zone).instant > now:
            break
        count += 1
    return count


def repeated(
    rule: Rule, known: Sequence[Numbered], now: datetime, horizon: timedelta = HORIZON
) -> list[Numbered]:
    """Every time of a repeating post that has a number, now that `rule` is what is wanted.

    A passed time stays as it was. Where one of today was published and the rule has been moved
    within the day since, the day has had its post: it is not served again.
    """
    before = 0 if known else past_count(rule, now)
    passed = [each for each in known if each.due_at <= now and each.is_wanted]
    served = {each.wall.date() for each in passed if not rule.yields(each.wall)}
    walls = {each.wall for each in known}
    times = [
        time
        for time in coming_times(rule, now, horizon)
        if time.wall in walls or time.wall.date() not in served
    ]
    if rule.repeat.most is not None:
        times = times[: max(rule.repeat.most - before - len(passed), 0)]
    return with_times(times, known, rule.repeat.zone, now, before=before)


def with_times(
    times: Iterable[Time],
    known: Sequence[Numbered],
    zone: str,
    now: datetime,
    *,
    before: int = 0,
    pool: str | None = None,
) -> list[Numbered]:
    """`known` with `times` (to come) wanted and all others to come unwanted.

    `before` times went by before the first number was given.
    """
    kept = {each.wall: _unwanted(each, now) for each in known}
    highest = max((each.number for each in known), default=before)
    for time in times:
        old = kept.get(time.wall)
        if old is None:
            highest += 1
            kept[time.wall] = Numbered(highest, time.wall, zone, time.due_at, pool=pool)
        elif old.due_at > now:
            kept[time.wall] = Numbered(old.number, old.wall, zone, time.due_at, pool=pool)
    return sorted(kept.values(), key=lambda each: each.number)


def single(time: Time, known: Sequence[Numbered], zone: str, now: datetime) -> list[Numbered]:
    """The numbers of a post that once repeated and now has one time only.

    Moving that time moves its number along, so that a moved post is still the same delivery.
    """
    same = next((each for each in known if each.wall == time.wall), None)
    moved = same or next((each for each in known if each.is_single), None)
    highest = max((each.number for each in known), default=0)
    number = moved.number if moved else highest + 1
    others = [_unwanted(each, now) for each in known if each.number != number]
    one = Numbered(number, time.wall, zone, time.due_at, is_single=True)
    return sorted([*others, one], key=lambda each: each.number)


def none_wanted(known: Sequence[Numbered], now: datetime) -> list[Numbered]:
    """`known`, with nothing to come wanted: a draft, or cancelled."""
    return [_unwanted(each, now) for each in known]


def _unwanted(each: Numbered, now: datetime) -> Numbered:
    return replace(each, is_wanted=False) if each.due_at > now else each
