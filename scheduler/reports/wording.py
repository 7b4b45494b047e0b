# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers, days and titles as sentences in both languages."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.model.metrics import BY_ID
from scheduler.model.sentence import Sentence
from scheduler.tables import Column, Value, shown

_LANGUAGES = {
    "ar": Sentence("Arabisch", "Arabic"),
    "de": Sentence("Deutsch", "German"),
    "de-leicht": Sentence("Leichte Sprache", "Easy German"),
    "en": Sentence("Englisch", "English"),
    "fa": Sentence("Persisch", "Persian"),
    "fr": Sentence("Französisch", "French"),
    "ru": Sentence("Russisch", "Russian"),
    "tr": Sentence("Türkisch", "Turkish"),
    "uk": Sentence("Ukrainisch", "Ukrainian"),
}

WEEKDAYS = tuple(
    Sentence(de, en)
    for de, en in zip(
        ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        strict=True,
    )
)

LONG_WEEKDAYS = tuple(
    Sentence(de, en)
    for de, en in (
        ("Montag", "Monday"),
        ("Dienstag", "Tuesday"),
        ("Mittwoch", "Wednesday"),
        ("Donnerstag", "Thursday"),
        ("Freitag", "Friday"),
        ("Samstag", "Saturday"),
        ("Sonntag", "Sunday"),
    )
)


def in_both(value: Value) -> Sentence:
    """A number or day as each language writes it."""
    return Sentence(shown(value, "de"), shown(value, "en"))


def how_many(number: int, one: Sentence, many: Sentence) -> Sentence:
    """`1 Beitrag`, `2 Beiträge`."""
    noun = one if number == 1 else many
    said = in_both(number)
    return Sentence(f"{said.de} {noun.de}", f"{said.en} {noun.en}")


def moment(instant: datetime, zone: ZoneInfo) -> Sentence:
    """An instant to the minute on the zone's clock, with the zone's name."""
    local = instant.astimezone(zone)
    day = in_both(local.date())
    clock = local.strftime("%H:%M")
    return Sentence(f"{day.de}, {clock} Uhr ({zone.key})", f"{day.en}, {clock} ({zone.key})")


def local_time(instant: datetime, zone: ZoneInfo) -> Sentence:
    """Weekday, day and minute on the zone's clock: `Mo 08.03.2027 09:30`."""
    local = instant.astimezone(zone)
    day, clock = in_both(local.date()), local.strftime("%H:%M")
    weekday = WEEKDAYS[local.weekday()]
    return Sentence(f"{weekday.de} {day.de} {clock}", f"{weekday.en} {day.en} {clock}")


def span(first: date, last: date) -> Sentence:
    """From a day to a day."""
    start, end = in_both(first), in_both(last)
    return Sentence(f"{start.de} bis {end.de}", f"{start.en} to {end.en}")


def joined(sentences: list[Sentence]) -> Sentence:
    """With commas between."""
    return Sentence(", ".join(one.de for one in sentences), ", ".join(one.en for one in sentences))


def metric_name(metric: str) -> Sentence:
    """A metric's name for readers; its id where this version does not know it."""
    return BY_ID[metric].name if metric in BY_ID else Sentence(metric, metric)


def metric_column(metric: str) -> Column:
    """The column of a metric."""
    return Column(metric, metric_name(metric), numeric=True)


def language_name(tag: str) -> Sentence:
    """A language's name with its tag, or the tag alone."""
    if tag not in _LANGUAGES:
        return Sentence(tag, tag)
    name = _LANGUAGES[tag]
    return Sentence(f"{name.de} ({tag})", f"{name.en} ({tag})")
