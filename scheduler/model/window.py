# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Times at which not everything may go out: blackouts, quiet days, a channel's own hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Literal

from scheduler.model.pause import Subject

Effect = Literal["block", "extra_approval", "warn"]


@dataclass(frozen=True, slots=True)
class Blackout:
    """From `since` up to, not including, `until` something stands against certain posts.

    Each kind of name that is given must fit; a post that names no region is for all of them.
    `basis` is what it rests on, for people to read.
    """

    id: str
    since: datetime
    until: datetime
    effect: Effect = "block"
    regions: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    exempt_tags: tuple[str, ...] = ()
    basis: str = ""

    def stands_at(self, instant: datetime) -> bool:
        """Whether it is in force at `instant`."""
        return self.since <= instant < self.until

    def covers(self, subject: Subject) -> bool:
        """Whether it stands against `subject`."""
        if set(self.exempt_tags) & set(subject.tags):
            return False
        fits = (
            not self.channels or subject.channel in self.channels,
            not self.campaigns or subject.campaign in self.campaigns,
            not self.tags or bool(set(self.tags) & set(subject.tags)),
            not (self.regions and subject.regions)
            or bool(set(self.regions) & set(subject.regions)),
        )
        return all(fits)


@dataclass(frozen=True, slots=True)
class QuietDay:
    """A day on which a cheerful tone is out of place: on `dates`, or each year on month and day.

    `block` holds every post of that day but those with one of `exempt_tags`; `warn` speaks of
    posts whose tone is festive.
    """

    name: str
    month: int = 0
    day: int = 0
    dates: tuple[date, ...] = ()
    effect: Literal["block", "warn"] = "warn"
    exempt_tags: tuple[str, ...] = ()

    def is_on(self, day: date) -> bool:
        """Whether `day` is one."""
        return (self.month, self.day) == (day.month, day.day) or day in self.dates


@dataclass(frozen=True, slots=True)
class Opening:
    """On these weekdays (0 is Monday), from `begins` up to, not including, `ends`."""

    weekdays: frozenset[int]
    begins: time
    ends: time

    def holds(self, local: datetime) -> bool:
        """Whether the wall time `local` lies within."""
        return local.weekday() in self.weekdays and self.begins <= local.time() < self.ends


@dataclass(frozen=True, slots=True)
class Hours:
    """When a channel is looked after; `block` holds posts until it is, `warn` only says so."""

    openings: tuple[Opening, ...]
    effect: Literal["block", "warn"] = "warn"

    def are_open(self, local: datetime) -> bool:
        """Whether `local` lies in one of them."""
        return any(opening.holds(local) for opening in self.openings)


@dataclass(frozen=True, slots=True)
class Windows:
    """Everything of config.yaml that closes times, with the zone in which days and hours count."""

    zone: str = "UTC"
    blackouts: tuple[Blackout, ...] = ()
    quiet_days: tuple[QuietDay, ...] = ()
    hours: Mapping[str, Hours] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def are_none(self) -> bool:
        """Whether nothing is ever closed."""
        return not (self.blackouts or self.quiet_days or self.hours)


NO_WINDOWS = Windows()
