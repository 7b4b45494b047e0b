# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Staging: what was linted is kept by its hash, so that exactly these bytes are sent.

An author may change or delete a picture after its post was planned; the copy under its hash
stays what it was, and the changed file is a new content that is planned (and reviewed) anew.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from scheduler.media.fitting import fit_image
from scheduler.media.pictures import UnusablePicture, has_metadata
from scheduler.model.post import Attachment, CaptionFile

_PICTURES = frozenset({"photo", "sharepic"})
_ANY_SIZE = 1 << 40
_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "text/vtt": ".vtt",
}


class Stage:
    """A folder of media named by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when first needed."""
        self._folder = folder
        self._fitted: dict[tuple[str, int, bool], Attachment] = {}
        self._with_metadata: dict[str, bool] = {}

    def keep(self, attachment: Attachment) -> Attachment:
        """The attachment with its bytes staged; as it was where the folder cannot be written."""
        target = self._path(attachment.sha256, attachment.mime)
        try:
            if not _is_kept(target):
                self._copy(Path(attachment.path), target)
        except OSError:
            return attachment
        return dataclasses.replace(
            attachment, path=str(target), captions=self._kept_captions(attachment.captions)
        )

    def fit(
        self, attachment: Attachment, most_bytes: int | None, mime_types: Sequence[str] = ()
    ) -> Attachment:
        """The attachment as it may go public: of a type and size that is taken, without metadata.

        A photo's metadata tell where and by whom it was taken; platforms do not all remove them.
        Only what is too large, carries some or is not among `mime_types` is encoded anew. One that
        cannot be made to fit stays as it is; the platform's limits then say so.
        """
        if attachment.kind not in _PICTURES:
            return attachment
        most = _ANY_SIZE if most_bytes is None else most_bytes
        as_jpeg = _must_become_jpeg(attachment, mime_types)
        fits = attachment.size_bytes <= most and not as_jpeg
        if fits and not self._has_metadata(attachment):
            return attachment
        wanted = (attachment.sha256, most, as_jpeg)
        known = self._fitted.get(wanted)
        if known is None:
            known = self._fitted[wanted] = self._fit(attachment, most, as_jpeg=as_jpeg)
        return dataclasses.replace(known, alt=attachment.alt, ai=attachment.ai)

    def _kept_captions(self, captions: CaptionFile | None) -> CaptionFile | None:
        if captions is None:
            return None
        target = self._path(captions.sha256, "text/vtt")
        if not _is_kept(target):
            self._copy(Path(captions.path), target)
        return dataclasses.replace(captions, path=str(target))

    def _has_metadata(self, attachment: Attachment) -> bool:
        known = self._with_metadata.get(attachment.sha256)
        if known is None:
            known = has_metadata(attachment.path)
            self._with_metadata[attachment.sha256] = known
        return known

    def _fit(self, attachment: Attachment, most_bytes: int, *, as_jpeg: bool) -> Attachment:
        try:
            fitted = fit_image(attachment.path, most_bytes, as_jpeg=as_jpeg)
        except UnusablePicture:
            return attachment
        digest = hashlib.sha256(fitted.data).hexdigest()
        target = self._path(digest, fitted.mime)
        try:
            if not _is_kept(target):
                self._write(fitted.data, target)
        except OSError:
            return attachment
        return dataclasses.replace(
            attachment,
            path=str(target),
            sha256=digest,
            mime=fitted.mime,
            size_bytes=len(fitted.data),
            width=fitted.width,
            height=fitted.height,
        )

    def _path(self, digest: str, mime: str) -> Path:
        return self._folder / digest[:2] / (digest + _ENDINGS.get(mime, ""))

    def _copy(self, source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f"{target.name}.{os.getpid()}.part")
        shutil.copyfile(source, half)
        half.replace(target)

    def _write(self, data: bytes, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f"{target.name}.{os.getpid()}.part")
        half.write_bytes(data)
        half.replace(target)


def _is_kept(target: Path) -> bool:
    """Whether it is there; it is then as good as new, since a purge goes by its age."""
    if not target.exists():
        return False
    with contextlib.suppress(OSError):  # another account's: its age then stays what it is
        os.utime(target)
    return True


def _must_become_jpeg(attachment: Attachment, mime_types: Sequence[str]) -> bool:
    """Whether it is of a type that is not taken, where JPEG is; a GIF would lose its movement."""
    if not mime_types or attachment.mime in mime_types or attachment.mime == "image/gif":
        return False
    return "image/jpeg" in mime_types


class PassingStage(Stage):
    """Looks without keeping: only pictures that must be made smaller are written to `folder`."""

    def keep(self, attachment: Attachment) -> Attachment:
        """The attachment as it is."""
        return attachment
