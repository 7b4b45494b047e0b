# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Occurrences of posts that go out more than once."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "occurrences",
        sa.Column("post_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("local_time", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("wanted", sa.Integer(), server_default="1", nullable=False),
        sa.Column("single", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pool", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("post_id", "n", name=op.f("pk_occurrences")),
        sa.UniqueConstraint(
            "post_id", "local_time", name=op.f("uq_occurrences_post_id_local_time")
        ),
        sa.UniqueConstraint("pool", "local_time", name=op.f("uq_occurrences_pool_local_time")),
    )
