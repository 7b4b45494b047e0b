# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""One Table, many forms: text for a terminal or a pipe, CSV, JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TextIO

from scheduler.model.sentence import Language, Sentence

Value = str | int | float | Decimal | datetime | date | Sentence | None
UNKNOWN = "–"
Style = Literal["comma", "excel-de"]
_GERMAN = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in JSON, its title for readers, whether it holds numbers."""

    key: str
    title: Sentence
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; None in a row is unknown and is printed as a dash, never as 0."""

    title: Sentence
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[Sentence, ...] = ()
    key: str = ""
    total: tuple[Value, ...] | None = field(default=None)


def as_text(table: Table, language: Language) -> str:
    """Aligned columns, as wide as they need to be; never wrapped or cropped."""
    rows = shown_rows(table, language)
    heads = [column.title.in_language(language) for column in table.columns]
    widths = [max(_width(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    lines = [_line(heads, widths, table.columns), "  ".join("-" * width for width in widths)]
    lines += [_line(row, widths, table.columns) for row in rows]
    lines += ["", *(note.in_language(language) for note in table.notes)] if table.notes else []
    return "\n".join(line.rstrip() for line in lines)


def shown_rows(table: Table, language: Language) -> list[list[str]]:
    """Every row, and the total, as readers see the values."""
    return [[shown(value, language) for value in row] for row in _all_rows(table)]


def shown(value: Value, language: Language) -> str:
    """One value as readers see it: `1.234,5` and `22.11.2026`, or `1,234.5` and `2026-11-22`."""
    if value is None:
        return UNKNOWN
    if isinstance(value, Sentence):
        value = value.in_language(language)
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y") if language == "de" else value.isoformat()
    if isinstance(value, str):
        return " ".join(value.split())
    return _number(value, language)


def as_csv(table: Table, language: Language, style: Style = "comma") -> str:
    """CSV with a header; `excel-de` is what a German Excel opens: BOM, `;`, decimal comma."""
    out = io.StringIO()
    german = style == "excel-de"
    writer = csv.writer(out, delimiter=";" if german else ",", lineterminator="\r\n")
    writer.writerow([column.title.in_language(language) for column in table.columns])
    for row in _all_rows(table):
        writer.writerow([_cell(value, language, german=german) for value in row])
    return ("\ufeff" if german else "") + out.getvalue()


def write_csv(
    out: TextIO, heads: Sequence[str], rows: Iterable[Sequence[Value]], style: Style = "comma"
) -> int:
    """Write rows as `as_csv` does, one by one, and give their number; `heads` as they are."""
    german = style == "excel-de"
    out.write("\ufeff" if german else "")
    writer = csv.writer(out, delimiter=";" if german else ",", lineterminator="\r\n")
    writer.writerow(heads)
    count = 0
    for row in rows:
        writer.writerow([_cell(value, "de" if german else "en", german=german) for value in row])
        count += 1
    return count


def as_json(table: Table, language: Language) -> str:
    """A list of objects, one per row, keyed by the columns' keys; unknown is null."""
    return json.dumps(as_records(table, language), ensure_ascii=False, indent=2)


def as_records(table: Table, language: Language) -> list[dict[str, object]]:
    """The rows as JSON-ready objects."""
    keys = [column.key for column in table.columns]
    return [
        {key: _json_value(value, language) for key, value in zip(keys, row, strict=True)}
        for row in table.rows
    ]


def iso(instant: datetime) -> str:
    """ISO 8601 in UTC with Z, to the second where that is exact, else to the millisecond."""
    spec = "milliseconds" if instant.microsecond else "seconds"
    return instant.isoformat(timespec=spec).replace("+00:00", "Z")


def _all_rows(table: Table) -> Sequence[tuple[Value, ...]]:
    return table.rows if table.total is None else (*table.rows, table.total)


def _line(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    padded = []
    for cell, width, column in zip(cells, widths, columns, strict=True):
        space = " " * (width - _width(cell))
        padded.append(space + cell if column.numeric else cell + space)
    return "  ".join(padded)


def _width(text: str) -> int:
    """How many terminal cells `text` takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    silent = sum(unicodedata.combining(char) != 0 for char in text)
    return len(text) + wide - silent


def _number(value: float | Decimal, language: Language) -> str:
    # A decimal is exact: cents stay cents.
    text = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return text.translate(_GERMAN) if language == "de" else text


def _cell(value: Value, language: Language, *, german: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",") if german else str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return shown(value, "de" if german else "en")
    return _defused(shown(value, language))


def _defused(text: str) -> str:
    """A spreadsheet must not run what an author wrote: formulas are quoted."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _json_value(value: Value, language: Language) -> object:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sentence):
        return value.in_language(language)
    return float(value) if isinstance(value, Decimal) else value
