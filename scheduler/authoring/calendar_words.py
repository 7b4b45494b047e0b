# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates as people write them, in German and English: weekday, day, month, perhaps a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS_DE = (
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag",
)  # fmt: skip
WEEKDAYS_EN = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_MONTHS_DE = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SHORT_DE = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6, "sonnabend": 5}
_SHORT_EN = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
             "sat": 5, "sun": 6}  # fmt: skip
_DAYS = {
    **{name.lower(): number for number, name in enumerate(WEEKDAYS_DE)},
    **{name.lower(): number for number, name in enumerate(WEEKDAYS_EN)},
    **_SHORT_DE,
    **_SHORT_EN,
}
_RELATIVE = {"heute": 0, "today": 0, "morgen": 1, "tomorrow": 1, "übermorgen": 2}
_MONTHS = {
    **{name.lower(): number for number, name in enumerate(_MONTHS_DE, start=1)},
    **{name.lower(): number for number, name in enumerate(_MONTHS_EN, start=1)},
    "jänner": 1,
}
# What the steps of a series differ in.
DAY_WORDS = frozenset({*_DAYS, *_RELATIVE, *_MONTHS, "noch", "nur", "tag", "tage", "woche", "day"})
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_LONG_DAY = "|".join((*WEEKDAYS_DE, *WEEKDAYS_EN, "Sonnabend", *_RELATIVE))
_SHORT_DAY = "|".join(name.capitalize() for name in (*_SHORT_DE, *_SHORT_EN) if len(name) < 6)  # noqa: PLR2004
# Short forms count with their full stop or comma only: "So 21. März" is a sentence, too.
_DAY = rf"(?P<day>(?i:{_LONG_DAY})(?![a-zäöüß])|(?:{_SHORT_DAY})(?=[.,]))"
_BETWEEN = r"[.,]?\s*(?:\(|,)?\s*(?:(?:den|dem|am|der|the|on)\s+)?"
_YEAR = r"(?:,?\s*(?P<year>(?:19|20)\d\d)\b)?"
_PATTERNS = tuple(
    re.compile(rf"(?<![\w-]){_DAY}{_BETWEEN}{written}")
    for written in (
        rf"(?P<d>\d{{1,2}})\.?(?:st|nd|rd|th)?\s*(?i:(?P<m>{_MONTH}))\b{_YEAR}",
        rf"(?i:(?P<m>{_MONTH}))\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\.\d|:\d){_YEAR}",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<year>(?:(?:19|20)\d\d\b)?)",
        r"(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b",
    )
)
_ANY_DAY = re.compile(rf"(?<![\w-]){_DAY}")
_YEARS_AHEAD = 8  # a 29th of February comes at last after eight years


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A date beside a weekday (0: Monday) or a word like "tomorrow" (days from now)."""

    said: str
    on: date
    weekday: int | None = None
    days_ahead: int | None = None


def written_days(text: str, today: date) -> Iterator[WrittenDay]:
    """The dates in `text` that are named by a weekday, too; without a year the next one counts."""
    if not any(map(str.isdigit, text)) or _ANY_DAY.search(text) is None:
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            on = _date(match, today)
            if on is not None:
                name = match["day"].lower()
                said = " ".join(match[0].split())
                yield WrittenDay(said, on, _DAYS.get(name), _RELATIVE.get(name))


def _date(match: re.Match[str], today: date) -> date | None:
    written = match["m"].lower()
    month = int(written) if written.isdigit() else _MONTHS[written]
    day = int(match["d"])
    if match["year"]:
        return _day_of(int(match["year"]), month, day)
    # A day that has just passed is meant, too: "that was on Monday, 1 March".
    earliest = today - timedelta(days=31)
    years = range(earliest.year, earliest.year + _YEARS_AHEAD + 1)
    days = (_day_of(year, month, day) for year in years)
    return next((on for on in days if on is not None and on >= earliest), None)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
