# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The views for other programs: their names and columns stay; docs/bi.md says what they mean.

Migrations make them. They hold no secrets, no persons and no texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from sqlalchemy import ColumnClause, Connection, column, select, table

from scheduler.tables import Value, iso

Kind = Literal["text", "list", "integer", "number", "instant", "day"]
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, its columns with what they hold; the first one numbers or names a row."""

    name: str
    columns: MappingProxyType[str, Kind]


def rows(connection: Connection, view: View) -> Iterator[tuple[Value, ...]]:
    """The rows in the order of the first column, read page by page; the same on both databases.

    Instants are ISO texts, days are dates, lists are JSON.
    """
    chosen: list[ColumnClause[Value]] = [column(name) for name in view.columns]
    query = select(*chosen).select_from(table(view.name)).order_by(chosen[0])
    kinds = list(view.columns.values())
    for row in connection.execute(query.execution_options(yield_per=_PAGE)):
        yield tuple(_plain(value, kind) for value, kind in zip(row, kinds, strict=True))


def _plain(value: Value, kind: Kind) -> Value:
    if kind == "instant" and isinstance(value, datetime):
        return iso(value)
    if kind == "day" and isinstance(value, str):
        return date.fromisoformat(value)
    if kind == "number" and isinstance(value, float | Decimal):
        exact = Decimal(str(value))
        return int(exact) if exact == int(exact) else exact
    return value


def _view(name: str, columns: Sequence[tuple[str, Kind]]) -> View:
    return View(name, MappingProxyType(dict(columns)))


_SAMPLE: Sequence[tuple[str, Kind]] = (
    ("sample", "integer"),
    ("delivery", "integer"),
    ("post", "text"),
    ("campaign", "text"),
    ("channel", "text"),
    ("platform", "text"),
    ("metric", "text"),
    ("value", "integer"),
    ("taken_at", "instant"),
    ("age_seconds", "integer"),
    ("source", "text"),
)
VIEWS: MappingProxyType[str, View] = MappingProxyType(
    {
        view.name: view
        for view in (
            _view(
                "bi_channels",
                (
                    ("channel", "text"),
                    ("platform", "text"),
                    ("state", "text"),
                    ("published", "integer"),
                    ("first_published_at", "instant"),
                    ("last_published_at", "instant"),
                    ("sampled_at", "instant"),
                ),
            ),
            _view(
                "bi_posts",
                (
                    ("post", "text"),
                    ("original", "text"),
                    ("campaign", "text"),
                    ("status", "text"),
                    ("lang", "text"),
                    ("topics", "list"),
                    ("regions", "list"),
                    ("tags", "list"),
                    ("publish_at", "instant"),
                    ("deliveries", "integer"),
                    ("published", "integer"),
                    ("first_published_at", "instant"),
                    ("first_seen_at", "instant"),
                    ("gone_at", "instant"),
                ),
            ),
            _view(
                "bi_deliveries",
                (
                    ("delivery", "integer"),
                    ("post", "text"),
                    ("campaign", "text"),
                    ("lang", "text"),
                    ("channel", "text"),
                    ("platform", "text"),
                    ("occurrence", "integer"),
                    ("state", "text"),
                    ("gate", "text"),
                    ("due_at", "instant"),
                    ("published_at", "instant"),
                    ("lateness_seconds", "integer"),
                    ("attempts", "integer"),
                    ("parts", "integer"),
                    ("url", "text"),
                    ("deleted_at", "instant"),
                ),
            ),
            _view("bi_samples", _SAMPLE),
            _view("bi_samples_latest", _SAMPLE),
            _view(
                "bi_figures",
                (
                    ("figure", "integer"),
                    ("metric", "text"),
                    ("value", "number"),
                    ("counted_on", "day"),
                    ("campaign", "text"),
                    ("channel", "text"),
                    ("post", "text"),
                    ("region", "text"),
                    ("topic", "text"),
                    ("source", "text"),
                    ("corrected", "integer"),
                    ("recorded_at", "instant"),
                ),
            ),
        )
    }
)
