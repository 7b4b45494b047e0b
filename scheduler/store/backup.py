# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A copy of an SQLite database, taken while it is in use; and the way back."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path

from scheduler.model.errors import StoreError, UsageError
from scheduler.model.sentence import Sentence
from scheduler.store.daemons import lock_file
from scheduler.store.database import Database
from scheduler.store.upgrade import newest_revision


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


def restore_database(file: Path, source: Path, now: datetime) -> Path | None:
    """Put the backup `source` in place of `file`; returns where the old database was kept.

    Nothing is changed before the backup has proved whole. Raises UsageError for a file that is no
    backup, Busy while a daemon works with the database, StoreError when copying fails.
    """
    _must_be_whole(source)
    with lock_file(file):
        half = file.with_name(f"{file.name}.{os.getpid()}.part")
        try:
            _copy(source, half)
            kept = _set_aside(file, now)
            half.replace(file)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(_not_restored(error)) from error
        finally:
            half.unlink(missing_ok=True)
    return kept


def _must_be_whole(source: Path) -> None:
    if not source.is_file():
        raise UsageError(Sentence(f"{source} gibt es nicht.", f"{source} does not exist."))
    try:
        with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as found:
            (verdict,) = found.execute("PRAGMA integrity_check").fetchone()
            (revision,) = found.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise UsageError(_no_backup(source, str(error))) from error
    if verdict != "ok":
        raise UsageError(_no_backup(source, verdict))
    if revision > newest_revision():
        raise UsageError(
            Sentence(
                f"{source} stammt von einer neueren Version von Litfass.",
                f"{source} was made by a newer version of Litfass.",
            )
        )


def _set_aside(file: Path, now: datetime) -> Path | None:
    """Keep the old database as it is, damaged or not, with what belongs to it."""
    if not file.exists():
        return None
    kept = file.with_name(f"{file.name}.before-restore-{now:%Y%m%dT%H%M%SZ}")
    for ending in ("-wal", "-shm", ""):
        part = Path(f"{file}{ending}")
        if part.exists():
            part.rename(f"{kept}{ending}")
    return kept


def _copy(file: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(file)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        # A copy that is one file: without this it would want its -wal beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


def _no_backup(source: Path, detail: str) -> Sentence:
    return Sentence(
        f"{source} ist keine heile Sicherung von Litfass ({detail}). Es wurde nichts geändert.",
        f"{source} is no sound backup of Litfass ({detail}). Nothing was changed.",
    )


def _not_restored(error: Exception) -> Sentence:
    return Sentence(f"Das Einspielen ist gescheitert: {error}", f"Restoring has failed: {error}")


_PG_DUMP = Sentence(
    "Eine PostgreSQL-Datenbank sichert pg_dump.", "A PostgreSQL database is saved by pg_dump."
)
