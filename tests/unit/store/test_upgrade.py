# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Creating and upgrading: all of it or nothing, however often, whoever dies."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from scheduler.bootstrap import SystemClock
from scheduler.model.errors import Busy, UsageError
from scheduler.store import upgrade as upgrading
from scheduler.store.daemons import lock_file
from scheduler.store.database import open_database
from scheduler.store.schema import METADATA
from scheduler.store.upgrade import current_revision, ensure_schema, newest_revision, upgrade
from tests.support.clock import START

ROOT = Path(__file__).parents[3]
CONFIG = "database: sqlite:///litfass.db\nchannels:\n  hand: {platform: manual}\n"
KILLS = 12


@pytest.fixture
def file(tmp_path):
    return tmp_path / "neu.db"


@pytest.fixture
def fresh(file):
    database = open_database(f"sqlite:///{file}")
    yield database
    database.close()


def test_migrations_build_the_same_as_the_schema(database):
    with database.read() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_empty_database_is_created_and_a_second_time_nothing_happens(fresh):
    for _ in range(2):
        ensure_schema(fresh, START)
    with fresh.read() as connection:
        assert current_revision(connection) == newest_revision()


def test_database_of_a_newer_program_is_refused(database):
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UsageError, match="newer version"):
        ensure_schema(database, START)


def test_failing_step_leaves_nothing_behind(fresh, monkeypatch, tmp_path):
    steps = tmp_path / "migrations" / "versions"
    steps.mkdir(parents=True)
    steps.joinpath("0001_half.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\n"
        "revision = '0001'\ndown_revision = None\n"
        "def upgrade():\n"
        "    op.create_table('half', sa.Column('id', sa.Integer()))\n"
        "    raise RuntimeError('power cut')\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(upgrading, "MIGRATIONS", tmp_path / "migrations")
    with pytest.raises(RuntimeError, match="power cut"):
        upgrade(fresh, START)
    with fresh.read() as connection:
        assert current_revision(connection) is None
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0


@pytest.fixture
def old(fresh, tmp_path):
    """A database as the first version made it."""
    versions = tmp_path / "first" / "versions"
    versions.mkdir(parents=True)
    shutil.copy(upgrading.MIGRATIONS / "versions" / "0001_first.py", versions)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(upgrading, "MIGRATIONS", tmp_path / "first")
        upgrade(fresh, START)
    return fresh


def test_copy_is_kept_before_an_upgrade_and_a_running_daemon_stops_it(old, file):
    lock = lock_file(file)
    with pytest.raises(Busy):
        upgrade(old, START)
    lock.close()
    upgrade(old, START)
    (copy,) = file.parent.glob("neu.db.before-upgrade-0001-*")
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    kept.close()


def test_database_of_the_first_version_becomes_what_the_schema_says(old):
    upgrade(old, START)
    with old.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert current_revision(connection) == newest_revision()


def sync(folder):
    """Start `litfass sync` on a workspace that may have no database yet."""
    return subprocess.Popen(
        [sys.executable, "-m", "scheduler", "sync", "-c", str(folder / "config.yaml")],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.faults
@pytest.mark.long
def test_kill_9_during_the_very_first_start_never_leaves_half_a_schema(tmp_path):
    chance = random.Random(41)
    clock = SystemClock()
    for number in range(KILLS):
        folder = tmp_path / str(number)
        (folder / "posts").mkdir(parents=True)
        (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
        first = sync(folder)
        clock.sleep(0.25 + 0.5 * chance.random())
        first.kill()
        first.communicate()
    for number in range(0, KILLS, 3):
        again = sync(tmp_path / str(number))
        assert again.communicate()[1] == b""
        assert again.returncode == 0


@pytest.mark.faults
def test_two_programs_that_create_at_once_both_succeed(tmp_path):
    (tmp_path / "posts").mkdir()
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    both = [sync(tmp_path), sync(tmp_path)]
    assert [(each.communicate()[1], each.returncode) for each in both] == [(b"", 0)] * 2
