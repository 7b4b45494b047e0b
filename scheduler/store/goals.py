# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What campaigns stated as goals and regions, kept at each change: a goal is not moved unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from scheduler.model.campaign import Goal
from scheduler.store import schema

_statements = schema.goal_statements


@dataclass(frozen=True, slots=True)
class Statement:
    """What a campaign's file says that reports need: its goals, and the regions it is for."""

    goals: tuple[Goal, ...] = ()
    regions: tuple[str, ...] = ()


def statement_at(connection: Connection, campaign: str, as_of: datetime | None = None) -> Statement:
    """What `campaign` stated last, by `as_of` if that is given."""
    query = select(_statements).where(_statements.c.campaign == campaign)
    if as_of is not None:
        query = query.where(_statements.c.recorded_at <= as_of)
    row = connection.execute(query.order_by(_statements.c.id.desc()).limit(1)).one_or_none()
    if row is None:
        return Statement()
    return Statement(tuple(_goal(each) for each in row.goals), tuple(row.regions))


def goals_at(
    connection: Connection, campaign: str, as_of: datetime | None = None
) -> tuple[Goal, ...]:
    """The goals of `campaign` as they were stated last, by `as_of` if that is given."""
    return statement_at(connection, campaign, as_of).goals


def state(connection: Connection, campaign: str, said: Statement, now: datetime) -> bool:
    """Write down what `campaign` says from `now` on; False where it said so already."""
    if said == statement_at(connection, campaign):
        return False
    goals, regions = [_record(goal) for goal in said.goals], list(said.regions)
    connection.execute(
        insert(_statements).values(campaign=campaign, goals=goals, regions=regions, recorded_at=now)
    )
    return True


def _record(goal: Goal) -> dict[str, Any]:
    """The goal without what it does not say, so that a later version may know more keys."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in asdict(goal).items()
        if value is not None
    }


def _goal(record: Mapping[str, Any]) -> Goal:
    days = {key: date.fromisoformat(record[key]) for key in ("due", "since") if key in record}
    return Goal(**{**record, **days})
