# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Engagement samples, and when the next ones are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert

from scheduler.store import schema


def first_due(
    connection: Connection, deliveries: Sequence[int], age: timedelta, published_at: datetime
) -> None:
    """Plan the first sample of freshly published deliveries; each sample plans the next one."""
    connection.execute(
        insert(schema.sample_dues),
        [
            {
                "delivery_id": delivery,
                "age_seconds": int(age.total_seconds()),
                "due_at": published_at + age,
            }
            for delivery in deliveries
        ],
    )
