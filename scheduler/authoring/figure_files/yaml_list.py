# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A YAML file with a list of figures → entries."""

from __future__ import annotations

from scheduler.authoring.figure_files.cells import Cell
from scheduler.authoring.figure_files.entries import FIELDS, Sheet
from scheduler.authoring.figure_files.spreadsheet import field_of
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source import Items, Node, Scalar, Section, read_yaml
from scheduler.yaml_source.findings import known_or_nearest

LIST = "figures"


def read_list(content: bytes, name: str, sheet: Sheet) -> None:
    """Put the figures of a YAML file into `sheet`: a list, or one under `figures`. Never raises."""
    source = read_yaml(content, name)
    sheet.findings += source.findings
    if source.root is None:
        return
    root: Node | None = source.root
    if isinstance(root, Section):
        root = root.get(LIST)
    if not isinstance(root, Items):
        sheet.refuse(Place(name, 1, 1), _NO_LIST)
        return
    for item in root.items:
        if isinstance(item, Section):
            _take(item, sheet)
        else:
            sheet.refuse(item.place, _NO_FIGURE)


def _take(item: Section, sheet: Sheet) -> None:
    cells: dict[str, Cell] = {}
    for entry in item:
        field = field_of(entry.key.text)
        if field is None:
            sheet.refuse(
                entry.key.place, _no_key(entry.key.text), known_or_nearest(entry.key.text, FIELDS)
            )
        elif not isinstance(entry.value, Scalar):
            sheet.refuse(entry.value.place, _NO_TEXT)
        elif not entry.value.is_missing:
            cells[field] = Cell(entry.value.text.strip(), entry.value.place)
    sheet.take(cells, item.place)


def _no_key(key: str) -> Sentence:
    return Sentence(f"Den Schlüssel „{key}“ gibt es hier nicht.", f"There is no key “{key}” here.")


_NO_LIST = Sentence(
    "Hier muss eine Liste von Zahlen stehen, zum Beispiel: "
    "- {date: 2027-03-08, metric: trainings_held, value: 3}.",
    "A list of figures must stand here, for example: "
    "- {date: 2027-03-08, metric: trainings_held, value: 3}.",
)
_NO_FIGURE = Sentence(
    "Hier müssen Schlüssel und Werte stehen: date, metric, value.",
    "Keys and values must stand here: date, metric, value.",
)
_NO_TEXT = Sentence("Hier muss ein einzelner Wert stehen.", "A single value must stand here.")
