# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A staged picture becomes one that the platform takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from scheduler.media.probing import MediaProber
from scheduler.media.staging import Stage
from scheduler.model.post import Attachment, Medium

PNG, JPEG = ("image/png", "image/jpeg"), ("image/jpeg", "video/mp4")


def attached(folder: Path, name: str) -> Attachment:
    path = folder / name
    Image.new("RGB", (40, 30), "navy").save(path)
    found = MediaProber().attach(Medium(str(path), name, alt="Ein Bild"))
    assert isinstance(found, Attachment)
    return found


@pytest.mark.parametrize(
    ("name", "taken", "mime"),
    [
        pytest.param("a.png", JPEG, "image/jpeg", id="PNG where only JPEG is taken"),
        pytest.param("a.webp", PNG, "image/jpeg", id="WebP where it is not taken"),
        pytest.param("a.png", PNG, "image/png", id="PNG where it is taken"),
        pytest.param("a.webp", (), "image/webp", id="a platform that names no types"),
        pytest.param("a.gif", JPEG, "image/gif", id="a GIF would lose its movement"),
        pytest.param("a.webp", ("image/png",), "image/webp", id="no JPEG there either"),
    ],
)
def test_a_picture_becomes_a_type_that_is_taken(tmp_path, name, taken, mime) -> None:
    fitted = Stage(tmp_path / "media").fit(attached(tmp_path, name), None, taken)
    assert (fitted.mime, fitted.alt) == (mime, "Ein Bild")
    assert Path(fitted.path).read_bytes()[:3] == (
        b"\xff\xd8\xff" if mime == "image/jpeg" else Path(tmp_path / name).read_bytes()[:3]
    )


def test_the_same_picture_fits_two_platforms_in_two_ways(tmp_path) -> None:
    stage, picture = Stage(tmp_path / "media"), attached(tmp_path, "a.png")
    assert [stage.fit(picture, None, each).mime for each in (JPEG, PNG, JPEG)] == [
        "image/jpeg",
        "image/png",
        "image/jpeg",
    ]
