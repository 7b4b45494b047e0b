# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds one's own events in the room's history, by the key that each of them carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Look, Sought, Unsure
from scheduler.model.sentence import Sentence
from scheduler.platforms.matrix.contents import KEY

BEFORE_START = timedelta(minutes=5)  # for clocks that differ
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """Own events by key; `covers` when nothing since the asked instant can be missing."""

    events: Mapping[str, Mapping[str, Any]]
    covers: bool


def own_events(
    page_at: Callable[[str | None], Mapping[str, Any]], me: str, since: datetime
) -> Listing:
    """What `me` has sent since `since`; `page_at` gives the room's history backwards."""
    events: dict[str, Mapping[str, Any]] = {}
    start: str | None = None
    for _ in range(MOST_PAGES):
        page = page_at(start)
        chunk = [each for each in page.get("chunk") or [] if isinstance(each, dict)]
        events |= {_key(each): each for each in chunk if each.get("sender") == me and _key(each)}
        ends = page.get("end")
        if not chunk or not isinstance(ends, str) or any(_is_before(each, since) for each in chunk):
            return Listing(events, covers=isinstance(page.get("chunk"), list))
        start = ends
    return Listing(events, covers=False)


def look(
    sought: Sought, listing: Listing, remote_of: Callable[[str, Mapping[str, Any]], Remote]
) -> Look:
    """What the listing tells of one of the sought."""
    event = listing.events.get(sought.key)
    if event is not None and str(event.get("event_id")) not in sought.taken:
        return Found(remote_of(str(event["event_id"]), _content(event)))
    return Absent() if listing.covers else Unsure(_NOT_COVERED)


def _key(event: Mapping[str, Any]) -> str:
    return str(_content(event).get(KEY) or "")


def _content(event: Mapping[str, Any]) -> Mapping[str, Any]:
    content = event.get("content")
    return content if isinstance(content, dict) else {}


def _is_before(event: Mapping[str, Any], since: datetime) -> bool:
    at = event.get("origin_server_ts")
    return isinstance(at, int) and at < since.timestamp() * 1000


_NOT_COVERED = Sentence(
    "Im Raum wurde seither so viel geschrieben, dass der Blick zurück nicht weit genug reicht. "
    "Sehen Sie nach und bestätigen Sie (litfass confirm).",
    "So much was written in the room since then that the look back does not reach far enough. "
    "Look and confirm (litfass confirm).",
)
