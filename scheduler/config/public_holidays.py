# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Public holidays of a country or one of its states, by the library `holidays`.

`DE-HE` is Hesse: the country's ISO 3166-1 code and, behind a dash, the state's ISO 3166-2 code.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator

from scheduler.yaml_source.fields import wrong


def is_holiday_in(region: str | None) -> Callable[[date], bool]:
    """What says whether a day is a public holiday in `region`; without a region no day is."""
    return _never if region is None else _calendar(region).__contains__


def holiday_names(region: str | None, first: date, last: date) -> list[tuple[date, str]]:
    """The public holidays from `first` to `last`, by day, as they are called in the region."""
    if region is None:
        return []
    known = _calendar(region)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [(day, known[day]) for day in days if day in known]


def _never(_day: date) -> bool:
    return False


def _known(region: str) -> str:
    try:
        _calendar(region)
    except NotImplementedError as error:
        raise wrong(
            "Dieses Land oder Bundesland ist nicht bekannt. Beispiele: DE, DE-HE, AT, FR.",
            "This country or state is not known. Examples: DE, DE-HE, AT, FR.",
        ) from error
    return region


@functools.lru_cache(maxsize=16)
def _calendar(region: str) -> Mapping[date, str]:
    from holidays import country_holidays  # noqa: PLC0415 - slow; most commands need no calendar

    country, _, state = region.partition("-")
    return country_holidays(country, subdiv=state or None)


HolidayRegion = Annotated[str, AfterValidator(_known)]
