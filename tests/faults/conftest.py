# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A board and a site for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scheduler.bootstrap import SystemClock
from tests.conftest import new_database
from tests.faults.board import Board, serving
from tests.faults.site import Site, ended, prepared


@pytest.fixture
def board() -> Iterator[Board]:
    """A platform that is well until told otherwise."""
    with serving(Board()) as board:
        yield board


@pytest.fixture
def sqlite_site(board, tmp_path) -> Iterator[Site]:
    """A site on SQLite."""
    with ended(
        Site(tmp_path, board, prepared(f"sqlite:///{tmp_path / 'litfass.db'}", SystemClock().now()))
    ) as site:
        yield site


@pytest.fixture
def postgres_site(board, tmp_path, postgres_url) -> Iterator[Site]:
    """A site on PostgreSQL."""
    with ended(
        Site(tmp_path, board, prepared(new_database(postgres_url), SystemClock().now()))
    ) as site:
        yield site


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request) -> Site:
    """A site on each database."""
    found: Site = request.getfixturevalue(f"{request.param}_site")
    return found


# One of each kind of fault; the others are run by `make chaos`, and by CI.
SHORT = (
    "before_the_mark_sends_once_after_the_restart[sqlite",
    "test_kill_is_settled_by_asking_and_never_sends_twice[3 marked-look]",
    "test_kill_is_settled_by_asking_and_never_sends_twice[5 answered-keyed]",
    "test_kill_is_settled_by_asking_and_never_sends_twice[5 answered-twophase]",
    "nobody_can_be_asked_leaves_it_to_a_person[sqlite-5 answered]",
    "test_4_kill_while_the_platform_keeps_its_answer[neither]",
    "live_is_found_and_never_sent_again[26 502]",
    "live_is_found_and_never_sent_again[33 half-closed]",
    "without_a_post_is_looked_up_and_sent_again_once[35 captive portal]",
    "test_11_late_answer_to_a_stopped_daemon_is_stored",
    "test_12_second_daemon",
    "test_14_partition_after_the_answer_spools_the_outcome[cut]",
    "test_18_disk_full_after_the_answer_keeps_the_answer[killed meanwhile]",
    "test_29_refused_login_holds_the_account_and_says_so[sqlite",
    "test_39_second_signal_ends_it_at_once_and_the_next_start_asks[look]",
    "test_42_restored_backup_sends_nothing_that_is_live[neither]",
)


def pytest_collection_modifyitems(items) -> None:
    """Leave to `make chaos` what `make test` has no time for."""
    for item in items:
        if "tests/faults/" in item.nodeid and not any(name in item.name for name in SHORT):
            item.add_marker(pytest.mark.long)
