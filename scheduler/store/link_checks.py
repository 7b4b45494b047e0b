# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the last look at the links of coming posts found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from scheduler.model.delivery import State
from scheduler.model.message import Message
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.message_json import from_json

_table = schema.link_checks
_deliveries = schema.deliveries
_COMING = (State.PLANNED, State.HELD, State.RETRYING)


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """One address: when it was looked at, and what was wrong (None: it answered)."""

    url: str
    checked_at: datetime
    problem: Sentence | None = None
    failures: int = 0


def link_checks(connection: Connection) -> dict[str, LinkCheck]:
    """All that is known, by address."""
    return {
        row.url: LinkCheck(row.url, row.checked_at, row.problem, row.failures)
        for row in connection.execute(select(_table))
    }


def broken_links(connection: Connection) -> dict[str, Sentence]:
    """What is wrong with the addresses that could not be reached."""
    query = select(_table.c.url, _table.c.problem).where(_table.c.problem.is_not(None))
    return {row.url: row.problem for row in connection.execute(query)}


def save_link_check(connection: Connection, check: LinkCheck) -> None:
    """Keep `check` in place of the one before."""
    connection.execute(delete(_table).where(_table.c.url == check.url))
    connection.execute(
        insert(_table).values(
            url=check.url,
            checked_at=check.checked_at,
            problem=check.problem,
            failures=check.failures,
        )
    )


def forget_link_checks(connection: Connection, urls: list[str]) -> None:
    """Drop what was found about addresses that no coming post names any more."""
    if urls:
        connection.execute(delete(_table).where(_table.c.url.in_(urls)))


def coming_messages(connection: Connection, now: datetime, until: datetime) -> list[Message]:
    """What is to go out before `until`, by time, without what is under embargo still.

    The pages that an embargoed post leads to are often not online yet.
    """
    embargo = _deliveries.c.embargo_until
    query = (
        select(_deliveries.c.message)
        .where(_deliveries.c.state.in_(_COMING), _deliveries.c.due_at < until)
        .where(embargo.is_(None) | (embargo <= now))
        .order_by(_deliveries.c.due_at)
    )
    return [from_json(row.message) for row in connection.execute(query)]
