# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts about files, read from real ones."""

from __future__ import annotations

import hashlib
import os
import struct
import zlib

import pytest
from PIL import Image

from scheduler.media.pictures import UnusablePicture
from scheduler.media.probing import MediaProber, UnusableMedium
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Attachment, Medium
from scheduler.model.sentence import Place


def picture(path, size=(40, 30), **options):
    Image.new("RGB", size, "navy").save(path, **options)
    return str(path)


def huge_png(width, height):
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("a.jpg", "image/jpeg"),
        ("a.png", "image/png"),
        ("a.gif", "image/gif"),
        ("a.webp", "image/webp"),
    ],
)
def test_picture_gives_hash_kind_and_size(tmp_path, name, mime):
    path = picture(tmp_path / name)
    facts = MediaProber().probe(path)
    content = (tmp_path / name).read_bytes()
    assert facts.sha256 == hashlib.sha256(content).hexdigest()
    assert (facts.mime, facts.size_bytes) == (mime, len(content))
    assert (facts.width, facts.height) == (40, 30)


def test_content_decides_and_not_the_name(tmp_path):
    path = picture(tmp_path / "photo.jpg", format="PNG")
    assert MediaProber().probe(path).mime == "image/png"


def test_video_is_known_without_its_pixels(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"\x00\x00\x00\x20ftypisom" + bytes(5000))
    facts = MediaProber().probe(str(path))
    assert (facts.mime, facts.size_bytes, facts.width) == ("video/mp4", 5012, None)


def test_turned_photo_has_the_size_a_viewer_sees(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    path = picture(tmp_path / "turned.jpg", exif=exif)
    facts = MediaProber().probe(path)
    assert (facts.width, facts.height) == (30, 40)


def test_unchanged_file_is_read_once(tmp_path):
    path = picture(tmp_path / "a.png")
    prober = MediaProber()
    assert prober.probe(path) is prober.probe(path)


def test_changed_file_is_read_again(tmp_path):
    path = picture(tmp_path / "a.png")
    prober = MediaProber()
    before = prober.probe(path)
    picture(tmp_path / "a.png", size=(50, 50))
    os.utime(path, ns=(1, 1))
    assert prober.probe(path).sha256 != before.sha256


def test_missing_file_is_said_by_the_name_the_author_used(tmp_path):
    with pytest.raises(UnusableMedium) as caught:
        MediaProber().probe(str(tmp_path / "none.png"), "media/none.png")
    assert "„media/none.png“ gibt es nicht" in caught.value.sentence.de


def test_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(UnusableMedium):
        MediaProber().probe(str(tmp_path / "pipe.png"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 something", "no known format"),
        (b"\x89PNG\r\n\x1a\nrubbish", "damaged"),
        (b"\xff\xd8\xff\xe0rubbish", "damaged"),
        (b"GIF89a", "damaged"),
        (huge_png(60_000, 60_000), "million pixels"),
        (huge_png(9_000, 9_000), "million pixels"),
        (huge_png(500, 500), "damaged"),
    ],
    ids=["empty", "PDF", "PNG", "JPEG", "GIF", "bomb", "too large", "pixels missing"],
)
def test_unusable_content_is_said(tmp_path, content, reason):
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises((UnusableMedium, UnusablePicture)) as caught:
        MediaProber().probe(str(path))
    assert reason in caught.value.sentence.en


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.gif"])
def test_picture_that_was_cut_off_is_damaged(tmp_path, name):
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    noise.save(tmp_path / name)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(UnusablePicture, match="damaged"):
        MediaProber().probe(str(tmp_path / name))


def test_medium_becomes_an_attachment(tmp_path):
    path = picture(tmp_path / "a.png")
    attached = MediaProber().attach(Medium(path, "media/a.png", "sharepic", " Text auf Blau. "))
    assert isinstance(attached, Attachment)
    assert (attached.kind, attached.alt, attached.width) == ("sharepic", "Text auf Blau.", 40)


def test_decorative_medium_is_sent_without_alt(tmp_path):
    path = picture(tmp_path / "a.png")
    attached = MediaProber().attach(Medium(path, "a.png", alt="Muster", decorative=True))
    assert attached.alt == ""


@pytest.mark.parametrize(
    ("written", "content", "kind"),
    [
        ("photo", b"\x00\x00\x00\x20ftypisom", "video"),
        ("gif", b"\x00\x00\x00\x20ftypisom", "gif"),
        ("photo", b"ID3\x04", "audio"),
        ("video", b"ID3\x04", "audio"),
    ],
)
def test_kind_follows_the_bytes_where_they_contradict(tmp_path, written, content, kind):
    path = tmp_path / "medium"
    path.write_bytes(content)
    assert MediaProber().attach(Medium(str(path), "medium", written)).kind == kind


def test_missing_medium_is_finding_m01_at_its_place(tmp_path):
    place = Place("posts/a.yaml", 7, 5)
    found = MediaProber().attach(Medium(str(tmp_path / "a.png"), "a.png", place=place))
    assert isinstance(found, Finding)
    assert (found.rule, found.severity, found.place) == ("M01", Severity.ERROR, place)
