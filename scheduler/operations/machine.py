# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What `doctor` says of the machine: disk, rights, file system, time zones."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scheduler.config import Settings
from scheduler.operations.life import local
from scheduler.operations.remark import Remark, error, note, ok

TOO_FULL_BYTES = 100_000_000
NEARLY_FULL_BYTES = 1_000_000_000
MOUNTS = Path("/proc/mounts")
# SQLite's own advice (sqlite.org/howtocorrupt.html 2.1, read 2026-08-22): locks of network file
# systems are often broken, and with them "one daemon only".
_NETWORKED = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "davfs")


def machine_remarks(settings: Settings, database: Path | None, now: datetime) -> Iterator[Remark]:
    """Everything about the machine; `database` is the SQLite file, there or not."""
    yield _zone(settings, now)
    yield _disk(settings.folder)
    yield from _folders(settings)
    if database is not None:
        yield from _file_system(database, MOUNTS)
        yield from _key(settings, database)


def _zone(settings: Settings, now: datetime) -> Remark:
    zone = settings.timezone
    at = local(now, ZoneInfo(zone))
    return ok("time", f"Zeitzone: {zone}, {at.de}.", f"Time zone: {zone}, {at.en}.")


def _disk(folder: Path) -> Remark:
    free = shutil.disk_usage(folder).free
    size = f"{free / 1e9:.1f} GB"
    de, en = f"Freier Speicher: {size}.", f"Free disk space: {size}."
    if free < TOO_FULL_BYTES:
        return error("disk", f"{de} Das reicht nicht.", f"{en} That is not enough.")
    return note("disk", de, en) if free < NEARLY_FULL_BYTES else ok("disk", de, en)


def _folders(settings: Settings) -> Iterator[Remark]:
    if not os.access(settings.folder, os.W_OK):
        path = settings.folder
        yield error("folders", f"{path} ist nicht beschreibbar.", f"{path} cannot be written.")
    if not os.access(settings.posts, os.R_OK | os.X_OK):
        path = settings.posts
        yield error("folders", f"{path} ist nicht lesbar.", f"{path} cannot be read.")
    else:
        yield ok("folders", f"Beiträge: {settings.posts}.", f"Posts: {settings.posts}.")


def _file_system(database: Path, mounts: Path) -> Iterator[Remark]:
    kind = file_system_of(database, mounts)
    if kind is not None and kind.startswith(_NETWORKED):
        yield note(
            "file system",
            f"{database} liegt auf einem Netzlaufwerk ({kind}). SQLite kann dort Schaden nehmen; "
            "nehmen Sie eine lokale Platte oder PostgreSQL.",
            f"{database} is on a network file system ({kind}). SQLite may be damaged there; "
            "use a local disk or PostgreSQL.",
        )


def file_system_of(path: Path, mounts: Path) -> str | None:
    """The kind of file system that `path` is on, None where the system does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    mounted = [(Path(fields[1]), fields[2]) for fields in map(str.split, lines) if fields[2:]]
    above = [(len(at.parts), kind) for at, kind in mounted if path.is_relative_to(at)]
    return max(above, key=lambda each: each[0])[1] if above else None


def _key(settings: Settings, database: Path) -> Iterator[Remark]:
    """Without its key the stored sessions are lost; with it anybody can read them."""
    if settings.encryption_key is not None:
        return
    path = database.with_name(database.name + ".key")
    if not path.exists():
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield error(
            "key",
            f"Den Schlüssel {path} können andere lesen. Bitte: chmod 600 {path}",
            f"Others can read the key {path}. Please run: chmod 600 {path}",
        )
    else:
        yield ok(
            "key",
            f"Schlüssel der gespeicherten Zugänge: {path}. Er gehört in die Datensicherung.",
            f"The key of stored sessions: {path}. It belongs into your backup.",
        )
