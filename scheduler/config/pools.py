# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pools`: where evergreen posts go, and at which times of the week."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from scheduler.model.finding import Finding
from scheduler.model.recurrence import Pool, PoolSlot
from scheduler.yaml_source import Section, place_at
from scheduler.yaml_source.fields import wrong
from scheduler.yaml_source.findings import WRONG, fault, known_or_nearest

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SLOT = re.compile(r"(?:([a-z]{3})(?:-([a-z]{3}))? )?(\d\d):(\d\d)", re.ASCII)


def _slot(value: object) -> PoolSlot:
    match = _SLOT.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if match is not None:
        first, last, hour, minute = match.groups()
        days = _weekdays(first, last or first)
        try:
            at = time(int(hour), int(minute))
        except ValueError:
            days = frozenset()
        if days:
            return PoolSlot(days, at)
    raise wrong(
        "Das ist kein Platz in der Woche. Beispiele: mon 09:00, mon-fri 17:30, 09:00.",
        "That is no slot of the week. Examples: mon 09:00, mon-fri 17:30, 09:00.",
    )


def _weekdays(first: str | None, last: str | None) -> frozenset[int]:
    if first is None or last is None:
        return frozenset(range(7))
    if first not in _DAYS or last not in _DAYS:
        return frozenset()
    start, end = _DAYS.index(first), _DAYS.index(last)
    return frozenset(day % 7 for day in range(start, end + (1 if end >= start else 8)))


Slot = Annotated[
    PoolSlot,
    PlainValidator(_slot),
    WithJsonSchema(
        {"type": "string", "pattern": r"^(([a-z]{3})(-[a-z]{3})? )?\d\d:\d\d$"},
    ),
]


class PoolBorder(BaseModel):
    """One of `pools`."""

    model_config = ConfigDict(extra="forbid")

    channels: tuple[str, ...] = Field(min_length=1, description="Where its posts go")
    slots: tuple[Slot, ...] = Field(
        min_length=1, description="When one of them goes out: mon 09:00, mon-fri 17:30"
    )


def pools_of(borders: Mapping[str, PoolBorder]) -> dict[str, Pool]:
    """The pools by name."""
    return {name: Pool(name, each.channels, each.slots) for name, each in borders.items()}


def faults_in(pools: Mapping[str, Pool], channels: Iterable[str], root: Section) -> list[Finding]:
    """Channels of pools that do not exist."""
    known = frozenset(channels)
    return [
        fault(
            WRONG,
            place_at(root, ("pools", name, "channels", index)),
            f"Den Kanal „{channel}“ gibt es nicht.",
            f"There is no channel “{channel}”.",
            known_or_nearest(channel, known),
        )
        for name, pool in pools.items()
        for index, channel in enumerate(pool.channels)
        if channel not in known
    ]
