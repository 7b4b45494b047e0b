# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A database that went back in time sends nothing of the gap before asking."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.model.delivery import GateName, State
from scheduler.store import daemons, facts
from scheduler.store.daemons import ProofOfLife, identify
from scheduler.store.gap import Mark, mark_of
from scheduler.worker.pulse import Pulse
from scheduler.worker.witness import Witness
from tests.support.platform import AskablePlatform, PlainPlatform
from tests.support.rig import BETWEEN, SETTLE, Rig


class Office:
    """A rig whose daemons leave a witness, and a database that can be set back."""

    def __init__(self, database, folder):
        self.askable, self.plain = AskablePlatform(), PlainPlatform()
        self.rig = Rig(database, {"fragbar": self.askable, "stumm": self.plain})
        self.folder = folder
        self._daemons = 0
        with database.write() as connection:
            facts.database_since(connection, self.rig.clock.now())

    def pulse(self):
        """A new daemon's pulse."""
        self._daemons += 1
        identity = identify(self._daemons)
        return Pulse(
            database=self.rig.database,
            identity=identity,
            proof=ProofOfLife(self.rig.database, identity),
            witness=Witness(self.folder),
            clock=self.rig.clock,
            settle=lambda _: SETTLE,
        )

    def lived(self):
        """A daemon published something, and ended; the witness has seen it."""
        pulse = self.pulse()
        pulse.begin(["fragbar"])
        self.rig.plan("vorher", "fragbar")
        self.rig.run()
        pulse.end()

    def start(self):
        """The next daemon begins."""
        self.pulse().begin(["fragbar"])


@pytest.fixture
def office(database, tmp_path):
    return Office(database, tmp_path)


def ahead(office):
    """A witness that has seen more than this database: what a restored backup finds."""
    with office.rig.database.read() as connection:
        mark = mark_of(connection)
    Witness(office.folder).remember(Mark(mark.database, mark.attempts + 3))


def test_after_an_ordinary_stop_what_came_due_is_simply_sent(office):
    office.lived()
    office.rig.plan("faellig", "stumm", due_at=office.rig.clock.now())
    office.rig.clock.jump(timedelta(minutes=5))
    office.start()
    office.rig.run()
    assert office.rig.delivery("faellig", "stumm").state is State.PUBLISHED


def test_restored_backup_asks_first_and_does_not_send_what_is_live(office):
    office.lived()
    office.rig.plan("faellig", "fragbar", due_at=office.rig.clock.now())
    key = office.rig.delivery("faellig", "fragbar").key
    office.askable.arrivals.append((key, "sent by the database that was lost"))
    ahead(office)
    office.rig.clock.jump(timedelta(minutes=5))
    office.start()
    office.rig.run()
    assert office.rig.delivery("faellig", "fragbar").state is State.PUBLISHED
    assert len([sent for sent, _ in office.askable.arrivals if sent == key]) == 1


def test_restored_backup_sends_what_the_platform_does_not_show(office):
    office.lived()
    office.rig.plan("faellig", "fragbar", due_at=office.rig.clock.now())
    ahead(office)
    office.rig.clock.jump(timedelta(minutes=5))
    office.start()
    office.rig.run()
    assert office.rig.delivery("faellig", "fragbar").state is State.UNCONFIRMED
    office.rig.run_for(BETWEEN)
    assert office.rig.delivery("faellig", "fragbar").state is State.PUBLISHED


def test_restored_backup_leaves_to_a_person_what_cannot_be_asked(office):
    office.lived()
    office.rig.plan("faellig", "stumm", due_at=office.rig.clock.now())
    ahead(office)
    office.rig.clock.jump(timedelta(minutes=5))
    office.start()
    office.rig.run()
    assert office.rig.delivery("faellig", "stumm").gate is GateName.UNASKABLE
    assert office.plain.arrivals == []


def test_what_is_due_later_is_not_doubted(office):
    office.lived()
    office.rig.plan("morgen", "stumm", due_at=office.rig.clock.now() + timedelta(days=1))
    ahead(office)
    office.start()
    assert office.rig.delivery("morgen", "stumm").state is State.PLANNED


def test_used_database_without_a_witness_may_come_from_anywhere(office):
    office.lived()
    office.rig.plan("faellig", "stumm", due_at=office.rig.clock.now())
    (office.folder / "litfass.witness").unlink()
    office.rig.clock.jump(timedelta(minutes=5))
    office.start()
    assert office.rig.delivery("faellig", "stumm").gate is GateName.UNASKABLE


def test_daemon_that_joins_living_ones_doubts_nothing(office, tmp_path_factory):
    if office.rig.database.is_sqlite:
        pytest.skip("an SQLite file has one daemon at a time")
    office.lived()
    living = identify(99)
    proof = ProofOfLife(office.rig.database, living)
    proof.acquire()
    with office.rig.database.write() as connection:
        daemons.register(connection, living, office.rig.clock.now())
    office.rig.plan("faellig", "stumm", due_at=office.rig.clock.now())
    office.folder = tmp_path_factory.mktemp("anderer-rechner")
    office.start()
    assert office.rig.delivery("faellig", "stumm").state is State.PLANNED
    proof.release()


def test_row_of_a_daemon_that_was_alive_at_the_backup_proves_nothing(office):
    office.lived()
    office.pulse().begin(["fragbar"])
    office.rig.plan("faellig", "stumm", due_at=office.rig.clock.now())
    ahead(office)
    office.start()
    assert office.rig.delivery("faellig", "stumm").gate is GateName.UNASKABLE


@pytest.mark.parametrize("content", ["", "kein JSON", '{"database": 1}'])
def test_unreadable_witness_is_none(office, content):
    office.lived()
    (office.folder / "litfass.witness").write_text(content, encoding="ascii")
    with office.rig.database.read() as connection:
        assert Witness(office.folder).doubts(mark_of(connection))
