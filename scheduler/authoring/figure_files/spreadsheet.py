# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table with figures → entries. The first row names the columns, in German or English.

Either each row is one figure (columns metric and value), or each metric has a column of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scheduler.authoring.figure_files.cells import Cell, grid_of
from scheduler.authoring.figure_files.entries import Sheet, metric_of
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source.findings import known_or_nearest

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "datum", "tag", "day", "stichtag", "monat", "month", "zeitraum", "period"),
    "metric": ("metric", "kennzahl"),
    "value": ("value", "wert", "zahl", "anzahl", "betrag", "amount", "number"),
    "source": ("source", "quelle"),
    "campaign": ("campaign", "kampagne"),
    "channel": ("channel", "kanal"),
    "post": ("post", "beitrag"),
    "region": ("region",),
    "topic": ("topic", "thema"),
    "note": ("note", "notes", "notiz", "bemerkung", "anmerkung"),
    "key": ("key", "schlüssel", "kennung", "beleg", "belegnummer", "nr", "nr."),
}
_FIELD_OF = {word: name for name, words in COLUMNS.items() for word in words}


def read_table(content: bytes, name: str, sheet: Sheet) -> None:
    """Put the figures of a CSV file into `sheet`. Never raises."""
    grid = grid_of(content, name)
    sheet.findings += grid.findings
    if grid.findings:
        return
    if not grid.rows:
        sheet.refuse(Place(name), _EMPTY)
        return
    header, *rows = grid.rows
    fields, metrics = _columns(header, sheet)
    if not metrics and "value" not in fields.values():
        sheet.refuse(header[0].place, _NO_VALUES, known_or_nearest("value", _FIELD_OF))
        return
    for row in rows:
        if _is_too_long(row, header):
            sheet.refuse(row[len(header)].place, _TOO_LONG)
            continue
        _take(row, fields, metrics, sheet)


def field_of(title: str) -> str | None:
    """The field that a column or key of this title holds."""
    return _FIELD_OF.get(title.strip().casefold())


def _take(
    row: Sequence[Cell], fields: Mapping[int, str], metrics: Mapping[int, Cell], sheet: Sheet
) -> None:
    told = {name: row[at] for at, name in fields.items() if at < len(row)}
    if not metrics:
        sheet.take(told, row[0].place)
        return
    for at, title in metrics.items():
        if at < len(row) and row[at].text:
            one = {**told, "metric": Cell(title.text, row[at].place), "value": row[at]}
            sheet.take(one, row[at].place)


def _columns(header: Iterable[Cell], sheet: Sheet) -> tuple[dict[int, str], dict[int, Cell]]:
    """Which column holds which field, and which the figures of a metric."""
    fields: dict[int, str] = {}
    metrics: dict[int, Cell] = {}
    for at, title in enumerate(header):
        name = field_of(title.text)
        if name is not None and name in fields.values():
            sheet.refuse(title.place, _twice(title.text))
        elif name is not None:
            fields[at] = name
        elif metric_of(title.text) is not None:
            metrics[at] = title
        elif title.text:
            sheet.leave_out(title.place, _not_read(title.text))
    return fields, {} if "value" in fields.values() else metrics


def _is_too_long(row: Sequence[Cell], header: Sequence[Cell]) -> bool:
    return any(cell.text for cell in row[len(header) :])


def _twice(title: str) -> Sentence:
    return Sentence(
        f"Zwei Spalten heißen so oder bedeuten dasselbe: „{title}“.",
        f"Two columns are called so, or mean the same: “{title}”.",
    )


def _not_read(title: str) -> Sentence:
    return Sentence(
        f"Die Spalte „{title}“ wird nicht gelesen.", f"The column “{title}” is not read."
    )


_EMPTY = Sentence("Die Datei ist leer.", "The file is empty.")
_NO_VALUES = Sentence(
    "Keine Spalte nennt Werte. Die erste Zeile muss die Spalten nennen, zum Beispiel: "
    "Datum;Kennzahl;Wert;Region;Quelle.",
    "No column tells values. The first row must name the columns, for example: "
    "date;metric;value;region;source.",
)
_TOO_LONG = Sentence(
    "Diese Zeile hat mehr Zellen als die Kopfzeile. Eine Zahl mit Komma bitte in "
    "Anführungszeichen setzen oder Semikolons zwischen die Zellen.",
    "This line has more cells than the header. Please quote a number with a comma, or put "
    "semicolons between the cells.",
)
