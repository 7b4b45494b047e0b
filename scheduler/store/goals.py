# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What campaigns stated as their goals, kept at each change: a goal is not moved unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from scheduler.model.campaign import Goal
from scheduler.store import schema

_statements = schema.goal_statements


def goals_at(
    connection: Connection, campaign: str, as_of: datetime | None = None
) -> tuple[Goal, ...]:
    """The goals of `campaign` as they were stated last, by `as_of` if that is given."""
    query = select(_statements.c.goals).where(_statements.c.campaign == campaign)
    if as_of is not None:
        query = query.where(_statements.c.recorded_at <= as_of)
    found = connection.execute(query.order_by(_statements.c.id.desc()).limit(1)).scalar()
    return tuple(_goal(each) for each in found or ())


def state_goals(
    connection: Connection, campaign: str, goals: Sequence[Goal], now: datetime
) -> bool:
    """Write down that `campaign` has these goals from `now` on; False where it had them already."""
    if tuple(goals) == goals_at(connection, campaign):
        return False
    told = [_record(goal) for goal in goals]
    connection.execute(insert(_statements).values(campaign=campaign, goals=told, recorded_at=now))
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
