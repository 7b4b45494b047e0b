# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which reports on order were written and sent, so that none goes out a second time."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select, update

from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.database import insert_or_keep

RunState = Literal["waived", "begun", "done", "failed"]
_table = schema.report_runs


def is_known(connection: Connection, key: str) -> bool:
    """Whether this order was ever looked at."""
    query = select(_table.c.id).where(_table.c.order_key == key).limit(1)
    return connection.execute(query).first() is not None


def state_of(connection: Connection, key: str, due_at: datetime) -> RunState | None:
    """What became of the report that was due then; None if nobody began it."""
    query = select(_table.c.state).where(_table.c.order_key == key, _table.c.due_at == due_at)
    state: RunState | None = connection.execute(query).scalar()
    return state


def begin(
    connection: Connection, key: str, due_at: datetime, now: datetime, state: RunState = "begun"
) -> bool:
    """Take the report on; False if it is taken already, by whichever daemon."""
    values = {"order_key": key, "due_at": due_at, "state": state, "begun_at": now}
    statement = insert_or_keep(connection, _table).values(**values).returning(_table.c.id)
    return connection.execute(statement).first() is not None


def end(
    connection: Connection,
    key: str,
    due_at: datetime,
    now: datetime,
    problem: Sentence | None = None,
) -> None:
    """Write down how it ended."""
    connection.execute(
        update(_table)
        .where(_table.c.order_key == key, _table.c.due_at == due_at)
        .values(state="failed" if problem else "done", problem=problem, ended_at=now)
    )
