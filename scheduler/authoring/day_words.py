# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Days as texts name them: `8. März 2027`, `8 March 2027`; in other languages `2027-03-08`."""

from __future__ import annotations

from datetime import date

_MONTHS = {
    "de": (
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def day_in_words(day: date, lang: str) -> str:
    """`day` as a text in `lang` names it."""
    language = lang.partition("-")[0].lower()
    months = _MONTHS.get(language)
    if months is None:
        return day.isoformat()
    dot = "." if language == "de" else ""
    return f"{day.day}{dot} {months[day.month - 1]} {day.year}"


def weekday_in_words(day: date, lang: str) -> str:
    """The name of its day of the week, in English where `lang` is none we know."""
    return _WEEKDAYS.get(lang.partition("-")[0].lower(), _WEEKDAYS["en"])[day.weekday()]
