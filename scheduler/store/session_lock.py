# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""One refresh of a channel's session at a time, over all processes that use the database.

A refresh token that rotates dies when it is used twice: two daemons, or a command beside the
daemon, must not refresh at once. Whoever comes second finds the new session already stored.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from scheduler.store.database import Database

_LONGEST = "60s"
_BITS = 62


@contextlib.contextmanager
def session_lock(database: Database, channel: str) -> Iterator[None]:
    """Held by one process at a time; waits for its turn. Dropped at the death of its holder."""
    if database.file is not None:
        with _file_lock(Path(f"{database.file}.sessions.lock")):
            yield
    elif database.is_sqlite:
        yield
    else:
        with _server_lock(database, channel):
            yield


@contextlib.contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 - POSIX only
    except ImportError:
        yield
        return
    with path.open("a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _server_lock(database: Database, channel: str) -> Iterator[None]:
    digest = hashlib.sha256(f"litfass session {channel}".encode()).digest()
    key = {"key": int.from_bytes(digest[:8]) >> (64 - _BITS)}
    with database.read() as connection:
        connection.execute(text(f"SET LOCAL lock_timeout = '{_LONGEST}'"))
        connection.execute(text(f"SET LOCAL statement_timeout = '{_LONGEST}'"))
        connection.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = '{_LONGEST}'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), key)
        yield
