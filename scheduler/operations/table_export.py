# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The views for other programs as CSV files, row by row: none is ever in memory as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from scheduler.operations.public_counts import PublicCounts
from scheduler.store.bi_views import View, rows
from scheduler.store.database import Transaction
from scheduler.tables import Style, Value, write_csv

Row = tuple[Value, ...]


def export_view(
    connection: Transaction,
    view: View,
    folder: Path,
    style: Style = "comma",
    public: PublicCounts | None = None,
) -> int:
    """Write `view` to FOLDER/NAME.csv, in place of an older one, and give the number of rows.

    It is written beside and then renamed: whoever reads the folder never sees half of it.
    """
    target = folder / f"{view.name}.csv"
    half = folder / f".{view.name}.{os.getpid()}.part"
    found: Iterable[Row] = rows(connection, view)
    if public is not None:
        found = _for_the_public(view, found, public)
    try:
        with half.open("w", encoding="utf-8", newline="") as file:
            count = write_csv(file, list(view.columns), found, style)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return count


def _for_the_public(view: View, found: Iterable[Row], public: PublicCounts) -> Iterator[Row]:
    mask = _MASKS.get(view.name)
    for row in found:
        if mask is None:
            yield row
        else:
            yield tuple(mask(dict(zip(view.columns, row, strict=True)), public).values())


def _sample(row: dict[str, Value], public: PublicCounts) -> dict[str, Value]:
    delivery, metric, value = row["delivery"], row["metric"], row["value"]
    if isinstance(value, int):
        known = delivery if isinstance(delivery, int) else None
        row["value"] = public.sample(known, str(metric), value)
    return row


def _figure(row: dict[str, Value], public: PublicCounts) -> dict[str, Value]:
    """A source is free text, and may name somebody."""
    number = row["figure"]
    hidden = public.figure(number) if isinstance(number, int) else None
    return row | {"value": row["value"] if hidden is None else hidden, "source": None}


_MASKS: Mapping[str, Callable[[dict[str, Value], PublicCounts], dict[str, Value]]] = {
    "bi_samples": _sample,
    "bi_samples_latest": _sample,
    "bi_figures": _figure,
}
