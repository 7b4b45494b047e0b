# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A session is refreshed by one process at a time."""

from __future__ import annotations

import threading

import pytest

from scheduler.store.database import open_database
from scheduler.store.session_lock import session_lock


@pytest.fixture
def other(database):
    """The same database, as another process has it."""
    opened = open_database(database.engine.url.render_as_string(hide_password=False))
    yield opened
    opened.close()


def try_to_take(database, channel):
    """A thread that waits for the lock, and when it got it."""
    got = threading.Event()

    def take():
        with session_lock(database, channel):
            got.set()

    thread = threading.Thread(target=take)
    thread.start()
    return thread, got


def test_second_process_waits_until_the_first_is_done(database, other):
    with session_lock(database, "bluesky-land"):
        thread, got = try_to_take(other, "bluesky-land")
        assert not got.wait(0.2)
    assert got.wait(5)
    thread.join()


def test_lock_is_dropped_when_the_refresh_fails(database, other):
    with pytest.raises(RuntimeError, match="refused"), session_lock(database, "bluesky-land"):
        raise RuntimeError("refused")
    thread, got = try_to_take(other, "bluesky-land")
    assert got.wait(5)
    thread.join()


def test_other_channels_do_not_wait_on_postgresql(database, other):
    if database.is_sqlite:
        pytest.skip("SQLite has one lock for all sessions")
    with session_lock(database, "bluesky-land"):
        thread, got = try_to_take(other, "bluesky-rhein-main")
        assert got.wait(5)
    thread.join()
