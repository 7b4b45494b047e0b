# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A copy of an SQLite database, taken while it is in use."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from scheduler.model.errors import StoreError, UsageError
from scheduler.model.sentence import Sentence
from scheduler.store.database import Database


def copy_database(database: Database, target: Path) -> None:
    """Copy to `target`, which must not exist; there is never half a copy under that name.

    Raises UsageError for PostgreSQL and for a taken name, StoreError when copying fails.
    """
    file = database.file
    if file is None:
        raise UsageError(_PG_DUMP)
    if target.exists():
        raise UsageError(
            Sentence(f"{target} gibt es schon.", f"{target} exists already."),
        )
    half = target.with_name(f"{target.name}.{os.getpid()}.part")
    os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _copy(file, half)
        half.replace(target)
    except sqlite3.Error as error:
        raise StoreError(
            Sentence(f"Die Sicherung ist gescheitert: {error}", f"The backup has failed: {error}")
        ) from error
    finally:
        half.unlink(missing_ok=True)


def _copy(file: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(file)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        # A copy that is one file: without this it would want its -wal beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


_PG_DUMP = Sentence(
    "Eine PostgreSQL-Datenbank sichert pg_dump.", "A PostgreSQL database is saved by pg_dump."
)
