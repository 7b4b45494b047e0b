# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A staged picture becomes one that the platform takes; captions are staged with their video."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from scheduler.media.probing import MediaProber
from scheduler.media.staging import Stage
from scheduler.model.post import Attachment, Medium

HEAD = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
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


def test_captions_of_a_video_are_staged_beside_it(tmp_path) -> None:
    film, captions = tmp_path / "film.mp4", tmp_path / "film.vtt"
    film.write_bytes(HEAD)
    captions.write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nHallo.\n", encoding="utf-8")
    medium = Medium(str(film), "film.mp4", "video", captions=str(captions), ai="generated")
    attachment = MediaProber().attach(medium)
    kept = Stage(tmp_path / "stage").keep(attachment)
    captions.write_text("WEBVTT\n", encoding="utf-8")
    assert kept.captions.sha256 == attachment.captions.sha256
    assert "Hallo." in Path(kept.captions.path).read_text(encoding="utf-8")
    assert kept.ai == "generated"


def test_captions_that_cannot_be_read_leave_the_video_as_it_is(tmp_path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(HEAD)
    medium = Medium(str(film), "film.mp4", "video", captions=str(tmp_path / "fehlt.vtt"))
    attachment = MediaProber().attach(medium)
    assert attachment.captions is None
    assert Stage(tmp_path / "stage").keep(attachment).captions is None
