# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order to stop is kept, whatever state the database is in, or it is said that it was not."""

from __future__ import annotations

import pytest

from scheduler.model.errors import StoreError, UsageError
from scheduler.model.pause import Pause, Scope
from scheduler.model.sentence import Sentence
from scheduler.operations.pause_file import NAME, add_pause, read_pauses
from scheduler.operations.pausing import pause_now
from scheduler.store import pauses
from scheduler.store.database import open_database
from scheduler.store.upgrade import ensure_schema
from tests.support.clock import START

PAUSE = Pause("Hochwasser", "presse", START)


def test_pause_is_kept_in_the_database_and_leaves_no_file(database, tmp_path):
    url = database.engine.url.set(
        drivername=database.engine.url.get_backend_name()
    ).render_as_string(hide_password=False)
    paused = pause_now(tmp_path, lambda: url, PAUSE)
    assert (paused.kept_in, paused.stopped.count, paused.unstoppable) == ("database", 0, ())
    assert not (tmp_path / NAME).exists()
    with database.read() as connection:
        assert pauses.standing(connection, START) == [paused.pause]


def test_read_only_database_is_replaced_by_the_file(tmp_path):
    file = tmp_path / "litfass.db"
    database = open_database(f"sqlite:///{file}")
    ensure_schema(database, START)
    database.close()
    url = f"sqlite:///file:{file}?mode=ro&uri=true"
    paused = pause_now(tmp_path, lambda: url, PAUSE)
    assert (paused.kept_in, "readonly" in paused.problem.en) == ("file", True)
    assert read_pauses(tmp_path / NAME) == (PAUSE,)


def test_file_that_stood_before_is_not_taken_away(tmp_path):
    (tmp_path / NAME).touch()
    pause_now(tmp_path, lambda: f"sqlite:///{tmp_path / 'neu.db'}", PAUSE)
    assert (tmp_path / NAME).exists()


def test_other_pause_in_the_file_stays(tmp_path):
    other = Pause("Wahl", "presse", START, Scope(regions=("nord",)))
    add_pause(tmp_path / NAME, other)
    pause_now(tmp_path, lambda: f"sqlite:///{tmp_path / 'neu.db'}", PAUSE)
    assert read_pauses(tmp_path / NAME) == (other,)


def test_where_neither_can_be_written_it_is_said_that_nothing_is_paused(tmp_path):
    def unknown():
        raise UsageError(Sentence("Keine Datenbank.", "No database."))

    with pytest.raises(StoreError) as refused:
        pause_now(tmp_path / "missing", unknown, PAUSE)
    assert refused.value.sentence.de.startswith("NICHT PAUSIERT. Keine Datenbank.")
    assert "stop the daemon" in refused.value.sentence.en
