# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""When a step of a series goes out: counted from the event, moved to a workday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from scheduler.authoring.event import Event
from scheduler.authoring.series_fields import StepBorder
from scheduler.planning.workdays import shifted

_DAY = timedelta(days=1)


def publish_text(
    fields: StepBorder, event: Event, is_holiday: Callable[[date], bool]
) -> str | None:
    """The local time of the step as a post would write it; None where `at` fits no such offset.

    What comes after the event is counted from its end, all else from its start.
    """
    offset = fields.offset or timedelta()
    base = event.ends if offset > timedelta() else event.starts
    if fields.at is not None and offset % _DAY:
        return None
    wall = base + offset
    if fields.at is not None:
        wall = datetime.combine(wall.date(), fields.at)
    day = shifted(wall.date(), fields.shift, is_holiday)
    return f"{datetime.combine(day, wall.time()):%Y-%m-%d %H:%M:%S}"
