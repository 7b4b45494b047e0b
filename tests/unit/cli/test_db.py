# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import contextlib
import sqlite3

import pytest
from cryptography.fernet import Fernet

from scheduler.store.daemons import lock_file


def change(file, statement):
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.fixture
def database(litfass, workspace):
    """The file of a workspace after a sync."""
    litfass("sync")
    return workspace / "litfass.db"


def test_key_is_a_fernet_key_and_each_is_new(litfass):
    first, second = litfass("db", "key").out.strip(), litfass("db", "key").out.strip()
    assert first != second
    Fernet(first)


def test_path_makes_no_database(litfass, workspace):
    assert litfass("db", "path").out == f"{workspace / 'litfass.db'}\n"
    assert not (workspace / "litfass.db").exists()


def test_path_of_a_server_shows_no_password(litfass, workspace, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://litfass:hunter22@db.example/litfass")
    config = workspace / "config.yaml"
    config.write_text(config.read_text() + "database: {env: DATABASE_URL}\n", encoding="utf-8")
    ran = litfass("db", "path")
    assert "db.example/litfass" in ran.out
    assert "hunter22" not in ran.out + ran.err


def test_upgrade_makes_a_database_and_may_be_repeated(litfass, workspace):
    assert litfass("db", "upgrade").code == 0
    assert (workspace / "litfass.db").exists()
    assert litfass("db", "upgrade").code == 0
    assert litfass("db", "check").out == "The database is sound.\n"


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("command", [["check"], ["backup", "copy.db"]], ids=" ".join)
def test_what_needs_a_database_says_that_there_is_none(command, litfass):
    ran = litfass("db", *command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("There is no database yet.")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        pytest.param(
            "UPDATE deliveries SET state = 'published'", "counts as live", id="live nowhere"
        ),
        pytest.param(
            "UPDATE deliveries SET state = 'claimed'", "by nobody", id="claimed by nobody"
        ),
        pytest.param("UPDATE deliveries SET owner = 'x'", "still belongs", id="owner of old"),
        pytest.param("UPDATE deliveries SET wake_at = NULL", "never woken", id="never woken"),
        pytest.param("UPDATE deliveries SET key = 'k' || id", "wrong key", id="wrong key"),
        pytest.param(
            "UPDATE deliveries SET state = 'gone'", "unknown state", id="a state that is none"
        ),
        pytest.param(
            "INSERT INTO parts (delivery_id, part, remote_id, extra, published_at) "
            "VALUES (999, 1, 'x', '{}', 0)",
            "refers to a row of deliveries",
            id="a part of nothing",
        ),
        pytest.param("UPDATE alembic_version SET version_num = '0000'", "revision", id="revision"),
    ],
)
def test_check_finds_what_makes_no_sense(statement, said, litfass, database):
    change(database, statement)
    ran = litfass("db", "check")
    assert ran.code == 1
    assert said in ran.out


def test_backup_is_a_sound_copy_in_one_file(litfass, database, tmp_path):
    assert litfass("db", "backup", tmp_path / "copy.db").code == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM deliveries").fetchone() == (3,)
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]
    assert database.exists()


@pytest.mark.usefixtures("database")
def test_backup_overwrites_nothing(litfass, tmp_path):
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    assert litfass("db", "backup", tmp_path / "copy.db").code == 2
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"


def test_restore_brings_the_backup_back_and_keeps_the_old_one(litfass, database, tmp_path):
    assert litfass("db", "backup", tmp_path / "copy.db").code == 0
    change(database, "INSERT INTO facts VALUES ('spaeter', '1', 0)")
    ran = litfass("db", "restore", tmp_path / "copy.db")
    assert ran.code == 0
    assert "asks the platform first" in ran.out
    assert later(database) == 0
    (kept,) = database.parent.glob("*.before-restore-*Z")
    assert later(kept) == 1


def later(file):
    """How many facts of later `file` has."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        query = "SELECT count(*) FROM facts WHERE name = 'spaeter'"
        return connection.execute(query).fetchone()[0]


@pytest.mark.parametrize("content", [b"", b"kein SQLite" * 500], ids=["empty", "no database"])
def test_restore_of_what_is_no_backup_changes_nothing(litfass, database, tmp_path, content):
    before = database.read_bytes()
    (tmp_path / "copy.db").write_bytes(content)
    ran = litfass("db", "restore", tmp_path / "copy.db")
    assert ran.code == 2
    assert "Nothing was changed" in ran.err
    assert database.read_bytes() == before


def test_restore_is_refused_while_a_daemon_works(litfass, database, tmp_path):
    assert litfass("db", "backup", tmp_path / "copy.db").code == 0
    with lock_file(database):
        assert litfass("db", "restore", tmp_path / "copy.db").code == 75


def test_restore_of_a_damaged_database_needs_nothing_of_it(litfass, database, tmp_path):
    assert litfass("db", "backup", tmp_path / "copy.db").code == 0
    database.write_bytes(b"kaputt" * 1000)
    assert litfass("db", "restore", tmp_path / "copy.db").code == 0
    assert litfass("db", "check").code == 0
