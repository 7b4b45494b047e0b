# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The folder of a feed: read, and written so that a reader sees the old files or the new ones.

Each file is written beside its place, brought to the disk and renamed. feed.json comes first: the
others follow from it, and a repeat after a crash writes them again.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown
from scheduler.model.sentence import Sentence
from scheduler.platforms.feed.entry import type_entry
from scheduler.platforms.feed.rendering import JSON

MEDIA = "media"


class Library:
    """The files of one feed below `root`."""

    def __init__(self, root: Path) -> None:
        """Nothing is made before the first entry."""
        self._root = root

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold while reading and writing: other threads and daemons write the same feed."""
        import fcntl  # noqa: PLC0415 - POSIX only; `check` and `preview` run on Windows, too

        (self._root / MEDIA).mkdir(parents=True, exist_ok=True)
        with (self._root / ".litfass-lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def entries(self) -> list[type_entry]:
        """What stands in the feed, newest first; raises ChannelBlocked if it cannot be read."""
        try:
            feed = json.loads((self._root / JSON).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except (ValueError, RecursionError) as error:
            raise ChannelBlocked(_damaged(self._root)) from error
        items = feed.get("items") if isinstance(feed, dict) else None
        if not isinstance(items, list) or not all(_is_entry(each) for each in items):
            raise ChannelBlocked(_damaged(self._root))
        return items

    def write(self, files: Mapping[str, bytes]) -> None:
        """Put all `files` in place, in this order; raises OSError while nothing has changed.

        OutcomeUnknown: some are new and some are old.
        """
        drafts = {name: _draft(self._root / name, content) for name, content in files.items()}
        for number, (name, draft) in enumerate(drafts.items()):
            try:
                draft.replace(self._root / name)
            except OSError as error:
                if number == 0:
                    raise
                raise OutcomeUnknown(_HALF) from error
        _sync_folder(self._root)

    def lay_medium(self, name: str, content: bytes) -> None:
        """Put a medium beside the feed, unless it lies there."""
        path = self._root / MEDIA / name
        if not path.exists() or path.stat().st_size != len(content):
            _draft(path, content).replace(path)
            _sync_folder(path.parent)

    def drop_medium(self, name: str) -> None:
        """Take a medium away; one that is gone is fine."""
        (self._root / MEDIA / name).unlink(missing_ok=True)

    def can_write(self) -> bool:
        """Whether files can be made there."""
        trial = self._root / ".litfass-check"
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            trial.touch()
            trial.unlink()
        except OSError:
            return False
        return True


def _draft(place: Path, content: bytes) -> Path:
    """`content` on the disk, under a hidden name beside `place`; readable for a web server."""
    draft = place.with_name(f".{place.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(0o644)
    return draft


def _sync_folder(folder: Path) -> None:
    """Bring the renames to the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_entry(value: object) -> bool:
    needed = {"id", "title", "content_html", "date_published", "date_modified", "language"}
    return isinstance(value, dict) and needed <= value.keys() and "attachments" in value


def _damaged(root: Path) -> Sentence:
    return Sentence(
        f"{root / JSON} ist beschädigt; es bleibt, wie es ist. Holen Sie die Datei aus einer "
        "Sicherung, oder verschieben Sie sie: Dann beginnt der Feed neu.",
        f"{root / JSON} is damaged; it stays as it is. Take the file from a backup, or move it "
        "away: then the feed begins anew.",
    )


_HALF = Sentence(
    "Nur ein Teil der Feed-Dateien ist neu geschrieben; die anderen werden nachgeholt.",
    "Only some of the feed's files are written anew; the others will be made up for.",
)
