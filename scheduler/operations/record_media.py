# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The media of records: whether each file is still the one that was sent."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from scheduler.model.post import Attachment, CaptionFile

FOLDER = "media"
Standing = Literal["kept", "changed", "missing"]


class MediaShelf:
    """Takes media one after the other; `files` are those to be kept, by their name in the bundle.

    A file that was sent several times is kept once: its name is its SHA-256.
    """

    def __init__(self, folder: Path) -> None:
        """Name files as they lie below `folder`."""
        self._folder = folder
        self._hashes: dict[Path, str | None] = {}
        self.files: dict[str, Path] = {}

    def take(self, medium: Attachment) -> dict[str, object]:
        """What is known of `medium`; `kept_as` is null where its bytes are gone."""
        return {
            **self._file(medium),
            "mime": medium.mime,
            "kind": medium.kind,
            "width": medium.width,
            "height": medium.height,
            "alt": medium.alt,
            "ai": medium.ai,
            "captions": self._file(medium.captions) if medium.captions else None,
        }

    def _file(self, file: Attachment | CaptionFile) -> dict[str, object]:
        path = Path(file.path)
        standing = self._standing(path, file.sha256)
        kept = f"{FOLDER}/{file.sha256}{path.suffix.lower()}"
        if standing == "kept":
            self.files[kept] = path
        return {
            "file": self._named(path),
            "sha256": file.sha256,
            "size_bytes": file.size_bytes,
            "standing": standing,
            "kept_as": kept if standing == "kept" else None,
        }

    def _standing(self, path: Path, sha256: str) -> Standing:
        if path not in self._hashes:
            self._hashes[path] = _sha256(path)
        found = self._hashes[path]
        if found is None:
            return "missing"
        return "kept" if found == sha256 else "changed"

    def _named(self, path: Path) -> str:
        """Without the folders above: they are nobody's business."""
        inside = path.is_relative_to(self._folder)
        return path.relative_to(self._folder).as_posix() if inside else path.name


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
