# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure a median is, without any assumption about how the figures are spread."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

CONFIDENCE = 0.95


def median_interval(
    figures: Sequence[float], confidence: float = CONFIDENCE
) -> tuple[float, float] | None:
    """Two of `figures` between which the true median lies at least as surely as `confidence`.

    Exact, by the sign test: of n figures the number below the true median is binomial (n, 1/2).
    None where there are too few figures for any two of them (under six at 95 %).
    """
    ordered, number = sorted(figures), len(figures)
    tail, taken = 0.0, None
    for rank in range(number // 2):
        tail += comb(number, rank) / 2**number
        if 1 - 2 * tail < confidence:
            break
        taken = rank
    return None if taken is None else (ordered[taken], ordered[number - 1 - taken])
