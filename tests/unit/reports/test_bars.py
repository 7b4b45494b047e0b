# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from scheduler.model.sentence import Sentence
from scheduler.reports.bars import WIDTH, draw
from scheduler.reports.document import Chart
from scheduler.tables import Column, Table

CHART = Chart("name", "n", most=3)


def table(**values):
    title = Sentence("Titel", "Title")
    columns = (Column("name", title), Column("n", Sentence("Zahl", "Number"), numeric=True))
    return Table(title, columns, tuple(values.items()))


def test_bars_are_as_long_as_their_numbers_the_longest_first():
    bars = draw(CHART, table(a=50, b=200, c=100), "en").bars
    assert [bar.name for bar in bars] == ["b", "c", "a"]
    assert bars[0].width == 2 * bars[1].width == 4 * bars[2].width


def test_unknown_has_no_bar_but_its_name_and_a_dash():
    bars = draw(CHART, table(a=2, b=None, c=0), "en").bars
    assert [(bar.name, bar.number, bar.known) for bar in bars[1:]] == [
        ("c", "0", True),
        ("b", "–", False),
    ]


def test_only_the_largest_are_drawn_and_the_description_says_so():
    bars = draw(CHART, table(a=1, b=2, c=3, d=4), "en")
    assert [bar.name for bar in bars.bars] == ["d", "c", "b"]
    assert "The 3 largest." in bars.description


def test_nothing_is_drawn_where_there_is_nothing_to_compare():
    assert draw(CHART, table(a=5), "en") is None
    assert draw(CHART, table(a=5, b=None), "en") is None
    assert draw(CHART, table(a=0, b=0), "en") is None


def test_long_names_end_with_dots_and_stay_inside_the_drawing():
    bars = draw(CHART, table(**{"x" * 80: 1, "b": 1}), "en").bars
    assert bars[0].name.endswith("…")
    assert all(bar.width < WIDTH for bar in bars)
