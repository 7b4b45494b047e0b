# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was said before it was said anew, so that a report as of an earlier day stays the same."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from scheduler.store.metadata import METADATA
from scheduler.store.types import Instant, Json, RowId

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
