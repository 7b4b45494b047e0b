# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wall times → instants: zones, the hour that does not exist and the hour that comes twice."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.model.post import LocalTime

# Every zone's offset stays below this; the years keep conversions clear of datetime's ends.
WIDEST_OFFSET = timedelta(hours=15)
YEARS = range(2000, 2200)
_PATTERN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)(?::(\d\d))?(?: ?(Z|[+-]\d\d:\d\d))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time as a file has it: the wall time (naive) and its UTC offset, if one was given."""

    wall: datetime
    offset: timedelta | None = None


class ClockChange(enum.Enum):
    """Why a wall time names no single instant."""

    GAP = "gap"
    OVERLAP = "overlap"


def parse_time(text: str) -> WrittenTime | None:
    """The time that `text` names: `2027-03-08 09:30`, with seconds or an offset; else None."""
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        return None
    numbers = [int(group or 0) for group in match.groups()[:6]]
    try:
        wall = datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - its zone comes later
    except ValueError:
        return None
    offset = _offset(match.group(7))
    is_usable = wall.year in YEARS and (offset is None or abs(offset) < WIDEST_OFFSET)
    return WrittenTime(wall, offset) if is_usable else None


def instant_of(written: WrittenTime, zone: str, fold: int | None = None) -> datetime | ClockChange:
    """The instant (UTC) of `written` in `zone`; `fold` chooses in the hour that comes twice.

    A given offset fixes the instant; the zone then matters only for display.
    """
    if written.offset is not None:
        return (written.wall - written.offset).replace(tzinfo=UTC)
    first, second = (_utc(written.wall, zone, which) for which in (0, 1))
    if first.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != written.wall:
        return ClockChange.GAP
    if first != second and fold is None:
        return ClockChange.OVERLAP
    return second if fold == 1 else first


@dataclass(frozen=True, slots=True)
class RecurringInstant:
    """What a local time of a repetition means on its day, and whether the clock is changed."""

    instant: datetime
    is_shifted: bool = False
    comes_twice: bool = False


def recurring_instant(wall: datetime, zone: str) -> RecurringInstant:
    """The instant of `wall` (naive): in a gap the first valid one, of two the first."""
    first, second = (_utc(wall, zone, which) for which in (0, 1))
    there = ZoneInfo(zone)
    if first.astimezone(there).replace(tzinfo=None) != wall:
        return RecurringInstant(_end_of_gap(second, first, there), is_shifted=True)
    return RecurringInstant(first, comes_twice=first != second)


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first second with the offset that holds at `after`; at `before` the old one holds."""
    new = after.astimezone(zone).utcoffset()
    seconds = round((after - before).total_seconds())
    low, high = 0, seconds
    while high - low > 1:
        middle = (low + high) // 2
        changed = (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == new
        low, high = (low, middle) if changed else (middle, high)
    return before + timedelta(seconds=high)


def local_time(written: WrittenTime, instant: datetime, zone: str) -> LocalTime:
    """`instant`, which `written` named, as wall time of `zone`."""
    there = instant.astimezone(ZoneInfo(zone))
    wall = there.replace(tzinfo=None, fold=0)
    comes_twice = _utc(wall, zone, 0) != _utc(wall, zone, 1)
    fold = there.fold if comes_twice else None
    return LocalTime(wall, zone, fold, offset_given=written.offset is not None)


def _utc(wall: datetime, zone: str, fold: int) -> datetime:
    return wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def _offset(text: str | None) -> timedelta | None:
    if text is None or text == "Z":
        return None if text is None else timedelta()
    hours, minutes = int(text[1:3]), int(text[4:6])
    return timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)
