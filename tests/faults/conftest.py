# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A board and a site for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from scheduler.bootstrap import SystemClock
from scheduler.store.database import open_database
from scheduler.store.facts import database_since
from scheduler.store.upgrade import upgrade
from tests.conftest import new_database
from tests.faults.board import Board, serving
from tests.faults.site import Site, ended


@pytest.fixture
def board() -> Iterator[Board]:
    """A platform that is well until told otherwise."""
    with serving(Board()) as board:
        yield board


@pytest.fixture
def sqlite_site(board, tmp_path) -> Iterator[Site]:
    """A site on SQLite."""
    with ended(Site(tmp_path, board, prepared(f"sqlite:///{tmp_path / 'litfass.db'}"))) as site:
        yield site


@pytest.fixture
def postgres_site(board, tmp_path, postgres_url) -> Iterator[Site]:
    """A site on PostgreSQL."""
    with ended(Site(tmp_path, board, prepared(new_database(postgres_url)))) as site:
        yield site


def prepared(url: str) -> str:
    """A database that saw the light yesterday: what these tests queue is nothing older."""
    database, now = open_database(url), SystemClock().now()
    upgrade(database, now)
    with database.write() as connection:
        database_since(connection, now - timedelta(days=1))
    database.close()
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request) -> Site:
    """A site on each database."""
    found: Site = request.getfixturevalue(f"{request.param}_site")
    return found
