# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from scheduler.model.sentence import Sentence
from scheduler.tables import Column, Table, as_csv, as_records, as_text, shown

WORD = Sentence("Wort", "word")
COLUMNS = (
    Column("name", Sentence("Name", "Name")),
    Column("n", Sentence("Zahl", "n"), numeric=True),
)


def table(*rows, total=None):
    return Table(WORD, COLUMNS, rows, total=total)


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        pytest.param(None, "–", "–", id="unknown"),
        pytest.param(0, "0", "0", id="zero is a figure"),
        pytest.param(1234567, "1.234.567", "1,234,567", id="thousands"),
        pytest.param(-1234, "-1.234", "-1,234", id="negative"),
        pytest.param(1234.56, "1.234,6", "1,234.6", id="decimals"),
        pytest.param(Decimal("1234.50"), "1.234,50", "1,234.50", id="money"),
        pytest.param(date(2026, 11, 22), "22.11.2026", "2026-11-22", id="day"),
        pytest.param(
            datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
            "2026-11-22T08:30:00Z",
            "2026-11-22T08:30:00Z",
            id="instant",
        ),
        pytest.param(WORD, "Wort", "word", id="sentence"),
        pytest.param("two\nlines", "two lines", "two lines", id="one line per row"),
    ],
)
def test_value_is_shown_as_its_readers_write_it(value, german, english):
    assert (shown(value, "de"), shown(value, "en")) == (german, english)


def test_text_is_aligned_and_the_total_stands_last():
    text = as_text(table(("a", 5), ("bcd", 1000), total=("Summe", 1005)), "de")
    assert text.splitlines() == [
        "Name    Zahl",
        "-----  -----",
        "a          5",
        "bcd    1.000",
        "Summe  1.005",
    ]


def test_csv_keeps_numbers_bare_and_unknown_empty():
    assert as_csv(table(("a", 1234), ("b", None)), "en") == "Name,n\r\na,1234\r\nb,\r\n"


def test_german_excel_gets_mark_semicolon_decimal_comma_and_its_dates():
    text = as_csv(table(("a", 1.5), (date(2026, 11, 22), 2)), "de", "excel-de")
    assert text == "\ufeffName;Zahl\r\na;1,5\r\n22.11.2026;2\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_spreadsheet_runs_nothing_that_an_author_wrote(start):
    cell = as_csv(table((f"{start}1+1", 1)), "en").splitlines()[1]
    assert not cell.lstrip('"').startswith(start)


def test_records_have_null_for_unknown_and_iso_days():
    assert as_records(table((date(2026, 11, 22), None)), "de") == [
        {"name": "2026-11-22", "n": None}
    ]
