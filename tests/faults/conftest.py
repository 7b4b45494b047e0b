# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A board and a site for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scheduler.store.database import open_database
from scheduler.store.upgrade import upgrade
from tests.conftest import new_database
from tests.faults.board import Board, serving
from tests.faults.site import Site, ended
from tests.support.clock import START


@pytest.fixture
def board() -> Iterator[Board]:
    """A platform that is well until told otherwise."""
    with serving(Board()) as board:
        yield board


@pytest.fixture
def sqlite_site(board, tmp_path) -> Iterator[Site]:
    """A site on SQLite."""
    with ended(Site(tmp_path, board, f"sqlite:///{tmp_path / 'litfass.db'}")) as site:
        yield site


@pytest.fixture
def postgres_site(board, tmp_path, postgres_url) -> Iterator[Site]:
    """A site on PostgreSQL, with its schema."""
    url = new_database(postgres_url)
    database = open_database(url)
    upgrade(database, START)
    database.close()
    with ended(Site(tmp_path, board, url)) as site:
        yield site


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request) -> Site:
    """A site on each database."""
    found: Site = request.getfixturevalue(f"{request.param}_site")
    return found
