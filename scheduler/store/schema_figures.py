# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables around figures counted by hand: corrections, imported files, stated goals."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from scheduler.store.metadata import METADATA
from scheduler.store.types import Instant, Json, RowId

figure_imports = Table(
    "figure_imports",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("actor", Text, nullable=False),
    Column("imported_at", Instant, nullable=False),
    Index(None, "sha256"),
)

figure_corrections = Table(
    "figure_corrections",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("figure_id", RowId, ForeignKey("figures.id"), nullable=False),
    # Null takes the figure back: it should never have been entered.
    Column("value", BigInteger),
    Column("reason", Text, nullable=False),
    Column("import_id", RowId),
    Column("actor", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index(None, "figure_id"),
)

goal_statements = Table(
    "goal_statements",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("campaign", Text, nullable=False),
    Column("goals", Json, nullable=False),
    Column("regions", Json, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index(None, "campaign"),
)
