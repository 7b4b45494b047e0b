# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A calendar (ICS) → drafts: an event's start is the time, its description the text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from scheduler.authoring.draft_file import DraftPost
from scheduler.authoring.imports.harvest import Harvest, text_of
from scheduler.model.sentence import Place

_REPEATING = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_LOCAL_NAMES = ("DTSTART", "SUMMARY", "DESCRIPTION", "URL", "CATEGORIES")
_BOOKKEEPING = frozenset(
    {"UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTEND", "DURATION", "TRANSP"}
)


def read_ics(content: bytes, name: str, zone: ZoneInfo) -> Harvest:
    """The events of a calendar as drafts, their times in `zone`. Never raises."""
    harvest = Harvest()
    text = text_of(content, name, harvest)
    if text is None:
        return harvest
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip().upper() == _BEGIN]
    try:
        events = Calendar.from_ical(text).walk("VEVENT")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        harvest.refused(
            Place(name),
            f"Das ist kein lesbarer Kalender (ICS): {error}",
            f"This is no readable calendar (ICS): {error}",
        )
        return harvest
    for line, event in zip(lines, events, strict=False):
        _take(event, Place(name, line), zone, harvest)
    if len(events) != len(lines) or not events:
        harvest.refused(
            Place(name),
            f"Gelesen wurden {len(events)} von {len(lines)} Terminen.",
            f"{len(events)} of {len(lines)} events were read.",
        )
    return harvest


def _take(event: Any, place: Place, zone: ZoneInfo, harvest: Harvest) -> None:  # noqa: ANN401
    title = str(event.get("SUMMARY", "")).strip()
    text = str(event.get("DESCRIPTION", "")).strip() or title
    if not text:
        harvest.refused(place, "Der Termin hat keinen Text.", "The event has no text.")
        return
    for key in event:
        if key not in _LOCAL_NAMES and key not in _BOOKKEEPING:
            _tell(key, str(event.get(key)), place, harvest)
    for inner in event.subcomponents:
        _tell(str(inner.name), str(inner.get("TRIGGER", "")), place, harvest)
    for fault in event.errors:
        _tell(str(fault[0]), str(fault[1]), place, harvest)
    harvest.posts.append(
        DraftPost(
            id=harvest.name(title or text[:40]),
            text=text,
            publish_at=_instant(event, place, zone, harvest),
            link=str(event["URL"]) if "URL" in event else None,
            notes="\n".join(filter(None, (title if title != text else "", _categories(event)))),
        )
    )


def _instant(event: Any, place: Place, zone: ZoneInfo, harvest: Harvest) -> str | None:  # noqa: ANN401
    start = event.get("DTSTART")
    begins = getattr(start, "dt", None)
    if isinstance(begins, datetime):
        local = begins.astimezone(zone) if begins.tzinfo else begins
        seconds = ":%S" if local.second else ""
        return f"{local:%Y-%m-%d %H:%M}{local.strftime(seconds)}"
    if isinstance(begins, date):
        harvest.left_out(
            place,
            f"Ganztägig am {begins:%d.%m.%Y}: Der Beitrag wird Entwurf ohne Termin.",
            f"All day on {begins:%Y-%m-%d}: the post becomes a draft without a time.",
        )
    return None


def _categories(event: Any) -> str:  # noqa: ANN401 - icalendar's
    found = event.get("CATEGORIES", [])
    lists = found if isinstance(found, list) else [found]
    return ", ".join(str(word) for each in lists for word in getattr(each, "cats", [each]))


def _tell(key: str, said: str, place: Place, harvest: Harvest) -> None:
    what = "Wiederholung" if key in _REPEATING else key
    harvest.left_out(
        place, f"{what} wurde nicht übernommen: {said}", f"{key} was not taken over: {said}"
    )


_BEGIN = "BEGIN:VEVENT"
