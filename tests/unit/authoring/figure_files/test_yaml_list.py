# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date

import pytest

from scheduler.authoring.figure_files.entries import Sheet
from scheduler.authoring.figure_files.yaml_list import read_list

ONE = "{date: 2027-03-08, metric: cost, value: 12.50, region: nord, quelle: Rechnung}"


def read(text):
    sheet = Sheet(date(2027, 6, 30))
    read_list(text.encode(), "z.yaml", sheet)
    return sheet


@pytest.mark.parametrize("text", [f"- {ONE}\n", f"figures:\n  - {ONE}\n"])
def test_list_is_read_with_or_without_a_head(text):
    sheet = read(text)
    assert sheet.findings == []
    (entry,) = sheet.entries
    assert (entry.metric, entry.value, entry.about) == ("cost", 1250, {"region": "nord"})
    assert entry.source == "Rechnung"


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        pytest.param("a: 1\n", "1:1", "A list", id="no list"),
        pytest.param("- 1\n", "1:3", "Keys and values", id="no section"),
        pytest.param("- {dat: 2027-03-08}\n", "1:4", "no key “dat”", id="key"),
        pytest.param("- {date: [x]}\n", "1:10", "single value", id="list for a value"),
        pytest.param("- {metric: cost, value: 1}\n", "1:3", "the day is missing", id="no day"),
        pytest.param("- {date: 2027-03-08, metric: cost, value: viel}\n", "1:43", "clear", id="n"),
        pytest.param("- {date: x\n", "", "", id="broken"),
    ],
)
def test_fault_is_told_with_its_place(text, place, said):
    finding = read(text).findings[0]
    assert place in str(finding.place)
    assert said in finding.message.en
