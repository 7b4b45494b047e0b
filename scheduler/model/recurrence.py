# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""When a post comes again: a repetition, a place in a pool, and the occurrences of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition as written: a cron line on `zone`'s clock, and what ends or interrupts it.

    `until` is the last day; `most` bounds how often the post goes out in all.
    """

    cron: str
    zone: str
    until: date | None = None
    except_days: frozenset[date] = frozenset()
    except_holidays: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """The part of each year in which a post may go out: (month, day) to (month, day), both in."""

    start: tuple[int, int]
    end: tuple[int, int]

    def holds(self, day: date) -> bool:
        """Whether `day` lies in it; a season may go over the turn of the year."""
        when = (day.month, day.day)
        if self.start <= self.end:
            return self.start <= when <= self.end
        return when >= self.start or when <= self.end


@dataclass(frozen=True, slots=True)
class Evergreen:
    """A post's place in a pool: never sooner again than `min_distance`, only in `season`."""

    pool: str
    min_distance: timedelta
    season: Season | None = None


@dataclass(frozen=True, slots=True)
class PoolSlot:
    """A local time on some days of the week (0 is Monday) at which a pool's turn comes."""

    weekdays: frozenset[int]
    at: time


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool of evergreen posts: where they go, and at which local times one of them does."""

    name: str
    channels: tuple[str, ...]
    slots: tuple[PoolSlot, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a post: its number, which it keeps for ever, and when that is.

    `wall` is the local time as the rule has it, naive; `due_at` the instant (UTC) that it means.
    Where the clock is changed, they may differ: `is_shifted` tells of an hour that does not exist,
    `comes_twice` of one that does so twice. `channels` bounds an occurrence whose time has passed
    to those that have it already; None means every channel of the post.
    """

    number: int
    wall: datetime
    zone: str
    due_at: datetime
    is_shifted: bool = False
    comes_twice: bool = False
    channels: frozenset[str] | None = None
