# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.store.standing import Waiting, answers, standing
from tests.support.platform import PlainPlatform
from tests.support.rig import HeldPool, Rig


@pytest.fixture
def rig(database):
    return Rig(database, {"kanal": PlainPlatform(), "stille": PlainPlatform()})


def ask(rig):
    with rig.database.read() as connection:
        return standing(connection, rig.clock.now())


def test_empty_database_stands_still(rig):
    found = ask(rig)
    assert (found.counts, found.waiting) == ({}, {})
    assert set(found.channels) == {"kanal", "stille"}
    assert found.count(State.REVIEW) == 0


def test_counts_are_by_channel_and_state(rig):
    later = rig.clock.now() + timedelta(hours=1)
    rig.plan_many("kanal", 3, due_at=later)
    rig.plan_many("stille", 2, due_at=later)
    rig.plan("jetzt")
    rig.run()
    found = ask(rig)
    assert found.counts == {
        ("kanal", State.PLANNED): 3,
        ("kanal", State.PUBLISHED): 1,
        ("stille", State.PLANNED): 2,
    }
    assert found.count(State.PLANNED) == 5


def test_waiting_is_what_is_due_and_in_nobodys_hands(rig):
    now = rig.clock.now()
    rig.start(HeldPool())
    rig.plan_many("kanal", 3, due_at=now - timedelta(seconds=30))
    rig.plan("spaeter", "stille", due_at=now + timedelta(seconds=1))
    assert ask(rig).waiting == {"kanal": Waiting(3, now - timedelta(seconds=30))}
    rig.run()
    assert ask(rig).waiting == {"kanal": Waiting(2, now - timedelta(seconds=30))}


def test_database_answers(rig):
    with rig.database.read() as connection:
        assert answers(connection)
