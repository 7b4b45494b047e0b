# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a picture fit a platform's limits: upright, without metadata, the same each time."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from scheduler.media.pictures import UnusablePicture, opened_picture
from scheduler.model.sentence import Sentence

_QUALITIES = (92, 85, 75, 65)
_SHRINK = 0.8
_SMALLEST_SIDE = 32


@dataclass(frozen=True, slots=True)
class FittedPicture:
    """A picture ready to upload, and its size in pixels."""

    data: bytes
    mime: str
    width: int
    height: int


def fit_image(
    path: str, max_bytes: int, max_pixels: int | None = None, *, as_jpeg: bool = False
) -> FittedPicture:
    """The picture at `path`, re-encoded to at most `max_bytes` and `max_pixels`.

    It is turned upright and loses its metadata (camera, place); the colour profile stays. PNG
    stays PNG while it fits (not where `as_jpeg`), everything else becomes JPEG, transparent parts
    white. The same file gives the same bytes, so a repeated upload names the same blob. Raises
    UnusablePicture.
    """
    named = Path(path).name
    try:
        with Path(path).open("rb") as file, opened_picture(file, named) as picture:
            if getattr(picture, "is_animated", False):
                raise _animated(named)
            upright = _upright(picture, max_pixels)
            lossless = picture.format == "PNG" and not as_jpeg
            for candidate in _candidates(upright, lossless=lossless):
                if len(candidate.data) <= max_bytes:
                    return candidate
    except FileNotFoundError as error:
        raise UnusablePicture(
            Sentence(f"Die Datei „{named}“ gibt es nicht.", f"The file “{named}” does not exist.")
        ) from error
    raise _unfittable(named, max_bytes)


def _upright(picture: Image.Image, max_pixels: int | None) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    pixels = upright.width * upright.height
    if max_pixels is not None and pixels > max_pixels:
        return _scaled(upright, math.sqrt(max_pixels / pixels))
    return upright


def _candidates(picture: Image.Image, *, lossless: bool) -> Iterator[FittedPicture]:
    """Ever smaller versions, best first."""
    if lossless:
        yield _encoded(picture, "PNG", optimize=True)
    flat = _flattened(picture)
    while True:
        for quality in _QUALITIES:
            yield _encoded(flat, "JPEG", quality=quality, optimize=True, subsampling=0)
        if min(flat.size) * _SHRINK < _SMALLEST_SIDE:
            return
        flat = _scaled(flat, _SHRINK)


def _scaled(picture: Image.Image, factor: float) -> Image.Image:
    size = (max(1, int(picture.width * factor)), max(1, int(picture.height * factor)))
    smooth = picture.convert("RGBA") if picture.mode == "P" else picture
    return smooth.resize(size, Image.Resampling.LANCZOS)


def _flattened(picture: Image.Image) -> Image.Image:
    """Without transparency, on white; JPEG has none."""
    if not picture.has_transparency_data:
        return picture if picture.mode in {"RGB", "L"} else picture.convert("RGB")
    colours = picture.convert("RGBA")
    ground = Image.new("RGBA", colours.size, "white")
    return Image.alpha_composite(ground, colours).convert("RGB")


def _encoded(picture: Image.Image, kind: str, **options: int | bool) -> FittedPicture:
    clean = picture.copy()
    profile = picture.info.get("icc_profile") if picture.mode in {"RGB", "RGBA", "L"} else None
    clean.info = {}
    target = io.BytesIO()
    clean.save(target, kind, icc_profile=profile, **options)
    return FittedPicture(target.getvalue(), f"image/{kind.lower()}", clean.width, clean.height)


def _animated(named: str) -> UnusablePicture:
    return UnusablePicture(
        Sentence(
            f"„{named}“ ist animiert und lässt sich nicht verkleinern, ohne stillzustehen.",
            f"“{named}” is animated and cannot be made smaller without standing still.",
        )
    )


def _unfittable(named: str, max_bytes: int) -> UnusablePicture:
    return UnusablePicture(
        Sentence(
            f"„{named}“ passt auch verkleinert nicht in {max_bytes} Bytes.",
            f"“{named}” does not fit into {max_bytes} bytes, even made smaller.",
        )
    )
