# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pause: somebody said stop, for everything or for a part of it, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """What of a delivery decides whether a pause covers it."""

    channel: str
    campaign: str | None = None
    regions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What is paused; nothing named means everything.

    Several names, of one kind or of several, are alternatives: whatever matches one is covered.
    """

    campaigns: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing is named."""
        return not (self.campaigns or self.channels or self.regions or self.tags)

    @property
    def asks_post(self) -> bool:
        """Whether more than the channel must be known."""
        return bool(self.campaigns or self.regions or self.tags)

    def covers(self, subject: Subject) -> bool:
        """Whether `subject` is within."""
        if self.is_everything:
            return True
        campaigns = () if subject.campaign is None else (subject.campaign,)
        return (
            subject.channel in self.channels
            or _meet(self.campaigns, campaigns)
            or _meet(self.regions, subject.regions)
            or _meet(self.tags, subject.tags)
        )


@dataclass(frozen=True, slots=True)
class Pause:
    """One order to stop. `id` is its number in the database, None where it stands in a file.

    `allow` names tags that go out nevertheless; `until` None: not before somebody resumes.
    """

    reason: str
    actor: str
    began_at: datetime
    scope: Scope = Scope()
    allow: tuple[str, ...] = ()
    until: datetime | None = None
    id: int | None = None

    @property
    def asks_post(self) -> bool:
        """Whether the post's own fields must be known to tell whether it is covered."""
        return bool(self.allow) or self.scope.asks_post

    def stands_at(self, now: datetime) -> bool:
        """Whether it has not ended by itself."""
        return self.until is None or now < self.until

    def covers(self, subject: Subject) -> bool:
        """Whether `subject` must wait."""
        return not _meet(self.allow, subject.tags) and self.scope.covers(subject)


def last_to_end(pauses: Iterable[Pause], subject: Subject, now: datetime) -> Pause | None:
    """Of the pauses that cover `subject` the one that stands longest; None if none does."""
    covering = [pause for pause in pauses if pause.stands_at(now) and pause.covers(subject)]
    for pause in covering:
        if pause.until is None:
            return pause
    return max(covering, key=_end, default=None)


def _end(pause: Pause) -> datetime:
    return pause.until or pause.began_at


def _meet(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one stands in both; in a crisis nobody should fail over a capital letter."""
    return bool({_plain(name) for name in names} & {_plain(other) for other in others})


def _plain(name: str) -> str:
    return name.strip().removeprefix("#").casefold()
