# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which closed time a delivery falls into, and until when. Pure; zones are applied here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler.model.delivery import GateName
from scheduler.model.pause import Subject
from scheduler.model.post import Post
from scheduler.model.sentence import Sentence
from scheduler.model.window import Blackout, Effect, Hours, QuietDay, Windows

FESTIVE = frozenset({"festive", "festlich", "heiter", "humorvoll", "feierlich", "fröhlich"})
DAY = timedelta(days=1)
# Channel hours repeat every week: further ahead there is nothing new.
_LOOK_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Closure:
    """A closed time that covers a delivery; `until` is when it ends, None: not by itself."""

    gate: GateName
    effect: Effect
    reason: Sentence
    until: datetime | None


def closures(windows: Windows, subject: Subject, instant: datetime) -> Iterator[Closure]:
    """What stands against `subject` at `instant`: blackouts, then quiet days, then hours."""
    for blackout in windows.blackouts:
        if blackout.stands_at(instant) and blackout.covers(subject):
            yield _of_blackout(blackout, windows.zone)
    local = instant.astimezone(ZoneInfo(windows.zone))
    for day in windows.quiet_days:
        if day.is_on(local.date()) and not set(day.exempt_tags) & set(subject.tags):
            yield _of_quiet_day(day, local)
    hours = windows.hours.get(subject.channel)
    if hours is not None and not hours.are_open(local):
        yield _of_hours(hours, local)


def held_by(windows: Windows, subject: Subject, instant: datetime) -> Closure | None:
    """The first closure that holds a delivery back."""
    found = (one for one in closures(windows, subject, instant) if one.effect == "block")
    return next(found, None)


def extra_approvals(windows: Windows, subject: Subject, instant: datetime) -> int:
    """How many approvals blackouts ask on top of every policy."""
    return sum(one.effect == "extra_approval" for one in closures(windows, subject, instant))


def subject_of(post: Post, channel: str) -> Subject:
    """What of `post` on `channel` decides whether something stands against it."""
    return Subject(channel, post.campaign, post.regions, post.tags)


def is_festive(tone: str | None) -> bool:
    """Whether a post of this tone is out of place on a quiet day."""
    return tone is not None and tone.strip().casefold() in FESTIVE


def _of_blackout(blackout: Blackout, zone: str) -> Closure:
    end = blackout.until.astimezone(ZoneInfo(zone))
    basis = f" ({blackout.basis})" if blackout.basis else ""
    reason = Sentence(
        f"Sperrzeit „{blackout.id}“ bis {end:%d.%m.%Y %H:%M} Uhr{basis}.",
        f"Blackout “{blackout.id}” until {end:%Y-%m-%d %H:%M}{basis}.",
    )
    return Closure(GateName.BLACKOUT, blackout.effect, reason, blackout.until)


def _of_quiet_day(day: QuietDay, local: datetime) -> Closure:
    until = _midnight(local + DAY)
    reason = Sentence(
        f"Stiller Tag: {day.name} ({local:%d.%m.%Y}).", f"Quiet day: {day.name} ({local:%Y-%m-%d})."
    )
    return Closure(GateName.QUIET_DAY, day.effect, reason, until)


def _of_hours(hours: Hours, local: datetime) -> Closure:
    until = _next_opening(hours, local)
    shown = until.astimezone(local.tzinfo) if until is not None else None
    reason = Sentence(
        "Außerhalb der Zeiten dieses Kanals"
        + (f"; sie beginnen wieder am {shown:%d.%m.%Y um %H:%M} Uhr." if shown else "."),
        "Outside this channel's hours"
        + (f"; they begin again on {shown:%Y-%m-%d at %H:%M}." if shown else "."),
    )
    return Closure(GateName.HOURS, hours.effect, reason, until)


def _next_opening(hours: Hours, local: datetime) -> datetime | None:
    begins = [
        _instant(local + days * DAY, opening.begins)
        for days in range(_LOOK_AHEAD)
        for opening in hours.openings
        if (local + days * DAY).weekday() in opening.weekdays
    ]
    return min((at for at in begins if at > local), default=None)


def _midnight(local: datetime) -> datetime:
    return _instant(local, time())


def _instant(local: datetime, at: time) -> datetime:
    """The wall time `at` on the day of `local`; in a clock change the first instant that fits."""
    return datetime.combine(local.date(), at, local.tzinfo).astimezone(UTC)
