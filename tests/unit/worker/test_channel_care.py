# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Channels are looked after between posts, so that their troubles are known before a due second."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.model.errors import ChannelBlocked, TryLater
from scheduler.model.platform import Health, Limits, Quota
from scheduler.model.sentence import Sentence
from scheduler.store import channels
from scheduler.worker.channel_care import ChannelCare
from scheduler.worker.connections import Connections
from tests.support.platform import PlainPlatform
from tests.support.rig import Rig

REVOKED = ChannelBlocked(Sentence("Das Token wurde zurückgezogen.", "The token was revoked."))
AWAY = TryLater(Sentence("Nicht erreichbar.", "Cannot be reached."))
DAY = timedelta(days=1)


@dataclass
class TalkingPlatform(PlainPlatform):
    """Tells of itself what a test puts into it; an exception is raised."""

    health: Health | Exception = field(default_factory=lambda: Health("@kampagne"))
    left: Quota | None = None
    limits: Limits | Exception = field(default_factory=lambda: Limits(500))
    checks: int = 0

    def check(self):
        self.checks += 1
        return said(self.health)

    def quota(self):
        return self.left

    def fetch_limits(self):
        return said(self.limits)


def said(answer):
    if isinstance(answer, Exception):
        raise answer
    return answer


class Office:
    """A rig with one talking channel beside another, and what looks after them."""

    def __init__(self, database):
        self.platform, self.other = TalkingPlatform(), TalkingPlatform()
        platforms = {"kanal": self.platform, "zweiter": self.other}
        self.rig = Rig(database, platforms)
        self.clock = self.rig.clock
        self._care = ChannelCare(
            database, database, Connections(platforms.__getitem__), self.clock, list(platforms)
        )

    def look(self):
        self._care.run()

    def row(self, name="kanal"):
        with self.rig.database.read() as connection:
            return channels.all_channels(connection)[name]


@pytest.fixture
def office(database):
    return Office(database)


def test_check_is_made_once_a_day(office):
    for _ in range(3):
        office.look()
    assert office.platform.checks == 1
    office.clock.jump(DAY)
    office.look()
    assert office.platform.checks == 2


def test_account_and_end_of_access_are_remembered(office):
    ends = office.clock.now() + 14 * DAY
    office.platform.health = Health("@kampagne", expires_at=ends)
    office.look()
    assert (office.row().account, office.row().expires_at) == ("@kampagne", ends)


def test_revoked_token_stops_the_channel_before_its_next_post(office):
    office.platform.health = REVOKED
    office.look()
    assert office.row().blocked == REVOKED.sentence
    assert office.row("zweiter").blocked is None


def test_blocked_channel_is_asked_each_time_and_opened_when_it_works(office):
    office.platform.health = REVOKED
    office.look()
    office.rig.plan()
    office.rig.run()
    assert office.rig.delivery().state is State.HELD
    office.look()
    assert office.platform.checks == 2
    office.platform.health = Health("@kampagne")
    office.look()
    office.rig.run()
    assert office.rig.delivery().state is State.PUBLISHED


def test_platform_that_is_away_costs_the_other_channels_nothing(office):
    office.platform.health = AWAY
    office.look()
    assert office.row().blocked is None
    assert office.row("zweiter").account == "@kampagne"


def test_limits_and_quota_are_remembered(office):
    office.platform.limits = Limits(5000)
    office.platform.left = Quota(3, office.clock.now() + DAY)
    office.look()
    assert office.row().limits.text == 5000
    assert office.row().quota == office.platform.left


def test_quota_that_is_named_no_more_is_forgotten(office):
    office.platform.left = Quota(0, office.clock.now() + DAY)
    office.look()
    office.platform.left = None
    office.look()
    assert office.row().quota is None
