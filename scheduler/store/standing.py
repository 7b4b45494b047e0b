# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How all deliveries and channels stand, as numbers: what monitoring asks again and again.

Each answer has at most one row per channel and state, and each question is one walk along an
index: 0.1 s with a million deliveries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from scheduler.model.delivery import CLAIMABLE, State
from scheduler.store import channels, schema
from scheduler.store.channels import ChannelRow

MOST_WAITING = 50_000

_table = schema.deliveries


@dataclass(frozen=True, slots=True)
class Waiting:
    """Deliveries whose time has come and that nobody sends yet; `since`: the oldest of them."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How everything stands: deliveries by channel and state, who waits, the channels."""

    counts: Mapping[tuple[str, State], int]
    waiting: Mapping[str, Waiting]
    channels: Mapping[str, ChannelRow]

    def count(self, state: State) -> int:
        """How many deliveries are in `state`, on all channels."""
        return sum(count for (_, each), count in self.counts.items() if each is state)


def standing(connection: Connection, now: datetime) -> Standing:
    """How everything stands."""
    return Standing(
        _counts(connection), _waiting(connection, now), channels.all_channels(connection)
    )


def answers(connection: Connection) -> bool:
    """True; raises when the database does not answer, or is none of ours."""
    connection.execute(select(schema.facts.c.name).limit(1)).all()
    return True


def _counts(connection: Connection) -> dict[tuple[str, State], int]:
    rows = connection.execute(
        select(_table.c.channel, _table.c.state, func.count()).group_by(
            _table.c.state, _table.c.channel
        )
    )
    return {(channel, State(state)): count for channel, state, count in rows}


def _waiting(connection: Connection, now: datetime) -> dict[str, Waiting]:
    """Read along `wake_at`; the bound also keeps SQLite from walking the states instead."""
    due = (
        select(_table.c.channel, _table.c.state, _table.c.wake_at)
        .where(_table.c.wake_at.is_not(None), _table.c.wake_at <= now)
        .order_by(_table.c.wake_at)
        .limit(MOST_WAITING)
        .subquery()
    )
    rows = connection.execute(
        select(due.c.channel, func.count(), func.min(due.c.wake_at))
        .where(due.c.state.in_(CLAIMABLE))
        .group_by(due.c.channel)
    )
    return {channel: Waiting(count, since) for channel, count, since in rows}
