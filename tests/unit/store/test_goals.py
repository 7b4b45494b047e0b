# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date, timedelta

from scheduler.model.campaign import Goal
from scheduler.store.goals import Statement, goals_at, state, statement_at
from tests.support.clock import START

WHOLE = Goal(
    "kosten",
    "cost",
    "input",
    1500.5,
    baseline=1.0,
    due=date(2027, 12, 31),
    source="csv",
    split_by="topic",
    since=date(2027, 1, 1),
    region="nord",
    channel="land",
    direction="at_most",
    note="ohne Personal",
)
SAID = Statement((WHOLE,), ("nord", "sued"))
LATER = START + timedelta(days=1)


def test_goals_come_back_as_stated_each_at_its_time(database):
    with database.write() as connection:
        assert state(connection, "k", SAID, START)
        assert not state(connection, "k", SAID, LATER)
        assert state(connection, "k", Statement(), LATER)
    with database.read() as connection:
        assert statement_at(connection, "k", START) == SAID
        assert goals_at(connection, "k", START - timedelta(seconds=1)) == ()
        assert goals_at(connection, "k") == ()
        assert goals_at(connection, "andere") == ()
