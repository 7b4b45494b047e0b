# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`blackouts`, `quiet_days` and a channel's `hours`: what authors must not loosen."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from scheduler.model.awareness import AWARENESS_DAYS, AwarenessDay
from scheduler.model.sentence import Sentence
from scheduler.model.window import Blackout, Effect, Hours, Opening, QuietDay
from scheduler.yaml_source.fields import wrong

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GERMAN = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_OPENING = re.compile(r"([a-z]+)(?:-([a-z]+))? (\d\d?):(\d\d)-(\d\d?):(\d\d)", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?", re.ASCII)
_LAST_HOUR = 24


def _moment(text: str) -> str:
    if parse_moment(text) is None:
        raise wrong(
            "Hier steht ein Tag oder ein Zeitpunkt vor Ort: 2027-01-31 oder 2027-01-31 18:00.",
            "A day or a local time stands here: 2027-01-31 or 2027-01-31 18:00.",
        )
    return text


def _opening(text: str) -> str:
    if parse_opening(text) is None:
        raise wrong(
            "So schreiben Sie Zeiten: mon-fri 08:00-20:00, sat 10:00-14:00.",
            "Hours are written like this: mon-fri 08:00-20:00, sat 10:00-14:00.",
        )
    return text


def _day(text: str) -> str:
    if parse_day(text) is None:
        raise wrong(
            "Hier steht ein Tag: 2027-02-19, jedes Jahr: 01-27, oder ein Name aus litfass days.",
            "A day stands here: 2027-02-19, every year: 01-27, or a name from litfass days.",
        )
    return text


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Moment = Annotated[str, AfterValidator(_moment)]
Names = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


class BlackoutBorder(BaseModel):
    """`blackouts[]`: a time in which certain posts are held, approved once more, or warned of."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    id: str = Field(description="Its name, shown wherever it holds something")
    since: Moment = Field(alias="from", description="First day, or local time")
    until: Moment = Field(description="Last day (included), or local time")
    regions: Names = Field(default=(), description="Only posts for these regions, or for none")
    channels: Names = Field(default=(), description="Only these channels")
    tags: Names = Field(default=(), description="Only posts with one of these tags")
    campaigns: Names = Field(default=(), description="Only these campaigns")
    effect: Effect = Field(default="block", description="What it does")
    exempt_tags: Names = Field(default=(), description="Posts with one of these go out")
    basis: str = Field(default="", description="The law or order it rests on")

    @model_validator(mode="after")
    def _in_order(self) -> BlackoutBorder:
        if _begin(self.since) > _begin(self.until):
            raise wrong("until liegt vor from.", "until is before from.")
        return self


class QuietDayBorder(BaseModel):
    """`quiet_days[]`: a day of mourning or remembrance."""

    model_config = ConfigDict(extra="forbid")

    on: Annotated[str, AfterValidator(_day)] = Field(description="2027-02-19, or 01-27: each year")
    name: str = Field(default="", description="What day it is")
    effect: Literal["block", "warn"] = Field(default="warn", description="What it does")
    exempt_tags: Names = Field(default=(), description="Posts with one of these go out")


Openings = Annotated[
    tuple[Annotated[str, AfterValidator(_opening)], ...], BeforeValidator(_as_list)
]


def blackout_of(border: BlackoutBorder, zone: str) -> Blackout:
    """The blackout of `border`, its days and times in `zone`."""
    there = ZoneInfo(zone)
    since, until = (datetime.combine(*_begin(text), there) for text in (border.since, border.until))
    if _is_day(border.until):
        until += timedelta(days=1)
    return Blackout(
        id=border.id,
        since=since.astimezone(UTC),
        until=until.astimezone(UTC),
        effect=border.effect,
        regions=border.regions,
        channels=border.channels,
        tags=border.tags,
        campaigns=border.campaigns,
        exempt_tags=border.exempt_tags,
        basis=border.basis,
    )


def quiet_day_of(border: QuietDayBorder) -> QuietDay:
    """The quiet day of `border`."""
    found = parse_day(border.on) or AwarenessDay("", Sentence("", ""), "")
    name = border.name or found.name.de
    return QuietDay(name, found.month, found.day, found.dates, border.effect, border.exempt_tags)


def hours_of(openings: tuple[str, ...], effect: Literal["block", "warn"]) -> Hours:
    """The hours of a channel."""
    found = (parse_opening(text) for text in openings)
    return Hours(tuple(opening for opening in found if opening is not None), effect)


def parse_moment(text: str) -> tuple[date, time] | None:
    """A day, or a day and a time, as written; None when it is neither."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute = (int(group or 0) for group in match.groups())
    try:
        return date(year, month, day), time(hour, minute)
    except ValueError:
        return None


def parse_day(text: str) -> AwarenessDay | None:
    """A day of one year, of each year, or one that Litfass knows by name; None otherwise."""
    known = next((day for day in AWARENESS_DAYS if day.id == text.strip()), None)
    if known is not None:
        return known
    yearly = re.fullmatch(r"(\d\d)-(\d\d)", text.strip(), re.ASCII)
    try:
        if yearly:
            day = date(2028, int(yearly[1]), int(yearly[2]))  # a leap year has them all
            return AwarenessDay("", _UNNAMED, "", day.month, day.day)
        return AwarenessDay("", _UNNAMED, "", dates=(date.fromisoformat(text.strip()),))
    except ValueError:
        return None


def parse_opening(text: str) -> Opening | None:
    """`mon-fri 08:00-20:00`, German short names, too; 24:00 is midnight; None otherwise."""
    match = _OPENING.fullmatch(text.strip().casefold())
    first = _weekday(match[1]) if match else None
    last = _weekday(match[2]) if match and match[2] else first
    if match is None or first is None or last is None:
        return None
    begins, ends = _time(match[3], match[4]), _time(match[5], match[6])
    if begins is None or ends is None or begins >= ends:
        return None
    count = (last - first) % len(DAYS) + 1
    weekdays = frozenset((first + number) % len(DAYS) for number in range(count))
    return Opening(weekdays, begins, ends)


_UNNAMED = Sentence("Stiller Tag", "Quiet day")


def _weekday(name: str) -> int | None:
    return DAYS.index(name) if name in DAYS else _GERMAN.get(name)


def _time(hour: str, minute: str) -> time | None:
    if int(hour) == _LAST_HOUR and int(minute) == 0:
        return time.max
    try:
        return time(int(hour), int(minute))
    except ValueError:
        return None


def _begin(text: str) -> tuple[date, time]:
    return parse_moment(text) or (date.min, time())


def _is_day(text: str) -> bool:
    return ":" not in text
