# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables. What each is for is said in docs/data_model.md; migrations build the same."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from scheduler.store.metadata import METADATA
from scheduler.store.schema_figures import figure_corrections, figure_imports, goal_statements
from scheduler.store.schema_history import report_runs, superseded
from scheduler.store.schema_people import addenda, approvals, audit, pauses, tasks
from scheduler.store.types import Instant, Json, RowId, Said

__all__ = [
    "METADATA",
    "addenda",
    "approvals",
    "attempts",
    "audit",
    "channels",
    "daemons",
    "deliveries",
    "events",
    "facts",
    "figure_corrections",
    "figure_imports",
    "figures",
    "goal_statements",
    "link_cards",
    "notices",
    "occurrences",
    "parts",
    "pauses",
    "posts",
    "problems",
    "report_runs",
    "sample_dues",
    "samples",
    "secrets",
    "slots",
    "superseded",
    "tasks",
]


posts = Table(
    "posts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("campaign", Text),
    Column("status", Text, nullable=False),
    Column("id_from_file", Integer, nullable=False, server_default="0"),
    Column("file", Text, nullable=False),
    Column("line", Integer, nullable=False, server_default="1"),
    Column("content_hash", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("publish_at", Instant),
    Column("local_time", Text),
    Column("timezone", Text),
    Column("topics", Json, nullable=False),
    Column("regions", Json, nullable=False),
    Column("tags", Json, nullable=False),
    # What is to be approved (a hash over all that goes public), and what its files asked of it.
    Column("approval_hash", Text),
    Column("approval", Json),
    Column("approval_content", Json),
    Column("first_seen_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("gone_at", Instant),
    Index(None, "content_hash"),
    Index(None, "campaign"),
)

deliveries = Table(
    "deliveries",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("post_id", Text, ForeignKey("posts.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("occurrence", Integer, nullable=False, server_default="1"),
    Column("platform", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    # When the row next wants attention: to be claimed, looked up, asked its gates again or taken
    # from a dead owner, as its state says. Null: not before a person acts.
    Column("wake_at", Instant),
    Column("not_after", Instant),
    Column("embargo_until", Instant),
    Column("on_missed", Text, nullable=False, server_default="hold"),
    Column("message", Json, nullable=False),
    Column("digest", Text, nullable=False),
    Column("artefacts", Json, nullable=False),
    Column("prepared_at", Instant),
    Column("ordered_at", Instant),
    Column("cancelled_by", Text),
    Column("owner", Text),
    Column("lease_until", Instant),
    Column("token", BigInteger, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("begun_at", Instant),
    Column("looks", Integer, nullable=False, server_default="0"),
    Column("published_at", Instant),
    Column("remote_id", Text),
    Column("url", Text),
    Column("gate", Text),
    Column("reason", Said),
    # Bound to the content in the same transaction, so that a claim needs no files.
    Column("approval_hash", Text),
    Column("approval", Json),
    Column("restrictions", Json, nullable=False, server_default="[]"),
    Column("rights", Json, nullable=False, server_default="[]"),
    # Why what the file wants now cannot be planned; what is planned is then out of date.
    Column("finding", Said),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    UniqueConstraint("post_id", "channel", "occurrence"),
    UniqueConstraint("key"),
    Index(
        "ix_deliveries_wake",
        "wake_at",
        "id",
        sqlite_where=text("wake_at IS NOT NULL"),
        postgresql_where=text("wake_at IS NOT NULL"),
    ),
    Index(None, "state", "channel"),
    Index(None, "due_at"),
)

parts = Table(
    "parts",
    METADATA,
    Column("delivery_id", RowId, ForeignKey("deliveries.id"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("remote_id", Text, nullable=False),
    Column("url", Text),
    Column("extra", Json, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("deleted_at", Instant),
    Index(None, "published_at"),
)


attempts = Table(
    "attempts",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("delivery_id", RowId, ForeignKey("deliveries.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Column("owner", Text, nullable=False),
    Column("token", BigInteger, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("outcome", Text),
    Column("status", Integer),
    Column("excerpt", Text),
    Column("reason", Said),
    UniqueConstraint("delivery_id", "n"),
)

events = Table(
    "events",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("delivery_id", RowId, ForeignKey("deliveries.id")),
    Column("post_id", Text),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("sentence", Said, nullable=False),
    Index(None, "delivery_id"),
    Index(None, "post_id"),
)

problems = Table(
    "problems",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("file", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("col", Integer, nullable=False),
    Column("rule", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("message", Said, nullable=False),
    Column("suggestion", Said),
    Column("post_id", Text),
    Column("channel", Text),
    Column("ignored", Text),
    Column("seen_at", Instant, nullable=False),
)

link_checks = Table(
    "link_checks",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("checked_at", Instant, nullable=False),
    # What was wrong with it; null: it answered.
    Column("problem", Said),
    Column("failures", Integer, nullable=False, server_default="0"),
)

channels = Table(
    "channels",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="ok"),
    Column("reason", Said),
    Column("changed_at", Instant),
    Column("next_allowed_at", Instant),
    Column("limits", Json),
    Column("account", Text),
    Column("checked_at", Instant),
    Column("sampled_at", Instant),
    Column("expires_at", Instant),
    Column("quota_left", Integer),
    Column("quota_resets_at", Instant),
)

secrets = Table(
    "secrets",
    METADATA,
    Column("channel", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

daemons = Table(
    "daemons",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("lock", BigInteger, nullable=False),
    Column("host", Text, nullable=False),
    Column("boot_id", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("start_ticks", BigInteger, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("heartbeat_at", Instant, nullable=False),
    Column("stopped_at", Instant),
)

facts = Table(
    "facts",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Json, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

samples = Table(
    "samples",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("delivery_id", RowId, ForeignKey("deliveries.id")),
    Column("channel", Text, nullable=False),
    Column("metric", Text, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("age_seconds", BigInteger),
    Column("source", Text, nullable=False),
    Index(None, "delivery_id", "metric", "taken_at"),
    Index(None, "channel", "metric", "taken_at"),
)

sample_dues = Table(
    "sample_dues",
    METADATA,
    Column("delivery_id", RowId, ForeignKey("deliveries.id"), primary_key=True),
    Column("age_seconds", BigInteger, primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Index(None, "due_at"),
)

figures = Table(
    "figures",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("metric", Text, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("counted_on", Text, nullable=False),
    Column("campaign", Text),
    Column("channel", Text),
    Column("post_id", Text),
    Column("region", Text),
    Column("topic", Text),
    Column("source", Text, nullable=False),
    Column("note", Text),
    Column("actor", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("import_id", RowId),
    Column("row_key", Text),
    Index(None, "campaign", "metric"),
    Index(None, "row_key"),
)

link_cards = Table(
    "link_cards",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("card", Json),
    Column("problem", Said),
    Column("fetched_at", Instant, nullable=False),
)

notices = Table(
    "notices",
    METADATA,
    Column("id", RowId, primary_key=True),
    Column("target", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("subject", Text, nullable=False),
    # Tells one failure of a delivery from its next one: see store/notices.py.
    Column("occasion", Text, nullable=False),
    Column("delivery_id", RowId, ForeignKey("deliveries.id")),
    Column("said", Said, nullable=False),
    Column("stood_before", Integer, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
    Column("try_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("claim", Text),
    Column("claimed_until", Instant),
    Column("problem", Said),
    Column("sent_at", Instant),
    UniqueConstraint("target", "event", "subject", "occasion"),
    Index("ix_notices_delivery", "delivery_id", "target", "event"),
    Index(
        "ix_notices_waiting",
        "target",
        "try_at",
        sqlite_where=text("sent_at IS NULL"),
        postgresql_where=text("sent_at IS NULL"),
    ),
    Index(None, "target", "sent_at"),
)


occurrences = Table(
    "occurrences",
    METADATA,
    Column("post_id", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("local_time", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("wanted", Integer, nullable=False, server_default="1"),
    Column("single", Integer, nullable=False, server_default="0"),
    # A slot of a pool has one post; rows without a pool do not bound each other.
    Column("pool", Text),
    UniqueConstraint("post_id", "local_time"),
    UniqueConstraint("pool", "local_time"),
)

slots = Table(
    "slots",
    METADATA,
    Column("post_id", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("local_time", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("taken_at", Instant, nullable=False),
    # No two posts share one. By instant: where the clock is changed, two local times may be one.
    UniqueConstraint("channel", "due_at"),
)
