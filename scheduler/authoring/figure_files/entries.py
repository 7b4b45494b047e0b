# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Written figures → entries: each field checked, each fault told with its place."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.authoring.figure_files.cells import Cell
from scheduler.authoring.imports.harvest import LEFT_OUT
from scheduler.model.amounts import decimals_of, parse_amount
from scheduler.model.finding import Finding, Severity
from scheduler.model.metrics import BY_ID, METRICS
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source.findings import fault, known_or_nearest

ABOUT = ("campaign", "channel", "post", "region", "topic")
FIELDS = ("date", "metric", "value", "source", *ABOUT, "note", "key")
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_GERMAN_MONTH = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DECEMBER = 12
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?$", re.ASCII)
_DAYS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as a file tells it; `value` is in the smallest unit of the metric.

    `source` is None where the file names none, `key` where it gives its lines no names. `cells`
    are those that were read, by field, for whoever finds more at fault.
    """

    metric: str
    value: int
    day: date
    place: Place
    source: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    key: str | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """Grows while a file is read; with an error nothing of the file is to be used."""

    today: date
    defaults: Mapping[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_faulty(self) -> bool:
        """Whether anything could not be read as meant."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def refuse(self, place: Place, said: Sentence, advice: Sentence | None = None) -> None:
        """Tell a fault."""
        self.findings.append(fault(LEFT_OUT, place, said.de, said.en, advice))

    def leave_out(self, place: Place, said: Sentence) -> None:
        """Tell what was passed over, and that this is no fault."""
        self.findings.append(Finding(LEFT_OUT, Severity.WARNING, place, said))

    def take(self, cells: Mapping[str, Cell], place: Place) -> None:
        """Make an entry of the `cells` of a line, by field; what it lacks comes from defaults."""
        row = {name: Cell(text, place) for name, text in self.defaults.items()}
        row |= {name: cell for name, cell in cells.items() if cell.text}
        lacking = [name for name in ("date", "metric", "value") if name not in row]
        if lacking:
            self.refuse(place, _lacking(lacking))
            return
        metric = metric_of(row["metric"].text)
        day = day_of(row["date"].text)
        if metric is None:
            self.refuse(row["metric"].place, _no_metric(row["metric"].text), _near(row["metric"]))
        if day is None or day > self.today:
            self.refuse(row["date"].place, _no_day(row["date"].text, is_day=day is not None))
        value = None if metric is None else parse_amount(row["value"].text, metric)
        if metric is not None and value is None:
            self.refuse(row["value"].place, _no_amount(row["value"].text, metric))
        if metric is None or day is None or value is None:
            return
        self.entries.append(_entry(metric, value, day, row, place))


def _entry(metric: str, value: int, day: date, row: Mapping[str, Cell], place: Place) -> Entry:
    def told(name: str) -> str | None:
        return row[name].text if name in row else None

    return Entry(
        metric=metric,
        value=value,
        day=day,
        place=place,
        source=told("source"),
        about={name: row[name].text for name in ABOUT if name in row},
        note=told("note") or _period_note(row["date"].text),
        key=told("key"),
        cells=row,
    )


def metric_of(text: str) -> str | None:
    """The metric called `text`: its id, or its name in either language, with or without unit."""
    return _METRIC_OF.get(text.strip().casefold())


def day_of(text: str) -> date | None:
    """The day that `text` names; of a period (a month, a year, from … to …) its last one."""
    bare = _MIDNIGHT.sub("", text.strip())
    days = _ISO.findall(bare)
    if days and bare != days[0]:
        bare = days[-1] if len(days) > 1 else bare
    for form in _DAYS:
        try:
            return datetime.strptime(bare, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return _last_of_month(bare)


def _last_of_month(text: str) -> date | None:
    iso, german = _MONTH.fullmatch(text), _GERMAN_MONTH.fullmatch(text)
    if iso is None and german is None:
        return date(int(text), 12, 31) if _YEAR.fullmatch(text) and int(text) else None
    year, month = (iso[1], iso[2]) if iso else (german[2], german[1]) if german else ("0", "0")
    if not (1 <= int(month) <= _DECEMBER and int(year)):
        return None
    return date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])


def _period_note(text: str) -> str | None:
    """A figure of a whole period says so."""
    bare = _MIDNIGHT.sub("", text.strip())
    is_period = len(_ISO.findall(bare)) > 1 or _last_of_month(bare) is not None
    return bare if is_period else None


def _names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for metric in METRICS:
        for name in (metric.id, metric.name.de, metric.name.en):
            found.setdefault(name.casefold(), metric.id)
            found.setdefault(name.partition(" (")[0].casefold(), metric.id)
    return found


_METRIC_OF = _names()
_WORDS = {
    "date": Sentence("der Tag", "the day"),
    "metric": Sentence("die Kennzahl", "the metric"),
    "value": Sentence("der Wert", "the value"),
}


def _lacking(names: list[str]) -> Sentence:
    words = [_WORDS[name] for name in names]
    return Sentence(
        f"Hier fehlt {', '.join(word.de for word in words)}.",
        f"Here {', '.join(word.en for word in words)} is missing.",
    )


def _no_metric(text: str) -> Sentence:
    return Sentence(f"Die Kennzahl „{text}“ ist unbekannt.", f"The metric “{text}” is unknown.")


def _near(cell: Cell) -> Sentence:
    return known_or_nearest(cell.text, BY_ID)


def _no_day(text: str, *, is_day: bool) -> Sentence:
    if is_day:
        return Sentence(
            f"„{text}“ liegt in der Zukunft; gezählt wird nachher.",
            f"“{text}” is in the future; counting comes after it.",
        )
    return Sentence(
        f"„{text}“ ist kein Tag. Bitte so: 08.03.2027, 2027-03-08, oder ein Monat: 03.2027.",
        f"“{text}” is no day. Please write 2027-03-08 or 08.03.2027, or a month: 2027-03.",
    )


def _no_amount(text: str, metric: str) -> Sentence:
    if decimals_of(metric):
        return Sentence(
            f"„{text}“ ist kein eindeutiger Betrag ab 0. Bitte so: 1234,50.",
            f"“{text}” is no clear amount from 0 up. Please write 1234.50.",
        )
    return Sentence(
        f"„{text}“ ist keine eindeutige ganze Zahl ab 0. Bitte nur Ziffern: 1234.",
        f"“{text}” is no clear whole number from 0 up. Please write digits only: 1234.",
    )
