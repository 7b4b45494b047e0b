# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The border models of a file in posts/_series: an event, and the steps around it."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema

from scheduler.authoring.field_types import Id, Text, Time
from scheduler.yaml_source.fields import Offset, Zone, wrong

EventStatus = Literal["planned", "full", "moved", "cancelled"]
_CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?", re.ASCII)


def _clock(value: object) -> time:
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is not None:
        try:
            hour, minute, second = (int(group or 0) for group in match.groups())
            return time(hour, minute, second)
        except ValueError:
            pass
    raise wrong("Das ist keine Uhrzeit. Beispiel: 10:00.", "That is no time of day: 10:00.")


def _list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


ClockTime = Annotated[
    time,
    PlainValidator(_clock),
    WithJsonSchema({"type": "string", "pattern": r"^\d\d:\d\d(:\d\d)?$"}),
]
Statuses = Annotated[tuple[EventStatus, ...], BeforeValidator(_list)]


class EventBorder(BaseModel):
    """`event`: what happens when and where, and how it stands."""

    model_config = ConfigDict(extra="forbid")

    id: Id | None = Field(default=None, description="Stable id; the file's name if missing")
    title: Text
    starts_at: Time
    ends_at: Time | None = None
    timezone: Zone | None = None
    place: str = ""
    region: str | None = None
    status: EventStatus = "planned"
    registration: str = Field(default="", description="Address where people register")


class SeriesBorder(BaseModel):
    """The head of a series; its steps are read one by one."""

    model_config = ConfigDict(extra="forbid")

    version: Literal["1"] = Field(default="1", alias="schema", description="Format version")
    event: EventBorder


class StepBorder(BaseModel):
    """The keys of a step that a post does not have."""

    model_config = ConfigDict(extra="forbid")

    id: Id | None = Field(default=None, description="Stable id; offset and template if missing")
    offset: Offset | None = Field(
        default=None, description="Before (-28d) or after (+1d) the event"
    )
    at: ClockTime | None = Field(default=None, description="Local time on that day")
    shift: Literal["none", "previous_workday", "next_workday"] = "none"
    skip_if: Statuses = ()
    only_if: Statuses = ()


STEP_KEYS = tuple(StepBorder.model_fields)
