# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which deliveries may be live although no answer came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, bindparam, or_, select, update

from scheduler.store import schema

_attempts = schema.attempts
_deliveries = schema.deliveries
_parts = schema.parts
_UNCLEAR = or_(_attempts.c.outcome.is_(None), _attempts.c.outcome == "unknown")

Doubt = Literal["open", "absent"]


def doubts(connection: Connection, ids: Sequence[int]) -> Mapping[int, Doubt]:
    """Those of `ids` that had a try without a certain answer, by id.

    `open`: nobody knows what became of it; `absent`: looks have shown that it did not go through,
    as far as a look can. A part that was found live settles it, and a person who orders after
    having looked; another try does not.
    """
    if not ids:
        return {}
    found: dict[int, Doubt] = {}
    for row in connection.execute(_DOUBTED, {"ids": ids}):
        if row.outcome != "absent" or row.delivery_id not in found:
            found[row.delivery_id] = "absent" if row.outcome == "absent" else "open"
    return found


def is_in_doubt(connection: Connection, delivery_id: int) -> bool:
    """Whether `delivery_id` must be looked up before it is sent again."""
    return bool(doubts(connection, [delivery_id]))


def prove_absent(connection: Connection, ids: Sequence[int]) -> None:
    """Looks have shown that no try of `ids` without an answer went through."""
    if ids:
        connection.execute(_ABSENT, {"ids": ids})


# Built once: to build a statement costs more than SQLite needs to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_LIVE = (
    select(_parts.c.part)
    .where(_parts.c.delivery_id == _attempts.c.delivery_id, _parts.c.part == _attempts.c.part)
    .exists()
)
_DOUBTED = (
    select(_attempts.c.delivery_id, _attempts.c.outcome)
    .join(_deliveries, _deliveries.c.id == _attempts.c.delivery_id)
    .where(
        _attempts.c.delivery_id.in_(_IDS),
        or_(_UNCLEAR, _attempts.c.outcome == "absent"),
        ~_LIVE,
        or_(_deliveries.c.ordered_at.is_(None), _attempts.c.started_at >= _deliveries.c.ordered_at),
    )
)
_ABSENT = (
    update(_attempts).where(_attempts.c.delivery_id.in_(_IDS), _UNCLEAR).values(outcome="absent")
)
