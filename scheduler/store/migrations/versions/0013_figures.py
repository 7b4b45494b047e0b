# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Corrections and imports of figures, and the goals that campaigns stated."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; a figure remembers the file it came from."""
    op.add_column("figures", sa.Column("import_id", _ROW_ID, nullable=True))
    op.add_column("figures", sa.Column("row_key", sa.Text(), nullable=True))
    op.create_index(op.f("ix_figures_row_key"), "figures", ["row_key"])
    _imports()
    _corrections()
    op.create_table(
        "goal_statements",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_statements")),
    )
    op.create_index(op.f("ix_goal_statements_campaign"), "goal_statements", ["campaign"])


def _imports() -> None:
    op.create_table(
        "figure_imports",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_imports")),
    )
    op.create_index(op.f("ix_figure_imports_sha256"), "figure_imports", ["sha256"])


def _corrections() -> None:
    op.create_table(
        "figure_corrections",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("figure_id", _ROW_ID, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("import_id", _ROW_ID, nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["figure_id"], ["figures.id"], name=op.f("fk_figure_corrections_figure_id_figures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_corrections")),
    )
    op.create_index(op.f("ix_figure_corrections_figure_id"), "figure_corrections", ["figure_id"])
