# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import random

import pytest

from scheduler.reports.intervals import median_interval


@pytest.mark.parametrize(
    ("number", "ranks"),
    [
        # From any table of order statistics for the median at 95 %.
        pytest.param(5, None, id="five are too few"),
        pytest.param(6, (1, 6), id="six"),
        pytest.param(8, (1, 8), id="eight"),
        pytest.param(9, (2, 8), id="nine"),
        pytest.param(20, (6, 15), id="twenty"),
        pytest.param(0, None, id="none"),
    ],
)
def test_interval_ends_at_the_ranks_of_the_sign_test(number, ranks):
    figures = random.Random(7).sample(range(1, number + 1), number)
    assert median_interval(figures) == ranks


def test_interval_holds_the_true_median_as_often_as_it_says():
    source = random.Random(11)
    held = 0
    for _ in range(2000):
        low, high = median_interval([source.expovariate(1.0) for _ in range(15)])
        held += low <= 0.693147 <= high
    assert held / 2000 >= 0.95


def test_more_confidence_widens_it():
    figures = list(range(40))
    low, high = median_interval(figures)
    wide_low, wide_high = median_interval(figures, 0.999)
    assert wide_low < low < high < wide_high
