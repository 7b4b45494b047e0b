# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The editorial calendar: what goes out when, with the days around it, conflicts and gaps.

It is made of what the database has and of what the files want but no sync has taken in yet;
drafts that have a time stand in it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from scheduler.config import Settings
from scheduler.config.public_holidays import holiday_names
from scheduler.model.awareness import days_between
from scheduler.model.delivery import Delivery, State, occurrence_name
from scheduler.model.post import PostStatus, unit_of
from scheduler.model.sentence import Sentence
from scheduler.operations.closing import coming_closures
from scheduler.operations.composing import Composition
from scheduler.operations.sync import Survey
from scheduler.planning.planner import Insert, Update, Withdraw
from scheduler.store.approval_pending import Pending

DRAFT = "draft"
NEW = "new"
NoteKind = Literal["holiday", "awareness", "quiet_day", "blackout"]
_OUT = frozenset({State.CANCELLED, State.RETRACTED})
_LIVE = frozenset({State.PUBLISHED, State.REVIEW})


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivery, or what will be one: `state` is a delivery's, `new` or `draft`.

    `at` is in the workspace's zone, `text` how its message begins. `reason` says why it will not
    go out by itself, `near` names the post that goes out too shortly before on the same channel.
    """

    at: datetime
    post: str
    channel: str
    occurrence: int
    state: str
    text: str = ""
    lang: str = ""
    campaign: str | None = None
    reason: Sentence | None = None
    waits: bool = False
    near: str | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return occurrence_name(self.post, self.occurrence)


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a day."""

    kind: NoteKind
    said: Sentence


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which there is something to tell."""

    day: date
    notes: tuple[Note, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def week(self) -> str:
        """Its ISO week: `2027/10`."""
        year, week, _ = self.day.isocalendar()
        return f"{year}/{week:02}"


@dataclass(frozen=True, slots=True)
class Gap:
    """A channel on which nothing goes out from `first` to `last`, both included."""

    channel: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days that are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days from `first` to `last` that have something, in their order."""

    first: date
    last: date
    zone: str
    days: tuple[Day, ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def entries(self) -> list[Entry]:
        """All entries, by time."""
        return [entry for day in self.days for entry in day.entries]


@dataclass(frozen=True, slots=True)
class Frame:
    """What is to be seen: from when to when, of which channel and campaign; gaps from how long."""

    first: date
    last: date
    channel: str | None = None
    campaign: str | None = None
    gap: int = 7

    def shows(self, entry: Entry) -> bool:
        """Whether `entry` is to be seen."""
        return (
            self.first <= entry.at.date() <= self.last
            and self.channel in {None, entry.channel}
            and self.campaign in {None, entry.campaign}
        )


@dataclass(frozen=True, slots=True)
class Sources:
    """What the calendar is made of; `subjects` has the campaign of each post."""

    survey: Survey
    deliveries: Sequence[Delivery]
    pending: Sequence[Pending] = ()
    campaigns: Mapping[str, str | None] = field(default_factory=dict)


def calendar(sources: Sources, settings: Settings, frame: Frame) -> Calendar:
    """The calendar of the workspace within `frame`."""
    zone = ZoneInfo(settings.timezone)
    found = _with_conflicts(_entries(sources, settings, zone), settings)
    shown = sorted(filter(frame.shows, found), key=lambda each: (each.at, each.post, each.channel))
    entries: dict[date, list[Entry]] = defaultdict(list)
    for entry in shown:
        entries[entry.at.date()].append(entry)
    notes = _notes(settings, frame)
    days = tuple(
        Day(day, tuple(notes.get(day, ())), tuple(entries.get(day, ())))
        for day in sorted(entries.keys() | notes.keys())
    )
    gaps = tuple(_gaps(shown, settings, frame))
    return Calendar(frame.first, frame.last, settings.timezone, days, gaps)


def _entries(sources: Sources, settings: Settings, zone: ZoneInfo) -> Iterator[Entry]:
    made = {each.post.id: each for each in sources.survey.compositions}
    shut = coming_closures(made.values(), settings.windows)
    waiting = {each.post for each in sources.pending}
    changed: dict[int, datetime | None] = {}
    for change in sources.survey.changes:
        if isinstance(change, Insert):
            wish = change.wanted
            entry = _entry(wish.post, wish.channel, wish.due_at, made, zone)
            reason = change.reason or shut.get(wish.identity)
            state = NEW if change.state is State.PLANNED else change.state.value
            yield replace(entry, state=state, reason=reason, occurrence=wish.occurrence)
        elif isinstance(change, Update):
            changed[change.id] = change.wanted.due_at
        elif isinstance(change, Withdraw):
            changed[change.id] = None
    for delivery in sources.deliveries:
        at = changed.get(delivery.id, delivery.published_at or delivery.due_at)
        if at is None or delivery.state in _OUT:
            continue
        entry = _entry(delivery.post, delivery.channel, at, made, zone)
        told = shut.get((delivery.post, delivery.channel, delivery.occurrence))
        still = delivery.state not in _LIVE
        yield replace(
            entry,
            occurrence=delivery.occurrence,
            state=delivery.state.value,
            campaign=entry.campaign or sources.campaigns.get(delivery.post),
            reason=delivery.reason or (told if delivery.state is State.PLANNED else None),
            waits=still and unit_of(delivery.post) in waiting,
        )
    known = {(each.post, each.channel, each.occurrence) for each in sources.deliveries}
    for composition in made.values():
        yield from _drafts(composition, zone)
        yield from _faulty(composition, known, zone)


def _entry(
    post: str, channel: str, at: datetime, made: Mapping[str, Composition], zone: ZoneInfo
) -> Entry:
    composition = made.get(post)
    text, lang = "", ""
    for composed in composition.channels if composition is not None else ():
        if composed.channel == channel and composed.message.parts:
            part = composed.message.parts[0]
            text, lang = part.text.strip().partition("\n")[0], part.lang
    campaign = composition.post.campaign if composition is not None else None
    return Entry(at.astimezone(zone), post, channel, 1, NEW, text, lang, campaign)


def _drafts(composition: Composition, zone: ZoneInfo) -> Iterator[Entry]:
    if composition.post.status is not PostStatus.DRAFT:
        return
    for composed in composition.channels:
        if composed.due_at is not None:
            made = {composition.post.id: composition}
            entry = _entry(composition.post.id, composed.channel, composed.due_at, made, zone)
            yield replace(entry, state=DRAFT, occurrence=composed.occurrence)


def _faulty(
    composition: Composition, known: Container[tuple[str, str, int]], zone: ZoneInfo
) -> Iterator[Entry]:
    """What would be planned, had it no error."""
    error = next((found for found in composition.findings if found.blocks), None)
    if error is None:
        return
    made = {composition.post.id: composition}
    for wish in composition.wanted():
        if wish.identity not in known:
            entry = _entry(wish.post, wish.channel, wish.due_at, made, zone)
            yield replace(entry, occurrence=wish.occurrence, reason=error.message)


def _with_conflicts(entries: Iterable[Entry], settings: Settings) -> Iterator[Entry]:
    """With the name of the entry before, where it is too near on the same channel."""
    by_channel: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_channel[entry.channel].append(entry)
    for name, found in by_channel.items():
        known = settings.channels.get(name)
        style = (known.lint if known is not None else settings.lint).style
        apart = timedelta(minutes=style.minutes_apart)
        found.sort(key=lambda each: (each.at, each.post))
        yield from found[:1]
        for before, entry in pairwise(found):
            is_near = entry.at - before.at < apart
            yield replace(entry, near=before.name) if is_near else entry


def _notes(settings: Settings, frame: Frame) -> dict[date, list[Note]]:
    notes: dict[date, list[Note]] = defaultdict(list)
    for day, name in holiday_names(settings.holidays, frame.first, frame.last):
        notes[day].append(Note("holiday", Sentence(name, name)))
    for day, known in days_between(frame.first, frame.last):
        notes[day].append(Note("awareness", known.name))
    zone = ZoneInfo(settings.timezone)
    for number in range((frame.last - frame.first).days + 1):
        day = frame.first + timedelta(days=number)
        for quiet in settings.windows.quiet_days:
            if quiet.is_on(day):
                said = Sentence(f"Stiller Tag: {quiet.name}", f"Quiet day: {quiet.name}")
                notes[day].append(Note("quiet_day", said))
        begins = datetime.combine(day, time(), zone).astimezone(UTC)
        ends = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        for blackout in settings.windows.blackouts:
            if blackout.since < ends and blackout.until > begins:
                said = Sentence(f"Sperrzeit „{blackout.id}“", f"Blackout “{blackout.id}”")
                notes[day].append(Note("blackout", said))
    return notes


def _gaps(entries: Sequence[Entry], settings: Settings, frame: Frame) -> Iterator[Gap]:
    """Spans of more than `frame.gap` days without anything; drafts do not fill them."""
    days: dict[str, set[date]] = defaultdict(set)
    for entry in entries:
        if entry.state != DRAFT:
            days[entry.channel].add(entry.at.date())
    day = timedelta(days=1)
    for channel in settings.channels if frame.channel is None else (frame.channel,):
        marks = [frame.first - day, *sorted(days[channel]), frame.last + day]
        for before, after in pairwise(marks):
            gap = Gap(channel, before + day, after - day)
            if gap.days > frame.gap:
                yield gap
