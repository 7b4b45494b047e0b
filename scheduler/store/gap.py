# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A database that is older than what it describes: restored from a backup, or a copy.

Between the backup and now a newer copy may have published what this one still plans. Nothing of
that gap is sent before the platform was asked; where it cannot be asked, a person decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select, update

from scheduler.model.delivery import GateName, State
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.daemons import last_beat
from scheduler.store.facts import known_since
from scheduler.store.types import to_milliseconds

_table = schema.deliveries
_SUSPECT = (State.PLANNED, State.RETRYING)
_BEFORE = timedelta(minutes=1)  # what was sent between a daemon's last beat and its backup


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a database has come: which one it is, and its newest attempt."""

    database: int
    attempts: int

    def is_behind(self, other: Mark) -> bool:
        """Whether this database is an older copy of the one that `other` was made of."""
        return self.database == other.database and self.attempts < other.attempts


@dataclass(frozen=True, slots=True)
class Doubted:
    """How many deliveries are asked about, and how many a person must decide."""

    asked: int
    held: int


def mark_of(connection: Connection) -> Mark | None:
    """How far this database has come; None for one that has not begun."""
    since = known_since(connection)
    if since is None:
        return None
    newest = connection.execute(select(func.max(schema.attempts.c.id))).scalar()
    return Mark(to_milliseconds(since), newest or 0)


def doubt_gap(connection: Connection, askable: Collection[str], now: datetime) -> Doubted:
    """Put what was due since this database was last in use in doubt."""
    last = last_beat(connection)
    if last is None:
        return Doubted(0, 0)
    suspect = (
        _table.c.due_at.between(last - _BEFORE, now)
        & (_table.c.begun_at.is_(None) | (_table.c.state == State.RETRYING))
        & (
            _table.c.state.in_(_SUSPECT)
            | ((_table.c.state == State.HELD) & (_table.c.gate == GateName.LATE))
        )
    )
    asked = _table.c.channel.in_(list(askable))
    return Doubted(
        _move(connection, suspect & asked, State.UNCONFIRMED, None, _ASKING, now),
        _move(connection, suspect & ~asked, State.HELD, GateName.UNASKABLE, _UNASKABLE, now),
    )


def _move(  # noqa: PLR0917 - one value for each column
    connection: Connection,
    which: ColumnElement[bool],
    to: State,
    gate: GateName | None,
    reason: Sentence,
    now: datetime,
) -> int:
    return connection.execute(
        update(_table)
        .where(which)
        .values(
            state=to,
            gate=gate,
            reason=reason,
            looks=0,
            wake_at=now if to is State.UNCONFIRMED else None,
            updated_at=now,
        )
    ).rowcount


_ASKING = Sentence(
    "Die Datenbank ist älter als das, was zuletzt gesendet wurde (eine Sicherung?); zuerst wird "
    "die Plattform gefragt.",
    "The database is older than what was last sent (a backup?); the platform is asked first.",
)
_UNASKABLE = Sentence(
    "Die Datenbank ist älter als das, was zuletzt gesendet wurde (eine Sicherung?), und die "
    "Plattform lässt sich nicht fragen. Sehen Sie nach, dann: litfass publish oder litfass cancel.",
    "The database is older than what was last sent (a backup?), and the platform cannot be asked. "
    "Look yourself, then: litfass publish or litfass cancel.",
)
