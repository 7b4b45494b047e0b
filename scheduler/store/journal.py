# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The journal: what happened to a post or delivery besides its attempts; append-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select

from scheduler.model.sentence import Sentence
from scheduler.store import schema

DAEMON = "litfass"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry; `actor` is a person's account name, or `litfass` itself."""

    at: datetime
    kind: str
    sentence: Sentence
    actor: str = DAEMON
    delivery_id: int | None = None
    post_id: str | None = None


def note(connection: Connection, *events: Event) -> None:
    """Append `events`; commits with the caller's transaction."""
    if events:
        connection.execute(insert(schema.events), [_row(event) for event in events])


def events_of(connection: Connection, post_id: str) -> list[Event]:
    """Everything noted about a post and its deliveries, oldest first."""
    table = schema.events
    of_post = select(schema.deliveries.c.id).where(schema.deliveries.c.post_id == post_id)
    rows = connection.execute(
        select(table)
        .where(or_(table.c.post_id == post_id, table.c.delivery_id.in_(of_post)))
        .order_by(table.c.at, table.c.id)
    )
    return [
        Event(row.at, row.kind, row.sentence, row.actor, row.delivery_id, row.post_id)
        for row in rows
    ]


def _row(event: Event) -> dict[str, object]:
    return {
        "at": event.at,
        "kind": event.kind,
        "sentence": event.sentence,
        "actor": event.actor,
        "delivery_id": event.delivery_id,
        "post_id": event.post_id,
    }
