# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document as an Excel workbook: an overview, then a sheet with real numbers for each table."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scheduler.model.sentence import Language, Sentence
from scheduler.reports.document import Document, Section
from scheduler.tables import UNKNOWN, Column, Table, Value, shown

_NAME_LENGTH = 31  # Excel takes no longer one
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_WIDEST = 60
_NARROWEST = 8
_NUMBERS = {
    "int": "#,##0",
    "float": "#,##0.0##",
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "datum": "dd.mm.yyyy",
}


def document_workbook(document: Document, language: Language) -> bytes:
    """The workbook; the same document gives the same bytes."""
    target = io.BytesIO()
    # In memory: no temporary files, whose names and times would differ from run to run.
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    made = document.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": document.title.in_language(language), "created": made})
    writer = _Writer(book, language)
    writer.overview(document)
    for section in document.sections:
        if section.table is not None:
            writer.sheet(section, section.table)
    book.close()
    return target.getvalue()


@dataclass(slots=True)
class _Writer:
    """Writes sheets; `names` are those that are taken."""

    book: Workbook
    language: Language
    names: set[str] = field(default_factory=set)
    styles: dict[tuple[tuple[str, str | int], ...], Format] = field(default_factory=dict)

    def overview(self, document: Document) -> None:
        """The first sheet: head, summary, and what else is to be read."""
        sheet = self._new(_OVERVIEW)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 100)
        title = document.title.in_language(self.language)
        sheet.write_string(0, 0, title, self._style(bold=True, font_size=14))
        line = 2
        for fact in document.facts:
            sheet.write_string(line, 0, self._said(fact.label), self._style(bold=True))
            sheet.write_string(line, 1, self._said(fact.value))
            line += 1
        line += 1
        wrapped = self._style(text_wrap=True, valign="top")
        for number, said in enumerate(document.summary):
            if number == 0:
                sheet.write_string(line, 0, self._said(_SUMMARY), self._style(bold=True))
            sheet.write_string(line, 1, self._said(said), wrapped)
            line += 1
        for section in document.sections:
            for said in section.paragraphs if section.table is None else ():
                sheet.write_string(line, 0, self._said(section.title), self._style(bold=True))
                sheet.write_string(line, 1, self._said(said), wrapped)
                line += 1

    def sheet(self, section: Section, table: Table) -> None:
        """One table; its head stays in sight, what is to be said stands below it."""
        sheet = self._new(section.title)
        head = self._style(bold=True, text_wrap=True, valign="top", bottom=1)
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, self._said(column.title), head)
            sheet.set_column(at, at, self._width(at, column, table))
        for line, row in enumerate(table.rows, start=1):
            self._row(sheet, line, row)
        below = len(table.rows) + 1
        if table.total is not None:
            self._row(sheet, below, table.total, bold=True)
            below += 1
        elif table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        sheet.freeze_panes(1, 1)
        for line, said in enumerate((*section.paragraphs, *table.notes), start=below + 1):
            sheet.write_string(line, 0, self._said(said), self._style(italic=True))

    def _row(
        self, sheet: Worksheet, line: int, row: Iterable[Value], *, bold: bool = False
    ) -> None:
        for at, value in enumerate(row):
            self._cell(sheet, line, at, value, bold=bold)

    def _cell(self, sheet: Worksheet, line: int, at: int, value: Value, *, bold: bool) -> None:
        """Numbers and days as such; a formula that an author wrote stays a text."""
        more: dict[str, str | int] = {"bold": True} if bold else {}
        if value is None:
            sheet.write_string(line, at, UNKNOWN, self._style(align="right", **more))
        elif isinstance(value, datetime):
            sheet.write_string(line, at, shown(value, self.language), self._style(**more))
        elif isinstance(value, date):
            form = _NUMBERS["datum" if self.language == "de" else "date"]
            sheet.write_datetime(
                line, at, value, self._style(num_format=form, align="left", **more)
            )
        elif isinstance(value, int | float | Decimal):
            kind = {int: "int", float: "float"}.get(type(value), "money")
            form = _NUMBERS[kind]
            sheet.write_number(line, at, float(value), self._style(num_format=form, **more))
        else:
            sheet.write_string(line, at, shown(value, self.language), self._style(**more))

    def _width(self, at: int, column: Column, table: Table) -> float:
        """As wide as the widest cell, within reason; a long title is wrapped."""
        title = max(map(len, self._said(column.title).split()), default=0)
        cells = (len(shown(row[at], self.language)) for row in _all_rows(table))
        return min(_WIDEST, max(_NARROWEST, title, *cells, 0) + 2)

    def _new(self, title: Sentence) -> Worksheet:
        name = self._name(_FORBIDDEN.sub(" ", self._said(title)).strip())
        return self.book.add_worksheet(name)

    def _name(self, title: str) -> str:
        """The title as a sheet's name: short enough, and no second one like it."""
        name, number = title[:_NAME_LENGTH].strip(), 1
        while name.casefold() in self.names:
            number += 1
            end = f" {number}"
            name = title[: _NAME_LENGTH - len(end)].strip() + end
        self.names.add(name.casefold())
        return name

    def _style(self, **properties: str | int) -> Format:
        """Each style once: a workbook takes only so many."""
        key = tuple(sorted(properties.items()))
        if key not in self.styles:
            self.styles[key] = self.book.add_format(properties)
        return self.styles[key]

    def _said(self, sentence: Sentence) -> str:
        return sentence.in_language(self.language)


def _all_rows(table: Table) -> Sequence[tuple[Value, ...]]:
    return table.rows if table.total is None else (*table.rows, table.total)


_OVERVIEW = Sentence("Überblick", "Overview")
_SUMMARY = Sentence("Zusammenfassung", "Summary")
