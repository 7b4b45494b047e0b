# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Several hosts share a PostgreSQL database: leases go by its clock, not by theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.store.daemons import ProofOfLife, identify
from scheduler.store.database import server_time
from scheduler.worker.pulse import Pulse
from scheduler.worker.witness import Witness
from tests.support.platform import PlainPlatform
from tests.support.rig import SETTLE, HeldPool, Rig

pytestmark = pytest.mark.parametrize(
    "database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
AHEAD = timedelta(hours=3)


def pulse_of_a_host_with(clock, database, folder):
    identity = identify(2)
    return Pulse(
        database=database,
        identity=identity,
        proof=ProofOfLife(database, identity),
        witness=Witness(folder),
        clock=clock,
        settle=lambda _: SETTLE,
        lease_clock=server_time,
    )


@pytest.fixture
def rig(database):
    """A daemon that is sending, on a host whose clock is months off."""
    made = Rig(database, {"kanal": PlainPlatform()})
    made.plan()
    made.start(HeldPool(), lease_clock=server_time).turn()
    assert made.delivery().state is State.SENDING
    return made


def test_lease_ends_by_the_servers_clock(rig, database):
    with database.read() as connection:
        (claim,) = connection.exec_driver_sql("SELECT lease_until FROM deliveries").scalars()
        left = claim - int(server_time(connection, rig.clock.now()).timestamp() * 1000)
    assert 0 < left <= timedelta(minutes=5) / timedelta(milliseconds=1)


def test_host_whose_clock_is_ahead_takes_nothing_from_a_living_daemon(rig, database, tmp_path):
    rig.clock.jump(AHEAD)
    pulse_of_a_host_with(rig.clock, database, tmp_path).rescue()
    assert rig.delivery().state is State.SENDING


def test_lease_that_is_over_is_over_for_every_host(rig, database, tmp_path):
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET lease_until = 0")
    rig.clock.jump(-AHEAD)
    pulse_of_a_host_with(rig.clock, database, tmp_path).rescue()
    assert rig.delivery().state is State.UNCONFIRMED
