# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A quota that the platform tells is respected before the platform refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.model.errors import TryLater
from scheduler.model.platform import Quota
from scheduler.model.post import OnMissed
from scheduler.model.sentence import Sentence
from scheduler.store import channels
from tests.support.platform import PlainPlatform
from tests.support.rig import Rig

RESET = timedelta(hours=1)
WITHIN = OnMissed("publish_within", timedelta(hours=3))
BUSY = TryLater(Sentence("Gleich wieder.", "In a moment."))


class Limited:
    """A rig whose channel `knapp` has a quota; `frei` has none."""

    def __init__(self, database, left):
        self.scarce, self.free = PlainPlatform(), PlainPlatform()
        self.rig = Rig(database, {"knapp": self.scarce, "frei": self.free})
        quota = Quota(left, self.rig.clock.now() + RESET)
        with database.write() as connection:
            channels.remember_quota(connection, "knapp", quota)

    def plan(self, *posts, channel="knapp", **fields):
        for post in posts:
            self.rig.plan(post, channel, on_missed=WITHIN, **fields)

    def texts(self):
        return len(self.scarce.arrivals)

    def left(self):
        with self.rig.database.read() as connection:
            return channels.all_channels(connection)["knapp"].quota.left


@pytest.fixture
def limited(database):
    return lambda left: Limited(database, left)


def test_no_more_leave_than_the_platform_takes_and_the_rest_leaves_afterwards(limited):
    office = limited(2)
    office.plan("eins", "zwei", "drei", "vier")
    office.rig.run_for(timedelta(minutes=5), timedelta(seconds=30))
    assert office.texts() == 2
    office.rig.run_for(RESET, timedelta(minutes=1))
    assert office.texts() == 4


def test_other_channels_are_on_time_meanwhile(limited):
    office = limited(0)
    office.plan("eins")
    office.plan("zwei", channel="frei")
    office.rig.run()
    assert (office.texts(), len(office.free.arrivals)) == (0, 1)


def test_thread_counts_each_of_its_parts_and_is_never_half_sent(limited):
    office = limited(2)
    office.plan("faden", parts=("eins", "zwei", "drei"))
    office.rig.run()
    assert office.texts() == 0
    assert office.left() == 2


def test_what_was_begun_may_finish_and_counts_once(limited):
    office = limited(1)
    office.scarce.script.append(office.scarce.refuse(BUSY))
    office.plan("eins")
    office.rig.run_for(timedelta(minutes=2), timedelta(seconds=5))
    assert (office.texts(), office.left()) == (1, 0)


def test_new_daemon_respects_what_the_old_one_spent(limited):
    office = limited(1)
    office.plan("eins")
    office.rig.run()
    office.plan("zwei")
    office.rig.start()
    office.rig.run()
    assert office.texts() == 1


def test_post_that_a_quota_makes_too_late_is_told(limited):
    office = limited(0)
    office.rig.plan("eins", "knapp")
    office.rig.run_for(timedelta(minutes=30), timedelta(minutes=1))
    row = office.rig.delivery("eins", "knapp")
    assert (row.state, row.gate) == (State.HELD, GateName.LATE)


def test_quota_of_a_day_that_is_over_counts_no_more(limited):
    office = limited(0)
    office.rig.clock.jump(RESET)
    office.plan("eins")
    office.rig.run()
    assert office.texts() == 1
