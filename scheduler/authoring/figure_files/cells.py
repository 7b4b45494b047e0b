# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes of a table → cells with their places, whatever a spreadsheet made of it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from scheduler.authoring.imports.harvest import LEFT_OUT
from scheduler.model.finding import Finding
from scheduler.model.sentence import Place
from scheduler.yaml_source.findings import fault

MOST_BYTES = 10 * 1024 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"))
_MARKS_BIG = (codecs.BOM_UTF16_BE, "utf-16-be")
_SEP = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text without the space around it, and where it begins."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows that are not empty; with findings nothing of the file is to be used."""

    rows: tuple[tuple[Cell, ...], ...] = ()
    findings: tuple[Finding, ...] = ()


def text_of(content: bytes) -> str | None:
    """The text of `content`: UTF-8 or UTF-16 (as Excel's "Unicode text"), else Windows-1252.

    None where it is none of them.
    """
    for mark, encoding in (*_MARKS, _MARKS_BIG):
        if content.startswith(mark):
            return _decoded(content.removeprefix(mark), encoding)
    half = len(content) // 2
    if half and content[1::2].count(0) > half * 0.8:
        return _decoded(content, "utf-16-le")
    text = _decoded(content, "utf-8")
    return _decoded(content, "cp1252") if text is None else text


def grid_of(content: bytes, name: str) -> Grid:
    """The cells of a CSV file; the separator is the one that the first line has most of."""
    text = text_of(content) if len(content) <= MOST_BYTES else None
    if text is None or "\0" in text:
        return Grid(findings=(_unreadable(name),))
    said = _SEP.match(text)
    skipped = said.end() if said else 0
    head = _BREAK.split(text[skipped:], maxsplit=1)[0]
    between = said[1] if said else max(";,\t", key=_unquoted(head).count)
    reader = _Reader(text, name, between, skipped)
    return reader.read()


class _Reader:
    """Walks once over the text; `csv` would not tell in which column a cell begins."""

    def __init__(self, text: str, name: str, between: str, start: int) -> None:
        self._text = text
        self._name = name
        self._cell = re.compile(rf'[ ]*(?:"((?:[^"]|"")*)"[ ]*|([^{re.escape(between)}\r\n]*))')
        self._between = between
        self._at = start
        self._line = 2 if start else 1
        self._line_begin = start
        self._row: list[Cell] = []
        self._rows: list[tuple[Cell, ...]] = []

    def read(self) -> Grid:
        """All rows; a quote that is never closed, or closed too early, is a finding."""
        while self._at < len(self._text):
            place = self._place()
            match = self._cell.match(self._text, self._at)
            quoted = None if match is None else match[1]
            text = "" if match is None else match[2] if quoted is None else quoted
            is_torn = quoted is None and text.lstrip().startswith('"')
            self._step(self._at if match is None else match.end())
            if is_torn or not self._ends_well():
                return Grid(findings=(_torn(place),))
            told = text if quoted is None else quoted.replace('""', '"')
            self._row.append(Cell(told.strip(), place))
            self._go_on()
        self._end_row()
        return Grid(tuple(self._rows))

    def _place(self) -> Place:
        return Place(self._name, self._line, self._at - self._line_begin + 1)

    def _step(self, end: int) -> None:
        """Go on to `end`, counting the lines within a quoted cell."""
        for found in _BREAK.finditer(self._text, self._at, end):
            self._line += 1
            self._line_begin = found.end()
        self._at = end

    def _ends_well(self) -> bool:
        return self._at >= len(self._text) or self._text[self._at] in {self._between, "\r", "\n"}

    def _go_on(self) -> None:
        """Over the separator, or over the end of the line."""
        ended = _BREAK.match(self._text, self._at)
        if ended is not None:
            self._end_row()
            self._step(ended.end())
        elif self._at < len(self._text):
            self._at += 1
            if self._at == len(self._text):
                self._row.append(Cell("", self._place()))

    def _end_row(self) -> None:
        if any(cell.text for cell in self._row):
            self._rows.append(tuple(self._row))
        self._row = []


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unquoted(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _unreadable(name: str) -> Finding:
    return fault(
        LEFT_OUT,
        Place(name),
        "Das ist keine lesbare Tabelle (CSV, höchstens 10 MB). Eine Excel-Datei bitte als "
        "„CSV UTF-8“ speichern.",
        "This is no readable table (CSV, at most 10 MB). Please save an Excel file as “CSV UTF-8”.",
    )


def _torn(place: Place) -> Finding:
    return fault(
        LEFT_OUT,
        place,
        "Ab hier ist die Tabelle nicht lesbar; meist fehlt ein Anführungszeichen oder ist eins "
        "zu viel.",
        "From here the table cannot be read; usually a quote is missing, or one too many.",
    )
