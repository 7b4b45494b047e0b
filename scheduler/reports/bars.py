# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bar chart as geometry: where each bar, name and number stands; the template draws it."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.model.sentence import Language, Sentence
from scheduler.reports.document import Chart
from scheduler.tables import Table, Value, shown

WIDTH = 720
_ROW = 34
_BARS = 370  # the longest; names stand before it, numbers after it
_NAME_LENGTH = 28  # characters that fit before the bars, in a wide font too


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in user units of the drawing; `known` False draws no bar but says so."""

    name: str
    number: str
    y: int
    width: float
    known: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """A whole chart; `description` says in words what it shows."""

    title: str
    description: str
    height: int
    bars: tuple[Bar, ...]


def draw(chart: Chart, table: Table, language: Language) -> Bars | None:
    """The chart of `table`; None where fewer than two bars have a length to compare."""
    keys = [column.key for column in table.columns]
    label, value = keys.index(chart.label), keys.index(chart.value)
    rows = sorted(table.rows, key=lambda row: (row[value] is None, -_length(row[value])))
    rows = rows[: chart.most]
    longest = max((_length(row[value]) for row in rows), default=0)
    if longest <= 0 or sum(row[value] is not None for row in rows) < _TO_COMPARE:
        return None
    bars = tuple(
        Bar(
            name=_short(shown(row[label], language)),
            number=shown(row[value], language),
            y=at * _ROW,
            width=round(_length(row[value]) * _BARS / longest, 1),
            known=row[value] is not None,
        )
        for at, row in enumerate(rows)
    )
    said = _description(bars, len(table.rows)).in_language(language)
    title = (
        f"{table.title.in_language(language)}: {table.columns[value].title.in_language(language)}"
    )
    return Bars(title, said, len(bars) * _ROW, bars)


def _length(value: Value) -> float:
    return value if isinstance(value, int | float) else 0


def _short(name: str) -> str:
    return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"


def _description(bars: tuple[Bar, ...], rows: int) -> Sentence:
    first, last = bars[0], [bar for bar in bars if bar.known][-1]
    de = f"Balken von {first.name} ({first.number}) bis {last.name} ({last.number})."
    en = f"Bars from {first.name} ({first.number}) to {last.name} ({last.number})."
    if len(bars) < rows:
        de, en = f"{de} Die {len(bars)} größten.", f"{en} The {len(bars)} largest."
    return Sentence(
        f"{de} Alle Zahlen stehen in der Tabelle darunter.",
        f"{en} All numbers stand in the table below.",
    )


_TO_COMPARE = 2
