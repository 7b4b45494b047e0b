# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Deliveries that something restricts: read, renewed, held and let go. Nothing commits here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from scheduler.model.delivery import GateName, State
from scheduler.model.restriction import Restriction
from scheduler.model.sentence import Sentence
from scheduler.planning.planner import Wanted
from scheduler.store import schema
from scheduler.store.journal import Event, note
from scheduler.store.restriction_json import restrictions_from, restrictions_json

_table = schema.deliveries
_COLUMNS = tuple(
    _table.c[name]
    for name in (
        "id",
        "channel",
        "state",
        "due_at",
        "wake_at",
        "ordered_at",
        "attempts",
        "gate",
        "reason",
        "rights",
        "restrictions",
    )
)
_OPEN_AGAIN = Sentence("Das Recht gilt wieder.", "The right is in force again.")


@dataclass(frozen=True, slots=True)
class Restrained:
    """A delivery whose media rest on rights, or that something restricts."""

    id: int
    channel: str
    state: State
    due_at: datetime
    wake_at: datetime | None
    ordered_at: datetime | None
    attempts: int
    gate: GateName | None
    reason: Sentence | None
    rights: tuple[str, ...]
    restrictions: tuple[Restriction, ...]

    def turn_at(self, now: datetime) -> datetime:
        """When it would go out, if nothing held it."""
        return max(self.ordered_at or self.due_at, now)


def restrained(connection: Connection) -> list[Restrained]:
    """All that are not over and done with; what is published among them."""
    query = select(*_COLUMNS).where(
        or_(_table.c.rights != [], _table.c.restrictions != []),
        _table.c.state.not_in((State.CANCELLED, State.RETRACTED)),
    )
    return [_restrained(row) for row in connection.execute(query)]


def renew(connection: Connection, delivery_id: int, restrictions: Iterable[Restriction]) -> None:
    """From this transaction's commit on, the claim asks about these."""
    connection.execute(
        update(_table)
        .where(_table.c.id == delivery_id)
        .values(restrictions=restrictions_json(restrictions))
    )


def note_rights(connection: Connection, wanted: Iterable[Wanted]) -> None:
    """What is published the same as `wanted` rests on the rights that its file names now."""
    for wish in wanted:
        connection.execute(
            update(_table)
            .where(
                _table.c.post_id == wish.post,
                _table.c.channel == wish.channel,
                _table.c.occurrence == wish.occurrence,
                _table.c.digest == wish.digest,
                _table.c.state == State.PUBLISHED,
            )
            .values(rights=list(wish.rights))
        )


def hold(
    connection: Connection,
    row: Restrained,
    found: Restriction,
    opens_at: datetime | None,
    now: datetime,
) -> None:
    """Hold `row` because of `found`; what was claimed meanwhile stays as it is."""
    values = {"state": State.HELD, "gate": found.gate, "reason": found.reason, "wake_at": opens_at}
    if _moved(connection, row, values, now) and row.reason != found.reason:
        note(connection, Event(now, "delivery.held", found.reason, delivery_id=row.id))


def let_go(connection: Connection, row: Restrained, now: datetime) -> None:
    """Put `row` back into the plan: its turn comes, and all other gates are asked then."""
    state = State.RETRYING if row.attempts else State.PLANNED
    values = {"state": state, "gate": None, "reason": None, "wake_at": row.turn_at(now)}
    if _moved(connection, row, values, now):
        note(connection, Event(now, f"delivery.{state}", _OPEN_AGAIN, delivery_id=row.id))


def _moved(connection: Connection, row: Restrained, values: dict[str, Any], now: datetime) -> bool:
    done = connection.execute(
        update(_table)
        .where(_table.c.id == row.id, _table.c.state == row.state)
        .values(**values, token=_table.c.token + 1, updated_at=now)
    )
    return bool(done.rowcount)


def _restrained(row: Row[Any]) -> Restrained:
    return Restrained(
        id=row.id,
        channel=row.channel,
        state=State(row.state),
        due_at=row.due_at,
        wake_at=row.wake_at,
        ordered_at=row.ordered_at,
        attempts=row.attempts,
        gate=GateName(row.gate) if row.gate else None,
        reason=row.reason,
        rights=tuple(row.rights),
        restrictions=restrictions_from(row.restrictions),
    )
