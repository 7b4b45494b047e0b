# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small numbers that a public table must not tell, and those that would give them away.

A count below the threshold may point at single persons. Where a total stands beside the counts,
one hidden count could be worked out from it; so wherever exactly one is hidden beside a total,
the smallest of the others goes with it (complementary suppression).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

THRESHOLD = 5
HIDDEN = "…"  # hidden for the sake of another one: it is not below the threshold
Count = int | None  # None: unknown, and shown as such
Cell = tuple[int, int]


def small(value: int, threshold: int = THRESHOLD) -> str | int:
    """`value`, or `<5` in its place."""
    return f"<{threshold}" if value < threshold else value


def suppressed(rows: Sequence[Sequence[Count]], threshold: int = THRESHOLD) -> list[list[object]]:
    """The counts of a table as the public may see them.

    `rows` are of one length and hold no totals; totals of rows and columns may stand beside the
    result if they are themselves at or over the threshold.
    """
    primary = {cell for cell in _cells(rows) if _is_small(_at(rows, cell), threshold)}
    hidden = _with_complements(rows, primary)
    return [
        [
            f"<{threshold}" if (y, x) in primary else HIDDEN if (y, x) in hidden else value
            for x, value in enumerate(row)
        ]
        for y, row in enumerate(rows)
    ]


def _with_complements(rows: Sequence[Sequence[Count]], primary: set[Cell]) -> set[Cell]:
    hidden = set(primary)
    lines = [[(y, x) for x in range(len(row))] for y, row in enumerate(rows)]
    lines += [list(column) for column in zip(*lines, strict=True)]
    changed = True
    while changed:  # a cell that is hidden for its row may be the only one in its column
        changed = False
        for line in lines:
            partner = _partner(rows, line, hidden)
            if partner is not None:
                hidden.add(partner)
                changed = True
    return hidden


def _partner(
    rows: Sequence[Sequence[Count]], line: Iterable[Cell], hidden: set[Cell]
) -> Cell | None:
    """The smallest open cell of `line` where exactly one known one is hidden, else None."""
    known = [cell for cell in line if _at(rows, cell) is not None]
    if sum(cell in hidden for cell in known) != 1:
        return None
    still_open = [cell for cell in known if cell not in hidden]
    return min(still_open, key=lambda cell: (_at(rows, cell) or 0, cell), default=None)


def _cells(rows: Sequence[Sequence[Count]]) -> Iterable[Cell]:
    return ((y, x) for y, row in enumerate(rows) for x in range(len(row)))


def _at(rows: Sequence[Sequence[Count]], cell: Cell) -> Count:
    return rows[cell[0]][cell[1]]


def _is_small(value: Count, threshold: int) -> bool:
    return value is not None and value < threshold
