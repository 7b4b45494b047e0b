# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parts by time: a look at the platform passes over what other deliveries published lately."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the index."""
    op.create_index(op.f("ix_parts_published_at"), "parts", ["published_at"])
