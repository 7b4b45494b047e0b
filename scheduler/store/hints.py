# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A hint from one program to all daemons on PostgreSQL: look at once, there may be work.

NOTIFY is a hint and nothing more: a daemon that hears none still looks every half second. It is
sent with what people order and sync plans, never with what the dispatcher writes: PostgreSQL
lets only one transaction that notifies commit at a time.
"""

from __future__ import annotations

import contextlib
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, text

from scheduler.model.errors import StoreError
from scheduler.store.database import Database, unusable

_CHANNEL = "litfass_work"
_NOTIFY = text(f"NOTIFY {_CHANNEL}")
_LISTEN = text(f"LISTEN {_CHANNEL}")


def give(connection: Connection) -> None:
    """Hint once this transaction is committed; on SQLite nobody else could hear it."""
    if connection.dialect.name == "postgresql":
        connection.execute(_NOTIFY)


class Listener:
    """One connection that hears hints; used by one thread, and closed by leaving its block."""

    def __init__(self, database: Database) -> None:
        """Listen on a PostgreSQL `database`; raises StoreError when it cannot be reached."""
        with database.said():
            connection = database.engine.connect()
            self._connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            self._connection.execute(_LISTEN)
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # The pool must not hand a connection on that still listens.
        with contextlib.suppress(Exception):
            self._connection.invalidate()
        self._connection.close()

    def heard(self, seconds: float) -> bool:
        """Whether a hint came within `seconds`; raises StoreError when the server is gone."""
        raw = self._connection.connection.driver_connection
        if raw is None:
            return False
        try:
            return any(True for _ in raw.notifies(timeout=seconds, stop_after=1))
        except self._connection.dialect.loaded_dbapi.Error as error:
            raise StoreError(unusable(self._database.address, str(error))) from error
