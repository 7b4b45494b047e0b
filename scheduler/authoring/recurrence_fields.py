# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys `repeat` and `evergreen` of a post, and the days and dates in them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
)

from scheduler.authoring.cron import CronFault, check_cron
from scheduler.model.recurrence import Evergreen, Repeat, Season
from scheduler.yaml_source.fields import Span, wrong

HOLIDAYS = "holidays"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAY_OF_YEAR = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
# A year with a 29 February, so that a season may begin or end on it.
_LEAP_YEAR = 2028


def _day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong(
        "Das ist kein Datum. Beispiel: 2027-12-31.", "That is no date. Example: 2027-12-31."
    )


def _exception(value: object) -> date | str:
    return HOLIDAYS if value == HOLIDAYS else _day(value)


def _list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _day_of_year(value: object) -> tuple[int, int]:
    match = _DAY_OF_YEAR.fullmatch(value) if isinstance(value, str) else None
    if match is not None:
        month, day = (int(group) for group in match.groups())
        try:
            date(_LEAP_YEAR, month, day)
        except ValueError:
            match = None
        else:
            return month, day
    raise wrong(
        "Das ist kein Tag im Jahr. Beispiel: 03-01 für den 1. März.",
        "That is no day of the year. Example: 03-01 for the first of March.",
    )


def _cron(line: str) -> str:
    try:
        check_cron(line)
    except CronFault as fault:
        raise wrong(*_CRON_FAULTS[fault.kind]) from fault
    return line


Day = Annotated[
    date,
    PlainValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}),
]
Exceptions = Annotated[
    tuple[Annotated[Any, PlainValidator(_exception)], ...],
    BeforeValidator(_list),
    WithJsonSchema({"type": "array", "items": {"type": "string"}}),
]
DayOfYear = Annotated[
    tuple[int, int],
    PlainValidator(_day_of_year),
    WithJsonSchema({"type": "string", "pattern": r"^\d\d-\d\d$"}),
]
Cron = Annotated[
    str,
    AfterValidator(_cron),
    WithJsonSchema({"type": "string", "examples": ["0 9 * * mon", "30 17 1 * *"]}),
]


class RepeatBorder(BaseModel):
    """`repeat`: publish again and again."""

    model_config = ConfigDict(extra="forbid")

    cron: Cron = Field(description="minute hour day month weekday, in local time")
    until: Day | None = Field(default=None, description="The last day")
    except_: Exceptions = Field(
        default=(), alias="except", description="Days without: dates, or holidays"
    )
    max: int | None = Field(default=None, ge=1, description="How often at most")

    def repeat(self, zone: str) -> Repeat:
        """The rule, on the clock of `zone`."""
        days = frozenset(each for each in self.except_ if isinstance(each, date))
        return Repeat(self.cron, zone, self.until, days, HOLIDAYS in self.except_, self.max)


class SeasonBorder(BaseModel):
    """`season`: the part of each year in which the post fits."""

    model_config = ConfigDict(extra="forbid")

    from_: DayOfYear = Field(alias="from")
    until: DayOfYear


class EvergreenBorder(BaseModel):
    """`evergreen`: the post waits in a pool until it is its turn."""

    model_config = ConfigDict(extra="forbid")

    pool: str = Field(description="One of the pools of config.yaml")
    min_distance: Span = Field(description="Never sooner again than this, for example 60d")
    season: SeasonBorder | None = None

    def evergreen(self) -> Evergreen:
        """The place in the pool."""
        season = Season(self.season.from_, self.season.until) if self.season else None
        return Evergreen(self.pool, self.min_distance, season)


_CRON_FAULTS = {
    "wrong": (
        "Das ist keine cron-Zeile. Montags um 9 Uhr: 0 9 * * mon (Minute Stunde Tag Monat Tag).",
        "That is no cron line. Mondays at 9: 0 9 * * mon (minute hour day month weekday).",
    ),
    "never": (
        "Diesen Zeitpunkt gibt es nie.",
        "This time never comes.",
    ),
    "often": (
        "Öfter als einmal in der Stunde wiederholt Litfass keinen Beitrag.",
        "Litfass repeats no post more than once an hour.",
    ),
}
