# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking at a database, and judging it, on SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import text

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.store.integrity import faults_of
from scheduler.store.looking import look_at
from scheduler.store.plans import known_posts


def url_of(database):
    return database.engine.url.render_as_string(hide_password=False)


def test_a_database_of_this_version_is_looked_at_itself(database):
    seen, problem = look_at(lambda: url_of(database))
    assert problem is None
    assert seen.address == database.address
    seen.close()


def test_in_place_of_a_database_of_another_version_stands_an_empty_one(database):
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    seen, problem = look_at(lambda: url_of(database))
    assert problem is not None
    assert "db upgrade" in problem.en
    with seen.read() as connection:
        assert known_posts(connection) == {}
    seen.close()


def test_an_address_that_cannot_be_had_is_said():
    def missing():
        raise UsageError(Sentence("Fehlt.", "Missing."))

    seen, problem = look_at(missing)
    assert problem == Sentence("Fehlt.", "Missing.")
    seen.close()


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    seen, problem = look_at(lambda: f"sqlite:///{tmp_path / 'litfass.db'}")
    assert problem is None
    assert list(tmp_path.iterdir()) == []
    seen.close()


def test_a_new_database_has_no_faults(database):
    assert faults_of(database) == []
