# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables that reports need for themselves: what was said before, and what was written when."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from scheduler.store.metadata import METADATA
from scheduler.store.types import Instant, Json, RowId, Said

superseded = Table(
    "superseded",
    METADATA,
    Column("id", RowId, primary_key=True),
    # It held until then.
    Column("until", Instant, nullable=False),
    Column("post_id", Text, ForeignKey("posts.id"), nullable=False),
    # Null: it was said of the post as a whole.
    Column("delivery_id", RowId, ForeignKey("deliveries.id")),
    Column("said", Json, nullable=False),
    Index(None, "until"),
)

report_runs = Table(
    "report_runs",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("order_key", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    # waived (its time was past when the order was new), begun, done, failed
    Column("state", Text, nullable=False),
    Column("problem", Said),
    Column("begun_at", Instant, nullable=False),
    Column("ended_at", Instant),
    UniqueConstraint("order_key", "due_at"),
)
