# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person orders, written down: publish now, retry, cancel, confirm. Nothing commits here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from scheduler.model.delivery import State, is_legal
from scheduler.model.errors import StoreError
from scheduler.model.message import Remote
from scheduler.model.sentence import Sentence
from scheduler.store import audit, hints, schema
from scheduler.store.audit import Act
from scheduler.store.journal import Event, note
from scheduler.store.message_json import remote_from_row
from scheduler.store.outcomes import illegal

_table = schema.deliveries
BY_PERSON = "person"


def move_by_order(
    connection: Connection,
    delivery_id: int,
    *,
    seen: State,
    to: State,
    actor: str,
    said: Sentence,
    now: datetime,
    **values: Any,  # noqa: ANN401 - further columns of the row
) -> bool:
    """Move a delivery because `actor` says so; False when it is no longer as `seen`."""
    if to is not seen and not is_legal(seen, to):
        raise StoreError(illegal(delivery_id, seen, to))
    done = connection.execute(
        update(_table)
        .where(_table.c.id == delivery_id, _table.c.state == seen)
        .values(
            **{
                "state": to,
                "gate": None,
                "reason": None,
                "owner": None,
                "lease_until": None,
                "updated_at": now,
                "token": _table.c.token + 1,
                **values,
            }
        )
    )
    if not done.rowcount:
        return False
    note(
        connection,
        Event(now, f"order.{to}", said, actor=actor, delivery_id=delivery_id),
    )
    act = Act(now, actor, f"order.{to}", reason=said.en, delivery=delivery_id)
    audit.record(connection, act)
    hints.give(connection)
    return True


def parts_of_message(connection: Connection, delivery_id: int) -> int:
    """How many parts the delivery's message has."""
    message = connection.execute(
        select(_table.c.message).where(_table.c.id == delivery_id)
    ).scalar_one()
    return len(message["parts"])


def live_parts(connection: Connection, delivery_id: int) -> dict[int, Remote]:
    """The live parts of a delivery by their number."""
    table = schema.parts
    rows = connection.execute(select(table).where(table.c.delivery_id == delivery_id))
    return {row.part: remote_from_row(row.remote_id, row.url, row.extra) for row in rows}


def confirmed_remote(url: str | None) -> Remote:
    """What is remembered of a part that a person found live."""
    return Remote(url or "confirmed", url, (("confirmed_by", "person"),))
