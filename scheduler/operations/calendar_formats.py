# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calendar as lines of text, as JSON, as iCalendar (RFC 5545) and as one HTML page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from unicodedata import normalize

from icalendar import Calendar as ICalendar
from icalendar import Event
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from scheduler.model.delivery import STATE_SENTENCES, State
from scheduler.model.sentence import Language, Sentence
from scheduler.operations.calendar import DRAFT, NEW, Calendar, Day, Entry
from scheduler.tables import iso

LASTS = timedelta(minutes=5)
_SHORT = 70
_DAYS = {
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def calendar_lines(calendar: Calendar, language: Language) -> Iterator[str]:
    """Week by week and day by day; nothing is cropped but the texts."""
    yield WORDS["title"].in_language(language).format(*map(str, (calendar.first, calendar.last)))
    week = None
    for day in calendar.days:
        if day.day.isocalendar()[:2] != week:
            week = day.day.isocalendar()[:2]
            yield ""
            yield f"{WORDS['week'].in_language(language)} {week[1]}/{week[0]}"
        yield from _day_lines(day, language)
    if not calendar.days:
        yield WORDS["nothing"].in_language(language)
    yield from _gap_lines(calendar, language)


def calendar_json(calendar: Calendar, language: Language) -> dict[str, Any]:
    """For machines; `state` is a delivery's, `new` (no sync has taken it in) or `draft`."""
    return {
        "from": calendar.first.isoformat(),
        "to": calendar.last.isoformat(),
        "timezone": calendar.zone,
        "entries": [_entry_json(each, language) for each in calendar.entries],
        "days": [
            {
                "day": day.day.isoformat(),
                "notes": [
                    {"kind": note.kind, "message": note.said.in_language(language)}
                    for note in day.notes
                ],
            }
            for day in calendar.days
            if day.notes
        ],
        "gaps": [
            {
                "channel": gap.channel,
                "from": gap.first.isoformat(),
                "to": gap.last.isoformat(),
                "days": gap.days,
            }
            for gap in calendar.gaps
        ],
    }


def calendar_ics(calendar: Calendar, language: Language, now: datetime) -> bytes:
    """An event for each delivery, and one for each note on a day.

    A delivery keeps its UID whenever the calendar is written again, so that a subscribed calendar
    moves it instead of showing it twice.
    """
    made = ICalendar()
    made.add("prodid", "-//Litfass//Litfass//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Litfass")
    for entry in calendar.entries:
        made.add_component(_event(entry, language, now))
    for day in calendar.days:
        for number, note in enumerate(day.notes):
            event = Event()
            event.add("uid", f"{day.day.isoformat()}-{note.kind}-{number}@litfass.example")
            event.add("dtstamp", now.astimezone(UTC))
            event.add("dtstart", day.day)
            event.add("dtend", day.day + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
            event.add("summary", note.said.in_language(language))
            made.add_component(event)
    written: bytes = made.to_ical()
    return written


def calendar_page(calendar: Calendar, language: Language) -> str:
    """One page that needs nothing beside it."""

    def say(word: str | Sentence) -> str:
        return (WORDS[word] if isinstance(word, str) else word).in_language(language)

    return _template().render(
        calendar=calendar,
        lang=language,
        say=say,
        state=lambda entry: state_of(entry).in_language(language),
        weekday=lambda day: _DAYS[language][day.weekday()],
        remarks=lambda entry: [each.in_language(language) for each in remarks(entry)],
    )


def state_of(entry: Entry) -> Sentence:
    """How it stands, for people."""
    return _STATES.get(entry.state) or STATE_SENTENCES[State(entry.state)]


def remarks(entry: Entry) -> list[Sentence]:
    """What is to be said of it: what is missing, what holds it, what it is too near to."""
    found = [WAITS] if entry.waits else []
    if entry.reason is not None:
        found.append(entry.reason)
    if entry.near is not None:
        found.append(
            Sentence(
                f"Zu kurz nach „{entry.near}“ auf demselben Kanal.",
                f"Too soon after “{entry.near}” on the same channel.",
            )
        )
    return found


def _day_lines(day: Day, language: Language) -> Iterator[str]:
    name = _DAYS[language][day.day.weekday()]
    notes = ", ".join(note.said.in_language(language) for note in day.notes)
    yield f"  {name} {day.day.isoformat()}" + (f"  · {notes}" if notes else "")
    for entry in day.entries:
        state = state_of(entry).in_language(language)
        text = f"  {_short(entry.text)}" if entry.text else ""
        yield f"    {entry.at:%H:%M}  {entry.channel}  {entry.name}  [{state}]{text}"
        for said in remarks(entry):
            yield f"           ! {said.in_language(language)}"


def _gap_lines(calendar: Calendar, language: Language) -> Iterator[str]:
    if calendar.gaps:
        yield ""
        yield WORDS["gaps"].in_language(language)
    for gap in calendar.gaps:
        days = WORDS["days"].in_language(language)
        yield f"  {gap.channel}: {gap.first} – {gap.last} ({gap.days} {days})"


def _entry_json(entry: Entry, language: Language) -> dict[str, Any]:
    return {
        "at": iso(entry.at.astimezone(UTC)),
        "local": entry.at.isoformat(),
        "post": entry.post,
        "channel": entry.channel,
        "occurrence": entry.occurrence,
        "state": entry.state,
        "campaign": entry.campaign,
        "text": entry.text,
        "waits_for_approval": entry.waits,
        "near": entry.near,
        "reason": entry.reason.in_language(language) if entry.reason else None,
    }


def _event(entry: Entry, language: Language, now: datetime) -> Event:
    event = Event()
    identity = f"{entry.post}-{entry.channel}-{entry.occurrence}"
    event.add("uid", f"{normalize('NFC', identity)}@litfass.example")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.at.astimezone(UTC))
    event.add("dtend", (entry.at + LASTS).astimezone(UTC))
    event.add("summary", f"{entry.name} · {entry.channel}")
    event.add("status", "CONFIRMED" if entry.state in _CERTAIN else "TENTATIVE")
    said = [state_of(entry), *remarks(entry)]
    lines = [entry.text, *(each.in_language(language) for each in said)]
    event.add("description", "\n".join(line for line in lines if line))
    return event


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("scheduler.operations"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("calendar.html.j2")


_CERTAIN = frozenset({State.PUBLISHED.value, State.PLANNED.value, State.SENDING.value})
WAITS = Sentence("Die Freigabe fehlt.", "Approval is missing.")
_STATES = {
    DRAFT: Sentence("Entwurf", "draft"),
    NEW: Sentence("noch nicht übernommen", "not taken in yet"),
}
WORDS = {
    "title": Sentence("Redaktionskalender {} bis {}", "Editorial calendar {} to {}"),
    "week": Sentence("Kalenderwoche", "Week"),
    "nothing": Sentence("In dieser Zeit ist nichts geplant.", "Nothing is planned in this time."),
    "gaps": Sentence(
        "Lücken (Kanäle, auf denen nichts erscheint)", "Gaps (channels without posts)"
    ),
    "days": Sentence("Tage", "days"),
    "skip": Sentence("Zum Kalender", "Skip to the calendar"),
    "time": Sentence("Zeit", "Time"),
    "channel": Sentence("Kanal", "Channel"),
    "post": Sentence("Beitrag", "Post"),
    "state": Sentence("Stand", "State"),
    "text": Sentence("Text", "Text"),
    "remark": Sentence("Bemerkung", "Remark"),
    "zone": Sentence("Alle Zeiten in der Zone", "All times in the zone"),
}
