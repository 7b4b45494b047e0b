# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Field types of border models, and how their validators speak both languages."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from scheduler.model.duration import parse_duration


def wrong(de: str, en: str, kind: str = "wrong_value") -> PydanticCustomError:
    """The error a validator raises: `fit` says it in both languages."""
    return PydanticCustomError(kind, "{en}", {"de": de, "en": en})


def _duration(value: object) -> object:
    return _parsed(value, signed=False)


def _offset(value: object) -> object:
    return _parsed(value, signed=True)


def _parsed(value: object, *, signed: bool) -> object:
    if isinstance(value, timedelta):
        return value
    found = parse_duration(value, signed=signed) if isinstance(value, str) else None
    if found is None:
        example = "+30m, -2h, 1d" if signed else "30s, 15m, 2h, 3d"
        raise wrong(
            f"Das ist keine Zeitspanne. Beispiele: {example}.",
            f"That is no duration. Examples: {example}.",
        )
    return found


def _positive(value: timedelta) -> timedelta:
    if value <= timedelta():
        raise wrong("Die Zeitspanne muss größer als 0 sein.", "It must be longer than 0.")
    return value


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:
        raise wrong(
            "Diese Zeitzone gibt es nicht. Beispiel: Europe/Berlin.",
            "There is no such time zone. Example: Europe/Berlin.",
        ) from error
    return name


Zone = Annotated[str, AfterValidator(_zone)]
Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d+)?[smhd]$"}),
]
Offset = Annotated[
    timedelta,
    BeforeValidator(_offset),
    WithJsonSchema({"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?[smhd]$"}),
]
Span = Annotated[Duration, AfterValidator(_positive)]
