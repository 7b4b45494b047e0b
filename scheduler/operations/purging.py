# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Erasing what is past its time: class by class, in small transactions beside a running daemon.

The audit log is told before the first row goes and after the last one, so that whoever finds
something missing finds out why, even where the work was broken off in between.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduler.model.retention import Keep
from scheduler.store import audit, retention
from scheduler.store.audit import Act
from scheduler.store.database import Database, Transaction
from scheduler.store.retention import ERASURES, Key, Stock
from scheduler.tables import iso

BEGUN, PURGED = "records.purge_begun", "records.purged"
BATCH = 500  # a few milliseconds: a claim that waits for it is not late


@dataclass(frozen=True, slots=True)
class Ground:
    """What purging works on: the database, the copies of media, the channels in use."""

    database: Database
    media: Path
    channels: Collection[str]


@dataclass(frozen=True, slots=True)
class Past:
    """What of one class is past its time, `before` which it was made, and what says so."""

    name: str
    note: str
    before: datetime
    stock: Stock


def past(ground: Ground, rules: Mapping[str, Keep], now: datetime) -> list[Past]:
    """What would go by `rules`, class by class; nothing is changed."""
    found = []
    with ground.database.read() as connection:
        for name, keep in rules.items():
            before = now - keep.time
            stock = _stock(connection, ground, name, before)
            found.append(Past(name, keep.note, before, stock))
    return found


def purge(
    ground: Ground,
    classes: Iterable[Past],
    actor: str,
    now: Callable[[], datetime],
    *,
    batch: int = BATCH,
) -> dict[str, int]:
    """Erase what `past` found, and say how much it was, by class."""
    chosen = [each for each in classes if each.stock.rows]
    if not chosen:
        return {}
    planned = {each.name: _told(each, each.stock.rows) for each in chosen}
    _record(ground.database, Act(now(), actor, BEGUN, "retention", detail=planned))
    done = {each.name: _erase(ground, each, batch) for each in chosen}
    detail = {each.name: _told(each, done[each.name]) for each in chosen}
    _record(ground.database, Act(now(), actor, PURGED, "retention", detail=detail))
    return done


def _told(each: Past, count: int) -> dict[str, object]:
    return {"count": count, "before": iso(each.before), "note": each.note}


def _record(database: Database, act: Act) -> None:
    database.run(lambda connection: audit.record(connection, act))


def _stock(connection: Transaction, ground: Ground, name: str, before: datetime) -> Stock:
    if name in ERASURES:
        return retention.stock(connection, name, before, ground.channels)
    times = [_changed_at(file) for file in _files(connection, ground, name, before)]
    return Stock(len(times), min(times, default=None), max(times, default=None))


def _erase(ground: Ground, each: Past, batch: int) -> int:
    """Looking takes long and holds nobody up; only to delete, others have to wait."""
    if each.name not in ERASURES:
        return _delete_files(ground, each)
    done, keys = 0, _next_keys(ground, each, None, batch)
    while keys:
        done += ground.database.run(_erasing(ground, each, keys))
        keys = _next_keys(ground, each, keys[-1], batch)
    return done


def _next_keys(ground: Ground, each: Past, after: Key | None, batch: int) -> list[Key]:
    with ground.database.read() as connection:
        return retention.due_keys(
            connection, each.name, each.before, ground.channels, after=after, most=batch
        )


def _erasing(ground: Ground, each: Past, keys: list[Key]) -> Callable[[Transaction], int]:
    return lambda connection: retention.erase(
        connection, each.name, each.before, ground.channels, keys
    )


def _delete_files(ground: Ground, each: Past) -> int:
    with ground.database.read() as connection:
        files = list(_files(connection, ground, each.name, each.before))
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _files(connection: Transaction, ground: Ground, name: str, before: datetime) -> Iterator[Path]:
    for file in _all_files(connection, ground, name):
        with contextlib.suppress(FileNotFoundError):  # gone meanwhile
            if _changed_at(file) < before:
                yield file


def _all_files(connection: Transaction, ground: Ground, name: str) -> list[Path]:
    if name == "backups":
        file = ground.database.file
        return sorted(file.parent.glob(f"{file.name}.before-upgrade-*")) if file else []
    needed = retention.needed_media(connection)
    return sorted(
        file for file in ground.media.rglob("*") if file.is_file() and file.stem not in needed
    )


def _changed_at(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
