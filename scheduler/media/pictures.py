# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening pictures that anybody may have made: few formats, a bounded number of pixels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from PIL import ExifTags, Image

from scheduler.model.errors import LitfassError
from scheduler.model.sentence import Sentence

# A picture of this size takes about 200 MB once decoded; no platform here takes larger ones.
MAX_PIXELS = 64_000_000
MIME_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_METADATA = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop")
_SIDEWAYS = frozenset({5, 6, 7, 8})
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_DAMAGES = (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError)


class UnusablePicture(LitfassError):
    """The file is no picture that can be read, or a dangerous one."""


@contextmanager
def opened_picture(file: IO[bytes], named: str) -> Iterator[Image.Image]:
    """The picture in `file`, not decoded yet; raises UnusablePicture, also while it is used."""
    try:
        with Image.open(file, formats=_FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _too_large(named)
            yield picture
    except _BOMBS as error:
        raise _too_large(named) from error
    except _DAMAGES as error:
        raise UnusablePicture(
            Sentence(
                f"„{named}“ lässt sich nicht als Bild lesen; die Datei ist beschädigt.",
                f"“{named}” cannot be read as a picture; the file is damaged.",
            )
        ) from error


def shown_size(picture: Image.Image) -> tuple[int, int]:
    """Width and height as a viewer sees them, after the rotation noted in the file."""
    if picture.getexif().get(ExifTags.Base.Orientation) in _SIDEWAYS:
        return picture.height, picture.width
    return picture.width, picture.height


def has_metadata(path: str) -> bool:
    """Whether the picture tells more than its pixels: camera, place, comments (EXIF, XMP).

    A file that cannot be read tells nothing here; probing says what is wrong with it.
    """
    try:
        with Path(path).open("rb") as file, opened_picture(file, path) as picture:
            return bool(picture.getexif()) or any(name in picture.info for name in _METADATA)
    except (OSError, UnusablePicture):
        return False


def read_to_the_end(picture: Image.Image) -> None:
    """Decode all of it, JPEG at an eighth of its size: a file that was cut off fails here."""
    picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
    picture.load()


def _too_large(named: str) -> UnusablePicture:
    millions = MAX_PIXELS // 1_000_000
    return UnusablePicture(
        Sentence(
            f"„{named}“ hat mehr als {millions} Millionen Bildpunkte. Verkleinern Sie das Bild.",
            f"“{named}” has more than {millions} million pixels. Make the picture smaller.",
        )
    )
