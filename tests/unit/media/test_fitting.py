# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures made to fit: size, orientation, metadata, and the same bytes each time."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from scheduler.media.fitting import fit_image
from scheduler.media.pictures import UnusablePicture

BLUESKY_BYTES = 2_000_000


def noise(path, size=(400, 300), **options):
    Image.effect_noise(size, 120).convert("RGB").save(path, **options)
    return str(path)


def decoded(fitted):
    picture = Image.open(io.BytesIO(fitted.data))
    picture.load()
    return picture


def test_small_png_stays_lossless(tmp_path):
    path = tmp_path / "a.png"
    Image.new("RGB", (40, 30), "navy").save(path)
    fitted = fit_image(str(path), BLUESKY_BYTES)
    assert fitted.mime == "image/png"
    assert decoded(fitted).getpixel((5, 5)) == (0, 0, 128)


def test_large_photo_fits_bluesky(tmp_path):
    path = noise(tmp_path / "a.png", (1600, 1200))
    fitted = fit_image(path, BLUESKY_BYTES)
    assert len(fitted.data) <= BLUESKY_BYTES
    assert fitted.mime == "image/jpeg"
    assert (fitted.width, fitted.height) == decoded(fitted).size


def test_quality_goes_down_before_size_does(tmp_path):
    path = noise(tmp_path / "a.jpg", quality=95)
    best = fit_image(path, BLUESKY_BYTES)
    fitted = fit_image(path, int(len(best.data) * 0.8))
    assert decoded(fitted).size == (400, 300)


def test_very_tight_limit_makes_the_picture_smaller(tmp_path):
    fitted = fit_image(noise(tmp_path / "a.jpg"), 8_000)
    assert len(fitted.data) <= 8_000
    assert fitted.width < 400
    assert abs(fitted.width / fitted.height - 4 / 3) < 0.05


def test_pixel_limit_is_kept(tmp_path):
    fitted = fit_image(noise(tmp_path / "a.jpg"), BLUESKY_BYTES, max_pixels=10_000)
    assert fitted.width * fitted.height <= 10_000


def test_turned_photo_comes_out_upright_and_without_metadata(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera Maker"
    path = noise(tmp_path / "a.jpg", exif=exif)
    fitted = fit_image(path, BLUESKY_BYTES)
    assert (fitted.width, fitted.height) == (300, 400)
    assert len(decoded(fitted).getexif()) == 0
    assert b"Camera Maker" not in fitted.data


def test_same_file_gives_the_same_bytes(tmp_path):
    path = noise(tmp_path / "a.jpg")
    assert fit_image(path, 20_000) == fit_image(path, 20_000)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK"])
def test_every_colour_mode_can_become_jpeg(tmp_path, mode):
    path = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    Image.effect_noise((200, 200), 120).convert("RGB").convert(mode).save(path)
    fitted = fit_image(str(path), 4_000)
    assert fitted.mime in {"image/jpeg", "image/png"}
    assert len(fitted.data) <= 4_000


def test_transparent_parts_become_white(tmp_path):
    path = tmp_path / "a.png"
    clear = Image.effect_noise((200, 200), 120).convert("RGBA")
    clear.putalpha(0)
    clear.save(path)
    fitted = fit_image(str(path), 10_000)
    assert fitted.mime == "image/jpeg"
    assert min(decoded(fitted).convert("L").getextrema()) > 250


def test_animation_is_not_frozen(tmp_path):
    frames = [Image.effect_noise((60, 60), sigma).convert("P") for sigma in (20, 90)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    with pytest.raises(UnusablePicture, match="animated"):
        fit_image(str(tmp_path / "a.gif"), 100)


def test_impossible_limit_is_said(tmp_path):
    with pytest.raises(UnusablePicture, match="does not fit into 10 bytes"):
        fit_image(noise(tmp_path / "a.jpg"), 10)


def test_missing_or_damaged_file_is_said(tmp_path):
    with pytest.raises(UnusablePicture, match="does not exist"):
        fit_image(str(tmp_path / "none.jpg"), 100)
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff rubbish")
    with pytest.raises(UnusablePicture, match="damaged"):
        fit_image(str(tmp_path / "a.jpg"), 100)
