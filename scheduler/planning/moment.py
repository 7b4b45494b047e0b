# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A moment as somebody in a hurry types it: `2h`, `18:00`, `2027-03-08 09:30`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.model.duration import parse_duration
from scheduler.planning.schedule import ClockChange, WrittenTime, instant_of, parse_time

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


def parse_moment(text: str, zone: str, now: datetime) -> datetime | ClockChange | None:
    """The instant that `text` names in `zone`; None if it names none.

    A duration counts from now; an hour is its next one, today or tomorrow.
    """
    duration = parse_duration(text.strip().removeprefix("+"))
    if duration is not None:
        return now + duration
    hour = _CLOCK.fullmatch(text.strip())
    if hour is None:
        written = parse_time(text)
        return None if written is None else instant_of(written, zone)
    today = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    wall = today.replace(hour=int(hour[1]), minute=int(hour[2]), second=0, microsecond=0)
    if wall <= today:
        wall += timedelta(days=1)
    return instant_of(WrittenTime(wall), zone)
