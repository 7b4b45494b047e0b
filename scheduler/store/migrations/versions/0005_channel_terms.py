# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a platform tells of a channel: when its access ends, how many posts it still takes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("channels", sa.Column("expires_at", sa.BigInteger()))
    op.add_column("channels", sa.Column("quota_left", sa.Integer()))
    op.add_column("channels", sa.Column("quota_resets_at", sa.BigInteger()))
