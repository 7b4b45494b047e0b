# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of what people decide: approvals, the audit log, pauses, tasks, and so on.

Use them through schema.py, which has all tables.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
)

from scheduler.store.metadata import METADATA
from scheduler.store.types import Instant, Json, RowId, Said

approvals = Table(
    "approvals",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("post_id", Text, ForeignKey("posts.id"), nullable=False),
    Column("hash", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("vote", Text, nullable=False),
    Column("reason", Text),
    Column("content", Json, nullable=False),
    Column("digests", Json, nullable=False),
    Column("voided_at", Instant),
    Index(None, "post_id", "hash"),
)

# Append-only: triggers refuse to change or delete a row (see the migration).
audit = Table(
    "audit",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("reason", Text),
    Column("detail", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index(None, "object"),
)

tasks = Table(
    "tasks",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("delivery_id", RowId, ForeignKey("deliveries.id"), nullable=False),
    Column("subject", Text, nullable=False),
    # Tells one end of a right from its next one: see store/tasks.py.
    Column("occasion", Text, nullable=False),
    Column("reason", Said, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("done_by", Text),
    Column("note", Text),
    UniqueConstraint("kind", "delivery_id", "subject", "occasion"),
)

pauses = Table(
    "pauses",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("until", Instant),
    Column("scope", Json, nullable=False),
    Column("allow", Json, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Text),
)

addenda = Table(
    "addenda",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("delivery_id", RowId, ForeignKey("deliveries.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text),
    Column("ordered_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("said", Said),
    # What stood there before, so that no wording that was ever live is lost.
    Column("message_before", Json),
    Column("digest_before", Text),
    Column("message", Json),
    Column("digest", Text),
    Index(None, "delivery_id"),
    Index(None, "state"),
)
