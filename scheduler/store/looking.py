# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking at a database without making, upgrading or writing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scheduler.model.errors import LitfassError
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.database import Database, open_database
from scheduler.store.upgrade import current_revision, newest_revision


def look_at(url: Callable[[], str]) -> tuple[Database, Sentence | None]:
    """The database of `url()`, or an empty one in memory where it cannot be read.

    The sentence says why it could not; None where it could, or where there is none yet.
    """
    try:
        database = existing(url())
    except LitfassError as error:
        return empty_database(), error.sentence
    if database is None:
        return empty_database(), None
    try:
        with database.read() as connection:
            revision = current_revision(connection)
    except LitfassError as error:
        database.close()
        return empty_database(), error.sentence
    if revision == newest_revision():
        return database, None
    database.close()
    return empty_database(), None if revision is None else _OTHER_REVISION


def existing(url: str) -> Database | None:
    """The database of `url`; None for an SQLite file that is not there."""
    database = open_database(url)
    file = database.file
    return database if file is None or _has_content(file) else None


def empty_database() -> Database:
    """A database in memory with the newest schema, gone with the process."""
    database = open_database("sqlite://")
    with database.write() as connection:
        schema.METADATA.create_all(connection)
    return database


def _has_content(file: Path) -> bool:
    try:
        return file.stat().st_size > 0
    except OSError:
        return False


_OTHER_REVISION = Sentence(
    "Die Datenbank ist von einer anderen Version. Bitte: litfass db upgrade",
    "The database is of another version. Please run: litfass db upgrade",
)
