# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Creating and upgrading the schema, in one transaction: all of it happened, or nothing.

Alembic is imported only when there is something to do, since most commands find the schema new.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence
from scheduler.store.daemons import lock_file
from scheduler.store.database import Database

if TYPE_CHECKING:
    from datetime import datetime

MIGRATIONS = Path(__file__).parent / "migrations"


def newest_revision() -> str:
    """The revision this program knows: the number of the last step."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def current_revision(connection: Connection) -> str | None:
    """The revision of this database, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def ensure_schema(database: Database, now: datetime) -> None:
    """Create or upgrade an SQLite database; on PostgreSQL only say what is to be done.

    Raises UsageError when the database is newer than this program, or needs `litfass db upgrade`.
    """
    with database.read() as connection:
        current = current_revision(connection)
    newest = newest_revision()
    if current == newest:
        return
    if current is not None and current > newest:
        raise UsageError(_NEWER)
    if current is not None and not database.is_sqlite:
        raise UsageError(_UPGRADE_FIRST)
    upgrade(database, now)


def upgrade(database: Database, now: datetime) -> str:
    """Bring the schema to the newest revision and return it; a copy is kept before an upgrade."""
    with _alone(database):
        with database.read() as connection:
            current = current_revision(connection)
        if current is not None and current != newest_revision():
            _keep_copy(database, current, now)
        with database.write() as connection:
            _run_steps(connection)
    return newest_revision()


def _run_steps(connection: Connection) -> None:
    from alembic.config import Config  # noqa: PLC0415 - see the module's docstring
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)

    def steps(revision: Any, context: Any) -> Any:  # noqa: ANN401 - alembic's own callback
        del context
        return script._upgrade_revs("head", revision)  # noqa: SLF001 - as alembic's command does

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


@contextlib.contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Keep a running daemon from having its tables changed under it."""
    file = database.file
    if file is None or not file.exists() or file.stat().st_size == 0:
        yield
        return
    with database.read() as connection:
        fresh = current_revision(connection) is None
    if fresh:
        yield
        return
    with lock_file(file):
        yield


def _keep_copy(database: Database, revision: str, now: datetime) -> None:
    file = database.file
    if file is None:
        return
    target = file.with_name(f"{file.name}.before-upgrade-{revision}-{now:%Y%m%dT%H%M%SZ}")
    with sqlite3.connect(file) as source, sqlite3.connect(target) as copy:
        source.backup(copy)


_NEWER = Sentence(
    "Die Datenbank stammt von einer neueren Version von Litfass. Bitte aktualisieren Sie Litfass.",
    "The database was made by a newer version of Litfass. Please update Litfass.",
)
_UPGRADE_FIRST = Sentence(
    "Die Datenbank braucht ein Upgrade. Bitte: litfass db upgrade",
    "The database needs an upgrade. Please run: litfass db upgrade",
)
