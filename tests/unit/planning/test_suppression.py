# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small counts, and those that would give them away, are not told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.planning.suppression import HIDDEN, concealed, small


@pytest.mark.parametrize(("value", "shown"), [(0, "<5"), (4, "<5"), (5, 5), (2**40, 2**40)])
def test_count_below_the_threshold_is_shown_as_less_than_it(value, shown):
    assert small(value) == shown


def table(*rows):
    """The cells of a table, and its rows and columns as totals."""
    counts = {(y, x): value for y, row in enumerate(rows) for x, value in enumerate(row)}
    known = {cell: value for cell, value in counts.items() if value is not None}
    across = [[(y, x) for x in range(len(rows[0]))] for y in range(len(rows))]
    down = [list(line) for line in zip(*across, strict=True)]
    return known, [*across, *down]


CASES = [
    pytest.param([[9, 8], [7, 6]], {}, id="nothing small"),
    pytest.param([[3, 8, 9]], {(0, 0): "<5", (0, 1): HIDDEN}, id="the smallest other goes along"),
    pytest.param([[3, 2, 9]], {(0, 0): "<5", (0, 1): "<5"}, id="two small ones hide each other"),
    pytest.param([[3, None, 9]], {(0, 0): "<5", (0, 2): HIDDEN}, id="unknown hides nothing"),
    pytest.param([[3]], {(0, 0): "<5"}, id="nothing left to hide it behind"),
    pytest.param(
        [[3, 10, 20], [30, 11, 21], [40, 12, 22]],
        {(0, 0): "<5", (0, 1): HIDDEN, (1, 0): HIDDEN, (1, 1): HIDDEN},
        id="rows and columns together",
    ),
]


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_count_that_would_give_a_small_one_away_is_hidden_with_it(rows, expected):
    assert concealed(*table(*rows)) == expected


@settings(max_examples=60)
@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.one_of(st.none(), st.integers(0, 12)), min_size=width, max_size=width),
            min_size=1,
            max_size=5,
        )
    )
)
def test_no_total_ever_has_one_hidden_count_beside_open_ones(rows):
    counts, totals = table(*rows)
    hidden = concealed(counts, totals)
    assert {cell for cell, value in counts.items() if value < 5} <= set(hidden)
    for line in totals:
        known = [cell for cell in line if cell in counts]
        assert len(known) == 1 or sum(cell in hidden for cell in known) != 1
