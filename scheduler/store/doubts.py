# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the last try of a delivery may have gone through although no answer came."""

from __future__ import annotations

from sqlalchemy import Connection, select

from scheduler.store import schema

_attempts = schema.attempts


def is_in_doubt(connection: Connection, delivery_id: int) -> bool:
    """True while nobody knows what became of the last try: it must be looked up before a re-send.

    A part that was found live settles it, and so does a person who orders after having looked.
    """
    last = connection.execute(
        select(_attempts.c.part, _attempts.c.outcome, _attempts.c.started_at)
        .where(_attempts.c.delivery_id == delivery_id)
        .order_by(_attempts.c.n.desc())
        .limit(1)
    ).first()
    if last is None or last.outcome not in {None, "unknown"}:
        return False
    ordered_at = connection.execute(
        select(schema.deliveries.c.ordered_at).where(schema.deliveries.c.id == delivery_id)
    ).scalar()
    if ordered_at is not None and last.started_at < ordered_at:
        return False
    live = schema.parts
    found = connection.execute(
        select(live.c.part).where(live.c.delivery_id == delivery_id, live.c.part == last.part)
    ).first()
    return found is None
