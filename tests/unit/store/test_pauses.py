# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pause waits for the claims that are under way, and for nothing else."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from scheduler.model.pause import Pause, Scope
from scheduler.model.sentence import Sentence
from scheduler.store import pauses
from tests.support.clock import START

SAID = Sentence("Pausiert", "Paused")
PAUSE = Pause("Hochwasser", "presse", START, Scope(("c",), ("k",), ("r",), ("t",)), ("warnung",))


def begin(database, done):
    database.run(lambda connection: pauses.begin(connection, PAUSE, SAID))
    done.set()


def test_what_was_written_is_read_until_it_ends(database):
    kept = database.run(lambda connection: pauses.begin(connection, PAUSE, SAID))
    with database.read() as connection:
        assert pauses.standing(connection, START) == [kept]
    with database.write() as connection:
        pauses.end(connection, [kept], "presse", START, SAID)
        assert pauses.standing(connection, START) == []


def test_pause_with_an_end_stands_until_then(database):
    until = START + timedelta(hours=1)
    ending = Pause("Wahl", "presse", START, until=until)
    database.run(lambda connection: pauses.begin(connection, ending, SAID))
    with database.read() as connection:
        assert len(pauses.standing(connection, until - timedelta(seconds=1))) == 1
        assert pauses.standing(connection, until) == []


def test_pause_waits_for_a_claim_that_is_under_way(database):
    done = threading.Event()
    with database.write() as connection:
        assert pauses.standing(connection, START, claiming=True) == []
        order = threading.Thread(target=begin, args=(database, done))
        order.start()
        assert not done.wait(0.3)
    order.join(10)
    assert done.is_set()


def test_pause_does_not_wait_for_somebody_who_only_reads(database):
    done = threading.Event()
    with database.read() as connection:
        pauses.standing(connection, START)
        order = threading.Thread(target=begin, args=(database, done))
        order.start()
        assert done.wait(1.5)
    order.join(10)


def test_claim_that_hangs_does_not_keep_anybody_from_pausing(database):
    if database.is_sqlite:
        pytest.skip("SQLite has one writer; the file stands in")
    with database.write() as connection:
        pauses.standing(connection, START, claiming=True)
        begin(database, threading.Event())
    with database.read() as connection:
        assert len(pauses.standing(connection, START)) == 1
