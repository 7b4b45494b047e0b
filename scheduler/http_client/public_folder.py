# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder that a web server shows: for platforms that fetch media from a public address.

Names cannot be guessed, a file is there whole or not at all, and it is taken away again. What
was left behind by a crash goes with the next sweep.
"""

from __future__ import annotations

import mimetypes
import os
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path

from scheduler.model.errors import Answer, ChannelBlocked, PublishError, TryLater
from scheduler.model.sentence import Sentence

_OWN_NAME = re.compile(r"litfass-[0-9a-f]{32}(\.[a-z0-9]{1,5})?")
_FOR_A_PERSON = (PermissionError, NotADirectoryError, FileExistsError, IsADirectoryError)


def unguessable_name(mime: str) -> str:
    """A new name for a file of this type: 128 random bits."""
    return f"litfass-{secrets.token_hex(16)}{mimetypes.guess_extension(mime) or ''}"


class PublicFolder:
    """Files below `folder`, which readers find below `url`."""

    def __init__(self, folder: Path, url: str) -> None:
        """The folder is made when first needed."""
        self._folder = folder
        self._url = url.rstrip("/")

    def address_of(self, name: str) -> str:
        """The public address of `name`."""
        return f"{self._url}/{name}"

    def lay(self, name: str, content: bytes) -> str:
        """Put a file there, unless it lies there already; returns its address.

        Raises ChannelBlocked where nothing may be written, TryLater where it fails just now.
        """
        place = self._folder / name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                _draft(place, content).replace(place)
        except OSError as error:
            raise self._classified(error) from error
        return self.address_of(name)

    def drop(self, name: str) -> None:
        """Take a file away; one that is gone, or cannot be removed now, is left to the sweep."""
        try:
            (self._folder / name).unlink(missing_ok=True)
        except OSError:
            return

    def sweep(self, before: datetime) -> int:
        """Remove files of ours that are older than `before`; returns how many there were."""
        try:
            own = [each for each in self._folder.iterdir() if _OWN_NAME.fullmatch(each.name)]
            old = [each for each in own if _made_at(each) < before]
        except OSError:
            return 0
        for each in old:
            self.drop(each.name)
        return len(old)

    def can_write(self) -> bool:
        """Whether files can be made there."""
        trial = self._folder / f".litfass-check-{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            trial.touch()
            trial.unlink()
        except OSError:
            return False
        return True

    def _classified(self, error: OSError) -> PublishError:
        answer = Answer(excerpt=str(error))
        if isinstance(error, _FOR_A_PERSON):
            return ChannelBlocked(cannot_write(self._folder), answer)
        return TryLater(_not_now(self._folder), answer)


def cannot_write(folder: Path | str) -> Sentence:
    """What to say of a folder without permission."""
    return Sentence(
        f"In den öffentlichen Ordner {folder} kann nicht geschrieben werden. Prüfen Sie "
        "staging und die Rechte dort.",
        f"The public folder {folder} cannot be written to. Check staging and the "
        "permissions there.",
    )


def _not_now(folder: Path) -> Sentence:
    return Sentence(
        f"Ein Medium ließ sich gerade nicht in {folder} ablegen; veröffentlicht ist nichts.",
        f"A medium could not be laid into {folder} just now; nothing is published.",
    )


def _draft(place: Path, content: bytes) -> Path:
    """`content` under a hidden name beside `place`; readable for a web server."""
    draft = place.with_name(f".{place.name}.new")
    draft.write_bytes(content)
    draft.chmod(0o644)
    return draft


def _made_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
