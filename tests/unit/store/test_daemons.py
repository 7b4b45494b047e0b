# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is dead is proved, never guessed; what the dead held is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import State
from scheduler.model.errors import Busy
from scheduler.store import daemons, marks
from scheduler.store.daemons import ProofOfLife, identify
from scheduler.store.marks import Lease
from tests.support.platform import PlainPlatform
from tests.support.rig import SETTLE, Rig


@pytest.fixture
def rig(database):
    made = Rig(database, {"kanal": PlainPlatform(), "zweiter": PlainPlatform()})
    made.plan("eins", "kanal")
    made.plan("zwei", "zweiter")
    return made


def hold(rig, owner):
    """Let `owner` claim one delivery and begin to send the other."""
    now = rig.clock.now()
    lease = Lease(owner, now, now + timedelta(minutes=5))
    with rig.database.write() as connection:
        first, second = rig.claims(connection)
        marks.take(connection, [first], lease)
        marks.begin_attempts(connection, [second], lease)


def dead(rig):
    with rig.database.write() as connection:
        return daemons.dead_owners(
            connection, but="me", sqlite=rig.database.is_sqlite, now=rig.clock.now()
        )


def test_rescue_frees_claims_and_doubts_sends(rig):
    hold(rig, "gone")
    with rig.database.write() as connection:
        rescued = daemons.rescue(connection, ["gone"], rig.clock.now(), settle=lambda _: SETTLE)
    assert (rescued.given_back, rescued.unconfirmed) == (1, 1)
    assert rig.delivery("eins", "kanal").state is State.PLANNED
    assert rig.delivery("zwei", "zweiter").state is State.UNCONFIRMED


def test_what_a_living_daemon_holds_is_left_to_it(rig):
    hold(rig, "alive")
    with rig.database.write() as connection:
        rescued = daemons.rescue(
            connection, ["somebody else"], rig.clock.now(), settle=lambda _: SETTLE
        )
    assert (rescued.given_back, rescued.unconfirmed) == (0, 0)


def test_owner_that_never_registered_is_dead(rig):
    hold(rig, "unknown")
    rig.clock.jump(timedelta(minutes=6))
    assert dead(rig) == ["unknown"]


def test_lock_of_a_living_daemon_protects_its_rows_on_postgresql(rig):
    if rig.database.is_sqlite:
        pytest.skip("on SQLite the file's lock proves that every other owner is dead")
    identity = identify(4711)
    proof = ProofOfLife(rig.database, identity)
    proof.acquire()
    with rig.database.write() as connection:
        daemons.register(connection, identity, rig.clock.now())
    hold(rig, identity.id)
    rig.clock.jump(timedelta(minutes=6))
    assert proof.holds()
    assert dead(rig) == []
    proof.release()
    rig.database.close()
    assert dead(rig) == [identity.id]


def test_lost_lock_proves_nothing_on_postgresql_while_a_request_may_be_under_way(rig):
    if rig.database.is_sqlite:
        pytest.skip("on SQLite the file's lock proves that every other owner is dead")
    hold(rig, "lost its connection")
    assert dead(rig) == []
    rig.clock.jump(timedelta(minutes=6))
    assert dead(rig) == ["lost its connection"]


def test_claim_of_a_living_daemon_that_stands_still_is_freed_and_its_send_is_not(rig):
    hold(rig, "stopped")
    rig.clock.jump(timedelta(minutes=6))
    with rig.database.write() as connection:
        assert daemons.free_lapsed(connection, rig.clock.now(), but="me") == 1
    assert rig.delivery("eins", "kanal").state is State.PLANNED
    assert rig.delivery("zwei", "zweiter").state is State.SENDING


def test_second_daemon_on_the_same_sqlite_file_is_refused(rig):
    if not rig.database.is_sqlite:
        pytest.skip("PostgreSQL lets several daemons share the work")
    first, second = (ProofOfLife(rig.database, identify(number)) for number in (1, 2))
    first.acquire()
    with pytest.raises(Busy):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
