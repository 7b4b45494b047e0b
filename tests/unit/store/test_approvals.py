# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Votes and claims that meet: whoever commits first decides, and nobody waits for ever."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from scheduler.model.errors import StoreError
from scheduler.store import approvals, claims
from scheduler.store.approvals import NewVote
from scheduler.store.database import open_database
from tests.support.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path, database):
    """An approved post under a policy, on a server whose rows two transactions can lock."""
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    made = Newsroom(tmp_path, database)
    made.approve()
    return made


@pytest.fixture
def second(newsroom):
    url = newsroom.database.engine.url.render_as_string(hide_password=False)
    other = open_database(url)
    yield other
    other.close()


def version(newsroom):
    with newsroom.database.read() as connection:
        (row, *_) = approvals.all_votes(connection)
    return ("eins", row.hash)


def test_rejection_waits_for_a_claim_that_has_read_the_approvals(newsroom, second):
    done = threading.Event()
    wanted = version(newsroom)
    now = newsroom.clock.now()
    vote = NewVote("eins", wanted[1], "cleo", "reject", now, reason="So nicht.")

    def reject():
        second.run(lambda connection: approvals.add(connection, vote))
        done.set()

    with newsroom.database.write() as connection:
        claims.fetch(connection, [newsroom.delivery().id], now + timedelta(days=2))
        approvals.votes_on(connection, [wanted], claiming=True)
        thread = threading.Thread(target=reject)
        thread.start()
        assert not done.wait(0.2)
    assert done.wait(5)
    thread.join()


def test_approval_that_wakes_a_post_does_not_lock_up_with_its_claim(newsroom, second):
    """The claim holds the delivery and wants the approvals; the vote must not hold those yet."""
    wanted = version(newsroom)
    newsroom.write(text="Neu.")
    newsroom.wait()
    failed = []
    done = threading.Event()

    def approve():
        try:
            second.run(lambda connection: newsroom.vote_in(connection, "anna"))
        except StoreError as error:
            failed.append(error)
        done.set()

    with newsroom.database.write() as connection:
        connection.execute(text("SELECT id FROM deliveries FOR UPDATE"))
        thread = threading.Thread(target=approve)
        thread.start()
        assert not done.wait(0.2)
        approvals.votes_on(connection, [wanted], claiming=True)
    thread.join()
    assert failed == []
