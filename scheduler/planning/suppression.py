# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small numbers that the public must not be told, and those that would give them away.

A count below the threshold may point at single persons. Where a total stands elsewhere, one
hidden count could be worked out from it; so wherever exactly one is hidden in what a total adds
up, the smallest of the others goes with it (complementary suppression).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeVar

THRESHOLD = 5
HIDDEN = "…"  # hidden for the sake of another one: it is not below the threshold
Cell = TypeVar("Cell", bound=Hashable)


def small(value: int, threshold: int = THRESHOLD) -> str | int:
    """`value`, or `<5` in its place."""
    return f"<{threshold}" if value < threshold else value


def concealed(
    counts: Mapping[Cell, int], totals: Iterable[Collection[Cell]], threshold: int = THRESHOLD
) -> dict[Cell, str]:
    """What is shown in place of the counts that must not be told: `<5`, or HIDDEN.

    Each of `totals` names the cells that somebody may have seen added up; unknown ones may be
    among them. A cell that is the only one of its total can be hidden by nothing.
    """
    hidden = {cell: f"<{threshold}" for cell, count in counts.items() if count < threshold}
    lines = [[cell for cell in line if cell in counts] for line in totals]
    changed = bool(hidden)
    while changed:  # a cell that is hidden for one total may be the only one of another
        changed = False
        for line in lines:
            still_open = [cell for cell in line if cell not in hidden]
            if still_open and len(line) - len(still_open) == 1:
                hidden[min(still_open, key=lambda cell: counts[cell])] = HIDDEN
                changed = True
    return hidden
