# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a medium as written to an attachment: the bytes' hash, and what they are."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import IO

from scheduler.media.pictures import (
    UnusablePicture,
    opened_picture,
    read_to_the_end,
    shown_size,
)
from scheduler.media.sniffing import HEAD_BYTES, sniff_mime
from scheduler.model.errors import LitfassError
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Attachment, CaptionFile, Medium, MediumKind
from scheduler.model.sentence import Place, Sentence

RULE = "M01"


class UnusableMedium(LitfassError):
    """The file is missing, unreadable or of a kind that no platform takes."""


@dataclass(frozen=True, slots=True)
class MediumFacts:
    """What a file's bytes are; width and height in pixels, None where nobody decoded them."""

    sha256: str
    mime: str
    size_bytes: int
    width: int | None = None
    height: int | None = None


class MediaProber:
    """Probes files and remembers the facts while a file keeps its time and size."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[int, int], MediumFacts]] = {}

    def probe(self, path: str, named: str | None = None) -> MediumFacts:
        """The facts of the file at `path`; raises UnusableMedium or UnusablePicture.

        Sentences call the file `named`, as its author did.
        """
        named = named or os.path.basename(path)  # noqa: PTH119 - a name, no file access
        stamp = _stamp(path, named)
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, _read_facts(path, named))
            self._known[path] = known
        return known[1]

    def attach(self, medium: Medium) -> Attachment | Finding:
        """The attachment of `medium`, or finding M01 about why there is none."""
        try:
            facts = self.probe(medium.file, medium.named)
        except (UnusableMedium, UnusablePicture) as error:
            place = medium.place or Place(medium.file)
            return Finding(RULE, Severity.ERROR, place, error.sentence)
        return Attachment(
            path=medium.file,
            sha256=facts.sha256,
            mime=facts.mime,
            size_bytes=facts.size_bytes,
            kind=_kind(medium.kind, facts.mime),
            alt="" if medium.decorative else medium.alt.strip(),
            width=facts.width,
            height=facts.height,
            captions=_captions(medium.captions) if facts.mime.startswith("video/") else None,
            ai=medium.ai,
        )


def _captions(path: str | None) -> CaptionFile | None:
    """The captions as they lie there; None where they cannot be read, of which a finding speaks."""
    if path is None:
        return None
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - the path is text everywhere
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return CaptionFile(path, sha256, file.tell())
    except OSError:
        return None


def _stamp(path: str, named: str) -> tuple[int, int]:
    try:
        status = os.stat(path)  # noqa: PTH116 - one call, on the way of every check
    except (OSError, ValueError) as error:
        raise _missing(named) from error
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise _missing(named)
    return status.st_mtime_ns, status.st_size


def _read_facts(path: str, named: str) -> MediumFacts:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - the path is text everywhere
            return _facts(file, named)
    except OSError as error:
        raise UnusableMedium(
            Sentence(
                f"Die Datei „{named}“ lässt sich nicht lesen. Prüfen Sie die Zugriffsrechte.",
                f"The file “{named}” cannot be read. Check its permissions.",
            )
        ) from error


def _facts(file: IO[bytes], named: str) -> MediumFacts:
    """Hash and look through one handle, so that both speak of the same bytes."""
    mime = sniff_mime(file.read(HEAD_BYTES))
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type] # any file
    size_bytes = file.tell()
    if mime is None:
        raise _unsupported(named, is_empty=size_bytes == 0)
    if not mime.startswith("image/"):
        return MediumFacts(sha256, mime, size_bytes)
    file.seek(0)
    with opened_picture(file, named) as picture:
        width, height = shown_size(picture)
        read_to_the_end(picture)
    return MediumFacts(sha256, mime, size_bytes, width, height)


def _kind(written: MediumKind, mime: str) -> MediumKind:
    """The kind as written, unless the bytes are of another family."""
    family = mime.partition("/")[0]
    if family == "video":
        return written if written in {"video", "gif"} else "video"
    if family == "audio":
        return "audio"
    return "photo" if written in {"video", "audio"} else written


def _missing(named: str) -> UnusableMedium:
    return UnusableMedium(
        Sentence(
            f"Die Datei „{named}“ gibt es nicht. Der Pfad gilt ab der Datei, die ihn nennt.",
            f"The file “{named}” does not exist. Its path starts at the file that names it.",
        )
    )


def _unsupported(named: str, *, is_empty: bool) -> UnusableMedium:
    if is_empty:
        return UnusableMedium(
            Sentence(f"Die Datei „{named}“ ist leer.", f"The file “{named}” is empty.")
        )
    return UnusableMedium(
        Sentence(
            f"„{named}“ ist in keinem bekannten Format. Möglich sind JPEG, PNG, GIF, WebP, "
            "MP4, MOV, WebM, MP3, M4A und Ogg.",
            f"“{named}” is in no known format. Possible are JPEG, PNG, GIF, WebP, MP4, MOV, "
            "WebM, MP3, M4A and Ogg.",
        )
    )
