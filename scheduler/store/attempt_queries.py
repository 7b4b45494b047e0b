# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the publishing itself went, as of an instant: attempts, and what kept deliveries back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from scheduler.store import schema
from scheduler.store.superseded import belongs

_attempts = schema.attempts
_events = schema.events
_deliveries = schema.deliveries
_posts = schema.posts


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request to publish one part that was over by then; `status` is what HTTP answered."""

    delivery: int
    part: int
    finished_at: datetime
    outcome: str
    status: int | None


def attempts_until(connection: Connection, campaign: str | None, as_of: datetime) -> list[Attempt]:
    """The attempts that were over by `as_of`, oldest first."""
    query = (
        select(_attempts)
        .join_from(_attempts, _deliveries)
        .join(_posts)
        .where(_attempts.c.finished_at <= as_of, _attempts.c.outcome.is_not(None))
        .order_by(_attempts.c.id)
    )
    return [
        Attempt(row.delivery_id, row.part, row.finished_at, row.outcome, row.status)
        for row in connection.execute(query.where(belongs(connection, campaign, as_of)))
    ]


def kept_back(connection: Connection, campaign: str | None, as_of: datetime) -> frozenset[int]:
    """The deliveries that a gate held, or a person gave an order about, before they were live."""
    kind = _events.c.kind
    query = (
        select(_events.c.delivery_id)
        .join_from(_events, _deliveries)
        .join(_posts)
        .where(
            or_(_deliveries.c.published_at.is_(None), _events.c.at <= _deliveries.c.published_at),
            _events.c.at <= as_of,
            or_(kind == "delivery.held", kind == "delivery.missed", kind.like("order.%")),
        )
        .distinct()
    )
    return frozenset(
        connection.execute(query.where(belongs(connection, campaign, as_of))).scalars()
    )
