# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The event of a series: when it is, how it stands, and what templates may say of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from scheduler.authoring import complaints
from scheduler.authoring import series_complaints as said
from scheduler.authoring.day_words import day_in_words, weekday_in_words
from scheduler.authoring.series_fields import EventBorder, EventStatus
from scheduler.model.finding import Finding
from scheduler.planning.schedule import ClockChange, WrittenTime, instant_of, local_time
from scheduler.yaml_source import Node, place_at


@dataclass(frozen=True, slots=True)
class Event:
    """An event with local times (naive) on the clock of `zone`; `ends` is `starts` if unknown."""

    id: str
    id_from_file: bool
    title: str
    starts: datetime
    ends: datetime
    zone: str
    place: str
    region: str | None
    status: EventStatus
    registration: str

    def wants(self, skip_if: Collection[EventStatus], only_if: Collection[EventStatus]) -> bool:
        """Whether a step is meant as the event stands; cancelled ones want only what says so."""
        if self.status in skip_if:
            return False
        return self.status in only_if if only_if else self.status != "cancelled"


def event_of(
    border: EventBorder, stem: str, zone: str, node: Node, findings: list[Finding]
) -> Event | None:
    """The event of `border`, which stands at `node`; faults are added to `findings`."""
    zone = border.timezone or zone
    starts = _wall(border.starts_at, "starts_at", zone, node, findings)
    ends = starts
    if border.ends_at is not None:
        ends = _wall(border.ends_at, "ends_at", zone, node, findings)
    if starts is None or ends is None:
        return None
    if ends < starts:
        findings.append(said.ends_early(place_at(node, ("ends_at",))))
    return Event(
        id=border.id or stem,
        id_from_file=border.id is None,
        title=border.title,
        starts=starts,
        ends=ends,
        zone=zone,
        place=border.place,
        region=border.region,
        status=border.status,
        registration=border.registration,
    )


def event_values(event: Event, lang: str) -> Mapping[str, str]:
    """What `{{ event.… }}` gives in a text in `lang`."""
    return MappingProxyType(
        {
            "id": event.id,
            "title": event.title,
            "place": event.place,
            "region": event.region or "",
            "status": event.status,
            "registration": event.registration,
            "date": day_in_words(event.starts.date(), lang),
            "weekday": weekday_in_words(event.starts.date(), lang),
            "time": f"{event.starts:%H:%M}",
            "end_date": day_in_words(event.ends.date(), lang),
            "end_time": f"{event.ends:%H:%M}",
        }
    )


def _wall(
    written: WrittenTime, key: str, zone: str, node: Node, findings: list[Finding]
) -> datetime | None:
    """The time on the clock of `zone`; an hour that comes twice is one wall time all the same."""
    instant = instant_of(written, zone, fold=0)
    if isinstance(instant, ClockChange):
        place = place_at(node, (key,))
        findings.append(complaints.clock_change(instant, written.wall, zone, place))
        return None
    return local_time(written, instant, zone).wall
