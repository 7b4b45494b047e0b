# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The past as reports see it: what stood when, whatever happened since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.model.message import Message, Part
from scheduler.model.post import Post
from scheduler.model.sentence import Place, Sentence
from scheduler.planning.planner import Insert, Update, Wanted, Withdraw
from scheduler.store import plans, report_queries
from tests.support.clock import START
from tests.support.platform import PlainPlatform
from tests.support.rig import Rig

HOUR = timedelta(hours=1)
DUE = START + 10 * HOUR
SAID = Sentence("So ist es.", "So it is.")
MESSAGE = Message((Part("Hallo", "de"),))
WANTED = Wanted("auftakt", "kanal", "fake", DUE, MESSAGE, MESSAGE.digest())


@pytest.fixture
def rig(database):
    return Rig(database, {"kanal": PlainPlatform()})


def change(rig, changed, at):
    with rig.database.write() as connection:
        plans.save_posts(connection, [(Post("auftakt", Place("a.yaml")), "hash")], START)
        plans.apply_changes(connection, [changed], at)


def state(rig, at):
    with rig.database.read() as connection:
        found = report_queries.outings(connection, None, at)
    return found[0].state if found else None


def test_delivery_is_not_there_before_it_was_planned(rig):
    change(rig, Insert(WANTED, State.PLANNED, DUE), START + HOUR)
    assert state(rig, START) is None
    assert state(rig, START + HOUR) is State.PLANNED


def test_delivery_that_began_as_missed_stays_missed_in_that_past(rig):
    change(rig, Insert(WANTED, State.MISSED, None, SAID), START)
    known = rig.delivery()
    again = Update(known.id, WANTED, State.MISSED, State.PLANNED, DUE)
    change(rig, again, START + 2 * HOUR)
    assert rig.delivery().state is State.PLANNED
    assert state(rig, START + HOUR) is State.MISSED
    assert state(rig, START + 2 * HOUR) is State.PLANNED


def test_delivery_that_was_withdrawn_was_planned_before(rig):
    change(rig, Insert(WANTED, State.PLANNED, DUE), START)
    change(rig, Withdraw(rig.delivery().id, State.PLANNED, SAID), START + HOUR)
    assert state(rig, START) is State.PLANNED
    assert state(rig, START + HOUR) is State.CANCELLED


def test_late_delivery_was_open_until_it_was_held(rig):
    change(rig, Insert(WANTED, State.PLANNED, DUE), START)
    rig.clock.jump_to(DUE + HOUR)
    rig.run()
    assert state(rig, DUE + HOUR - timedelta(seconds=1)) is State.PLANNED
    assert state(rig, DUE + HOUR) is State.HELD


def test_published_delivery_was_not_live_the_moment_before(rig):
    change(rig, Insert(WANTED, State.PLANNED, DUE), START)
    rig.clock.jump_to(DUE)
    rig.run()
    assert state(rig, DUE - timedelta(seconds=1)) is State.PLANNED
    assert state(rig, DUE) is State.PUBLISHED


def test_newest_fact_is_none_where_nothing_is_known(rig):
    with rig.database.read() as connection:
        assert report_queries.newest_fact(connection, None) is None
