# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import codecs
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scheduler.authoring.figure_files.cells import grid_of
from scheduler.authoring.figure_files.entries import Sheet, day_of, metric_of
from scheduler.authoring.figure_files.spreadsheet import read_table

TODAY = date(2027, 6, 30)
GERMAN = "Datum;Kennzahl;Wert;Region;Quelle\n08.03.2027;Kosten;1.234,50;süd;Rechnung 7\n"


def read(content, **defaults):
    sheet = Sheet(TODAY, defaults)
    read_table(content if isinstance(content, bytes) else content.encode(), "z.csv", sheet)
    return sheet


def told(sheet):
    return [(one.metric, one.value, one.day.isoformat(), dict(one.about)) for one in sheet.entries]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GERMAN.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + GERMAN.encode(), id="UTF-8 with BOM"),
        pytest.param(codecs.BOM_UTF16_LE + GERMAN.encode("utf-16-le"), id="UTF-16 of Excel"),
        pytest.param(codecs.BOM_UTF16_BE + GERMAN.encode("utf-16-be"), id="UTF-16 big endian"),
        pytest.param(GERMAN.encode("utf-16-le"), id="UTF-16 without BOM"),
        pytest.param(GERMAN.encode("cp1252"), id="Windows-1252"),
        pytest.param(GERMAN.replace("\n", "\r\n").encode(), id="Windows lines"),
        pytest.param(b"sep=;\r\n" + GERMAN.encode(), id="separator told by Excel"),
        pytest.param(
            GERMAN.replace("1.234,50", '"1.234,50"').replace(";", ",").encode(), id="commas"
        ),
        pytest.param(GERMAN.replace(";", "\t").encode(), id="tabs"),
    ],
)
def test_same_table_is_read_whatever_a_spreadsheet_made_of_it(content):
    sheet = read(content)
    assert sheet.findings == []
    assert told(sheet) == [("cost", 123450, "2027-03-08", {"region": "süd"})]
    assert sheet.entries[0].source == "Rechnung 7"


def test_each_metric_may_have_a_column_of_its_own():
    sheet = read("date,Trainings held,training_participants,note\n2027-03,3,41,\n2027-04,,12,x\n")
    assert [(one.metric, one.value, str(one.day), one.note) for one in sheet.entries] == [
        ("trainings_held", 3, "2027-03-31", "2027-03"),
        ("training_participants", 41, "2027-03-31", "2027-03"),
        ("training_participants", 12, "2027-04-30", "x"),
    ]


def test_what_the_lines_lack_comes_from_the_defaults():
    sheet = read("metric;value;campaign\nreach;5;\nreach;6;b\n", date="2027-03-08", campaign="a")
    assert [one.about["campaign"] for one in sheet.entries] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        pytest.param("date;metric;value\n8.3.2027;reach;viel\n", "2:16", "no clear whole", id="n"),
        pytest.param("date;metric;value\n8.3.2027;cost;1.234\n", "2:15", "1234.50", id="money"),
        pytest.param("date;metric;value\n31.2.2027;reach;1\n", "2:1", "no day", id="day"),
        pytest.param("date;metric;value\n1.7.2027;reach;1\n", "2:1", "future", id="future"),
        pytest.param("date;metric;value\n\n1.3.2027;reech;1\n", "3:10", "unknown", id="metric"),
        pytest.param("date;metric;value\n1.3.2027;reach\n", "2:1", "value is missing", id="less"),
        pytest.param("date,metric,value\n2027-03-08,cost,12,5\n", "2:20", "more cells", id="more"),
        pytest.param('date;metric;value;note\n1.3.2027;reach;1;"a\n', "2:18", "quote", id="quote"),
        pytest.param('date;metric;value\n"1.3.2027"x;reach;1\n', "2:1", "quote", id="after quote"),
        pytest.param("date;region\n1.3.2027;nord\n", "1:1", "tells values", id="no values"),
        pytest.param("date;tag;value;metric\n", "1:6", "Two columns", id="column twice"),
        pytest.param("", "1:1", "empty", id="nothing"),
        pytest.param("\0\0", "1:1", "readable table", id="no text"),
    ],
)
def test_fault_is_told_with_line_and_column(text, place, said):
    sheet = read(text)
    assert sheet.is_faulty
    (finding,) = sheet.findings
    assert str(finding.place) == f"z.csv:{place}"
    assert said in finding.message.en


def test_line_after_a_quoted_break_keeps_its_number():
    sheet = read('date;metric;value;note\n1.3.2027;reach;1;"a\nb"\nx;reach;1;\n')
    assert str(sheet.findings[0].place) == "z.csv:4:1"
    assert sheet.entries[0].note == "a\nb"


def test_column_that_nobody_knows_is_told_and_no_fault():
    sheet = read("date;metric;value;farbe\n1.3.2027;reach;1;rot\n")
    assert ("farbe" in sheet.findings[0].message.en, sheet.is_faulty) == (True, False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("2027-03-08", "2027-03-08", id="ISO"),
        pytest.param("08.03.27", "2027-03-08", id="German, two digits"),
        pytest.param("2027-03-08 00:00:00", "2027-03-08", id="spreadsheet's midnight"),
        pytest.param("02.2028", "2028-02-29", id="German month"),
        pytest.param("2027", "2027-12-31", id="year"),
        pytest.param("2027-03-01,2027-03-07", "2027-03-07", id="week"),
        pytest.param("Von 2027-03-01 bis 2027-03-07", "2027-03-07", id="week in words"),
        pytest.param("2027-13", None, id="month that is none"),
        pytest.param("0000", None, id="year that is none"),
        pytest.param("am 2027-03-08", None, id="words around"),
        pytest.param("2027-03-08 09:30", None, id="time of day"),
    ],
)
def test_day_or_end_of_a_period(text, day):
    assert day_of(text) == (None if day is None else date.fromisoformat(day))


@pytest.mark.parametrize("name", ["cost", "Kosten", "kosten (euro)", "Cost (euros)"])
def test_metric_is_known_by_id_and_by_name(name):
    assert metric_of(name) == "cost"


@given(some.binary(max_size=200))
def test_any_bytes_are_read_without_a_traceback(content):
    grid_of(content, "z.csv")


@given(some.text(alphabet='ab;"\n\r,\t ', max_size=60))
def test_any_table_is_read_without_a_traceback(text):
    grid = grid_of(text.encode(), "z.csv")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row in grid.rows:
        for cell in row:
            assert 1 <= cell.place.line <= len(lines)
            assert cell.place.column <= len(lines[cell.place.line - 1]) + 1
