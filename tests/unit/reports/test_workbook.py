# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Excel workbook, read with another library than wrote it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from scheduler.model.sentence import Sentence
from scheduler.reports.document import Document, Fact, Section
from scheduler.reports.workbook import document_workbook
from scheduler.tables import Column, Table


def both(text):
    return Sentence(text, text)


def read(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def made_of(*rows, title="Zahlen", **more):
    width = len(rows[0]) if rows else 1
    columns = tuple(Column(f"c{at}", both(f"Spalte {at}"), numeric=at > 0) for at in range(width))
    table = Table(both(title), columns, rows, key="t", **more)
    return written(Section("t", both(title), table=table))


def written(*sections):
    return Document(
        "test",
        both("Ein Bericht"),
        datetime(2027, 3, 8, 9, 30, tzinfo=UTC),
        (Fact("as_of", both("Stand"), both("heute")),),
        (both("Alles gut."),),
        sections,
    )


@pytest.mark.parametrize(
    ("value", "read_as", "form"),
    [
        pytest.param(1234, 1234, "#,##0", id="number"),
        pytest.param(12.5, 12.5, "#,##0.0##", id="decimals"),
        pytest.param(Decimal("1234.50"), 1234.5, "#,##0.00", id="money"),
        pytest.param(date(2027, 3, 8), datetime(2027, 3, 8), "dd.mm.yyyy", id="day"),  # noqa: DTZ001
        pytest.param(None, "–", "General", id="unknown is no zero"),
        pytest.param("=1+1", "=1+1", "General", id="formula stays a text"),
        pytest.param("https://a.example", "https://a.example", "General", id="address"),
    ],
)
def test_values_arrive_as_what_they_are(value, read_as, form):
    sheet = read(document_workbook(made_of(("a", value)), "de"))["Zahlen"]
    cell = sheet["B2"]
    assert (cell.value, cell.number_format) == (read_as, form)
    assert cell.data_type != "f"
    assert cell.hyperlink is None


def test_head_stays_in_sight_and_the_total_is_the_last_row():
    content = document_workbook(made_of(("a", 1), ("b", 2), total=("Summe", 3)), "de")
    sheet = read(content)["Zahlen"]
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[4]] == ["Summe", 3]
    assert sheet["A4"].font.bold


def test_notes_stand_below_the_table_and_words_without_one_in_the_overview():
    sections = made_of(("a", 1), notes=(both("Nur so."),)).sections
    book = read(
        document_workbook(written(*sections, Section("x", both("Leer"), (both("Nichts."),))), "de")
    )
    assert book["Zahlen"]["A4"].value == "Nur so."
    words = [cell.value for row in book["Überblick"] for cell in row]
    assert {"Ein Bericht", "Stand", "Alles gut.", "Leer", "Nichts."} <= set(words)


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        pytest.param(["a/b: [c]?*"], ["a b   c"], id="forbidden"),
        pytest.param(["x" * 40], ["x" * 31], id="long"),
        pytest.param(["x" * 40, "x" * 41], ["x" * 31, "x" * 29 + " 2"], id="alike"),
        pytest.param(["Überblick"], ["Überblick 2"], id="taken"),
    ],
)
def test_sheets_have_names_that_excel_takes(titles, names):
    sections = [made_of(("a", 1), title=title).sections[0] for title in titles]
    assert read(document_workbook(written(*sections), "de")).sheetnames[1:] == names


def test_same_document_gives_the_same_bytes():
    made = made_of(("a", 1.25), ("b", None))
    content = document_workbook(made, "en")
    assert content == document_workbook(made, "en")
    known = read(content).properties
    assert {known.created, known.modified} == {made.as_of.replace(tzinfo=None)}


def test_report_of_a_campaign_has_a_sheet_for_each_table(document):
    book = read(document_workbook(document, "en"))
    tables = [section for section in document.sections if section.table is not None]
    assert len(book.sheetnames) == len(tables) + 1
