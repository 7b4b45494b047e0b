# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files whose figures were taken over, each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from scheduler.store import schema

_imports = schema.figure_imports


@dataclass(frozen=True, slots=True)
class FigureFile:
    """A file that was taken over: its name, the hash of its bytes, how it was read, by whom."""

    file: str
    sha256: str
    format: str
    rows: int
    actor: str
    imported_at: datetime
    id: int = 0


def add_import(connection: Connection, file: FigureFile) -> int:
    """Write `file` down and give its number; commits with the caller's transaction."""
    stored = connection.execute(
        insert(_imports)
        .values(
            file=file.file,
            sha256=file.sha256,
            format=file.format,
            rows=file.rows,
            actor=file.actor,
            imported_at=file.imported_at,
        )
        .returning(_imports.c.id)
    )
    number: int = stored.scalar_one()
    return number


def all_imports(connection: Connection) -> list[FigureFile]:
    """The files taken over, oldest first."""
    return [
        FigureFile(row.file, row.sha256, row.format, row.rows, row.actor, row.imported_at, row.id)
        for row in connection.execute(select(_imports).order_by(_imports.c.id))
    ]
