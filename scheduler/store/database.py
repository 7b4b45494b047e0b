# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a database so that a committed row stays committed."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from scheduler.credentials import redact
from scheduler.model.errors import DatabaseGone, StoreError, UsageError
from scheduler.model.sentence import Sentence
from scheduler.store.audit import sealed

Result = TypeVar("Result")
Transaction = Connection  # what the functions of the store are given; they never commit

BUSY_MILLISECONDS = 10_000
SWITCHES = 40
SWITCH_SECONDS = 0.05
OLDEST_SQLITE = (3, 40, 0)
_STATEMENT_MILLISECONDS = 10_000
_LOCK_MILLISECONDS = 2_000
_IDLE_MILLISECONDS = 30_000
# A server that vanished without a word is noticed after about half a minute.
_KEEPALIVE = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
# Marks must survive a power cut: WAL with synchronous=FULL (SQLite documents that NORMAL may
# lose the last commits, and a lost mark is a second post).
_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
)


_SERVER_TIME = text("SELECT clock_timestamp()")


class Writer(Protocol):
    """Runs work in a write transaction; the daemon's is its dispatcher, a command's its own."""

    def run(self, work: Callable[[Connection], Result]) -> Result:
        """What `work` returns, after its transaction is committed."""
        ...


class Database:
    """An engine with two ways in: `read()` and `write()`, each one transaction."""

    def __init__(self, engine: Engine) -> None:
        """Use `engine`; see `open_database`."""
        self.engine = engine
        self._seen: tuple[int, int] | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database (one daemon, `flock`)."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file, None on a server."""
        name = self.engine.url.database
        return Path(name) if self.is_sqlite and name else None

    @property
    def address(self) -> str:
        """Where it is, fit to be shown: the SQLite file, or the server's URL without password."""
        return str(self.file) if self.file is not None else str(self.engine.url)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent look; nothing is written. Raises StoreError when it cannot be had."""
        with self.said():
            reading = self.engine.connect().execution_options(litfass_read=True)
            with reading as connection, connection.begin():
                yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """One durable transaction, committed at the end of the block, undone by an exception."""
        with self.said(), self.engine.begin() as connection, sealed(connection):
            yield connection

    def clock(self) -> datetime | None:
        """What time it is for the database server; None for SQLite, which has no clock."""
        if self.is_sqlite:
            return None
        with self.read() as connection:
            at: datetime = connection.execute(_SERVER_TIME).scalar_one()
        return at

    def run(self, work: Callable[[Connection], Result]) -> Result:
        """`work` in one write transaction."""
        with self.write() as connection:
            return work(connection)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    def watch(self) -> None:
        """Raise DatabaseGone when another file, or none, stands where this one was first seen.

        SQLite goes on writing to a file that was deleted, and would make a new, empty one.
        """
        if self.file is None:
            return
        try:
            status = self.file.stat()
        except OSError as error:
            raise DatabaseGone(_gone(self.file)) from error
        seen = (status.st_dev, status.st_ino)
        self._seen = self._seen or seen
        if seen != self._seen:
            raise DatabaseGone(_gone(self.file))

    @contextlib.contextmanager
    def said(self) -> Iterator[None]:
        """Within it, whatever the driver raises becomes a StoreError with a sentence."""
        try:
            yield
        except SQLAlchemyError as error:
            original = error.orig if isinstance(error, DBAPIError) else error
            raise StoreError(unusable(self.address, str(original))) from error


def server_time(connection: Connection, otherwise: datetime) -> datetime:
    """What time it is for the database server; SQLite has no clock: `otherwise`, the host's."""
    if connection.dialect.name == "sqlite":
        return otherwise
    at: datetime = connection.execute(_SERVER_TIME).scalar_one()
    return at


def open_database(url: str, *, busy_milliseconds: int = BUSY_MILLISECONDS) -> Database:
    """The database of `url` (sqlite:///… or postgresql://…), not yet created or upgraded."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(_open_sqlite(parsed, busy_milliseconds))
    return Database(_open_postgresql(parsed))


def _open_sqlite(url: URL, busy_milliseconds: int) -> Engine:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise UsageError(
            Sentence(
                f"SQLite {sqlite3.sqlite_version} ist zu alt; nötig ist 3.40 oder neuer.",
                f"SQLite {sqlite3.sqlite_version} is too old; 3.40 or newer is needed.",
            )
        )
    engine = create_engine(url, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:  # noqa: ANN401 - DBAPI objects
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute(f"PRAGMA busy_timeout={busy_milliseconds}")
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("litfass_read")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL, once in a file's life; two programs that do it at once may be refused.

    SQLite does not wait for its busy time there, since both hold what the other wants.
    """
    for last in (*[False] * SWITCHES, True):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if last:
                raise
            threading.Event().wait(SWITCH_SECONDS)
        else:
            return


def _open_postgresql(url: URL) -> Engine:
    options = (
        f"-c statement_timeout={_STATEMENT_MILLISECONDS} -c lock_timeout={_LOCK_MILLISECONDS} "
        f"-c idle_in_transaction_session_timeout={_IDLE_MILLISECONDS} -c timezone=UTC"
    )
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"options": options, "connect_timeout": 5, **_KEEPALIVE},
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as error:
        raise UsageError(
            Sentence(
                "Für PostgreSQL fehlt der Treiber: pip install 'litfass[postgres]'",
                "The driver for PostgreSQL is missing: pip install 'litfass[postgres]'",
            )
        ) from error


@functools.cache
def _insert_or_keep(table: Table, dialect: str) -> Insert:
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def insert_or_keep(connection: Connection, table: Table) -> Insert:
    """An insert that keeps a row which is there already; both databases know it."""
    return _insert_or_keep(table, connection.dialect.name)


_DAMAGED = ("malformed", "not a database")


def unusable(address: str, reason: str) -> Sentence:
    """The sentence for what the driver said of the database at `address`."""
    address, detail = redact(address), redact(reason).strip().split("\n")[0]
    damaged = any(word in detail for word in _DAMAGED)
    return Sentence(
        f"Die Datenbank {address} ist nicht benutzbar: {detail}."
        + (" Sie ist beschädigt; spielen Sie die letzte Sicherung ein." if damaged else ""),
        f"The database {address} cannot be used: {detail}."
        + (" It is damaged; restore the last backup." if damaged else ""),
    )


def _gone(file: Path) -> Sentence:
    return Sentence(
        f"Die Datenbank {file} wurde gelöscht oder ersetzt, während der Dienst lief. Es wird "
        "nichts mehr gesendet; spielen Sie die Sicherung ein und starten Sie neu.",
        f"The database {file} was deleted or replaced while the daemon ran. Nothing more is sent; "
        "restore the backup and start again.",
    )
