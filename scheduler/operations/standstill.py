# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether anything changed that a sync goes by: one look at each file, and none into it.

The state of a sync that found nothing to say is kept in the database, so that the next program
need not read ten thousand unchanged files either.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import scheduler
from scheduler.authoring.linting import all_media
from scheduler.model.post import Post
from scheduler.operations.workspace import Workspace
from scheduler.store.database import Transaction
from scheduler.store.facts import fact, set_fact

FACT = "sync"
# A file that is written twice within one tick of the file system's clock keeps its stamp.
SETTLED = timedelta(seconds=2)

Stamp = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Trace:
    """What was there at one look; `newest` is the latest change of a file."""

    fingerprint: str
    newest: datetime

    def is_settled(self, now: datetime) -> bool:
        """Whether a later change would certainly show."""
        return self.newest + SETTLED < now


class Standstill:
    """Remembers the last state of the workspace that needed nothing."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read before `look`."""
        self._workspace = workspace
        self._last: str | None = None
        self._outside: tuple[str, ...] = ()
        self._is_loaded = False

    def look(self, terms: object, now: datetime) -> Trace | None:
        """The state of all files and of what else a sync goes by; None: it cannot be told.

        What is planned also depends on the time, if not by the minute: an hour is part of it.
        """
        self._load()
        settings = self._workspace.settings
        roots = (settings.posts, settings.templates, Path(scheduler.__file__).parent)
        try:
            stamps = [stamp for root in roots for stamp in _below(root)]
            stamps += [_stamp(path, Path(path).stat()) for path in self._files()]
        except OSError:
            return None
        said = repr((scheduler.__version__, f"{now:%Y-%m-%d %H}", terms, stamps))
        newest = max((max(stamp[1], stamp[2]) for stamp in stamps), default=0)
        return Trace(
            hashlib.sha256(said.encode(errors="surrogateescape")).hexdigest(),
            datetime.fromtimestamp(newest / 1e9, now.tzinfo),
        )

    def stands(self, trace: Trace | None) -> bool:
        """Whether nothing changed since the state that was kept."""
        return trace is not None and trace.fingerprint == self._last

    def keep(
        self, trace: Trace | None, posts: Iterable[Post], now: datetime, *, silent: bool
    ) -> None:
        """This state was synced; `silent`: and there was nothing to say about it.

        What there was to say, another program has to find for itself.
        """
        seen, self._outside = self._outside, tuple(sorted(self._media_outside(posts)))
        # A picture that was not looked at beforehand may have changed since it was read.
        known = trace is not None and trace.is_settled(now) and seen == self._outside
        self._last = trace.fingerprint if trace is not None and known else None
        kept = self._last if silent else None
        value: Mapping[str, Any] = {"fingerprint": kept, "outside": list(self._outside)}
        self._workspace.writer.run(lambda connection: _write(connection, value, now))

    def _load(self) -> None:
        if self._is_loaded:
            return
        self._is_loaded = True
        with self._workspace.database.read() as connection:
            kept = fact(connection, FACT) or {}
        self._last = kept.get("fingerprint")
        self._outside = tuple(kept.get("outside", ()))

    def _files(self) -> Iterator[str]:
        yield str(self._workspace.settings.path)
        yield from self._outside

    def _media_outside(self, posts: Iterable[Post]) -> set[str]:
        """The pictures that do not lie among the posts."""
        root = f"{self._workspace.settings.posts}{os.sep}"
        media = [medium for post in posts for _, _, medium in all_media(post)]
        files = {file for medium in media for file in (medium.file, medium.captions) if file}
        return {file for file in files if not file.startswith(root)}


def _write(connection: Transaction, value: Mapping[str, Any], now: datetime) -> None:
    if fact(connection, FACT) != value:
        set_fact(connection, FACT, value, now)


def _below(folder: Path) -> Iterator[Stamp]:
    """Each file below `folder`, in a fixed order; raises OSError when one cannot be looked at."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _below(Path(entry.path))
        else:
            yield _stamp(entry.path, entry.stat())


def _stamp(path: str, found: os.stat_result) -> Stamp:
    return (path, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
