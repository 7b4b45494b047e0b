# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A hint wakes other daemons once its transaction is committed; it is never more than a hint."""

from __future__ import annotations

import threading

import pytest

from scheduler.model.errors import StoreError
from scheduler.store import hints
from scheduler.store.hints import Listener
from scheduler.worker.hearing import Hearing
from tests.support.platform import PlainPlatform
from tests.support.rig import Rig

SOON = 5.0
AT_ONCE = 0.05


on_postgres = pytest.mark.parametrize(
    "database", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def listener(database):
    with Listener(database) as listener:
        yield listener


@on_postgres
def test_hint_is_heard_once_committed(database, listener):
    with database.write() as connection:
        hints.give(connection)
        assert not listener.heard(AT_ONCE)
    assert listener.heard(SOON)


@on_postgres
def test_hint_of_an_undone_transaction_is_not_heard(database, listener):
    with database.write() as connection:
        hints.give(connection)
        connection.rollback()
    assert not listener.heard(AT_ONCE)


@on_postgres
def test_what_sync_plans_is_hinted(database, listener):
    Rig(database, {"kanal": PlainPlatform()}).plan()
    assert listener.heard(SOON)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_takes_a_hint_and_goes_on(database):
    with database.write() as connection:
        hints.give(connection)
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


@on_postgres
def test_listener_says_that_the_server_is_gone(database, listener):
    with database.write() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    with pytest.raises(StoreError):
        listener.heard(SOON)


@on_postgres
def test_thread_rings_at_each_hint_and_when_it_begins(database):
    rings = Bell()
    hearing = Hearing(database, rings.ring)
    hearing.start()
    assert rings.rang(1)
    with database.write() as connection:
        hints.give(connection)
    assert rings.rang(2)
    hearing.stop()


class Bell:
    """Counts how often it rang."""

    def __init__(self):
        self._rings = threading.Semaphore(0)
        self._count = 0

    def ring(self):
        self._rings.release()

    def rang(self, times):
        while self._count < times and self._rings.acquire(timeout=SOON):
            self._count += 1
        return self._count >= times
