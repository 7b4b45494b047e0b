# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where rights of use are used: deliveries by the rights that their media rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from scheduler.model.delivery import State
from scheduler.store import schema

_table = schema.deliveries
_OVER = (State.CANCELLED, State.RETRACTED)


@dataclass(frozen=True, slots=True)
class Use:
    """One delivery that shows what a right covers; `at` is when it went out, or is due."""

    right: str
    post: str
    channel: str
    state: State
    at: datetime
    url: str | None


def uses(connection: Connection) -> list[Use]:
    """Every use of every right, planned and published, by time; none that was called off."""
    rows = connection.execute(
        select(_table).where(_table.c.rights != [], _table.c.state.not_in(_OVER))
    )
    found = [
        Use(
            name,
            row.post_id,
            row.channel,
            State(row.state),
            row.published_at or row.due_at,
            row.url,
        )
        for row in rows
        for name in row.rights
    ]
    return sorted(found, key=lambda use: (use.right, use.at, use.post, use.channel))
