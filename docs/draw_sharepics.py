# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws the share pics of the sample campaign: `python docs/draw_sharepics.py [FOLDER]`.

The same Pillow draws the same pixels. Colours reach a contrast of at least 7:1, and no text
stands on a photo. The alt text in the post repeats every word that stands here.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

MEDIA = Path(__file__).parents[1] / "posts" / "media"
WIDTH, HEIGHT = 1200, 675
MARGIN = 80
NIGHT, SUN, CLOUD, FOREST, PLUM = "#12305E", "#FFD34D", "#FFFFFF", "#0F4A3C", "#4A1242"
SENDER = "Hessen. Da geht noch was."
HEAD_SIZE, LINE_SIZE, SENDER_SIZE = 84, 46, 32
LINE_STEP = 70
DIAERESIS = "\u0308"


@dataclass(frozen=True, slots=True)
class SharePic:
    """A picture with text: big lines, smaller lines below, and how the edge is adorned."""

    name: str
    ground: str
    head: tuple[str, ...]
    lines: tuple[str, ...] = ()
    numbered: bool = False
    dots: int = 0


PICTURES = (
    SharePic(
        "auftakt",
        NIGHT,
        ("Wegschauen?", "Da geht noch was."),
        ("Kostenlose Trainings in ganz Hessen",),
        dots=4,
    ),
    SharePic(
        "trainings",
        FOREST,
        ("Vier Trainings",),
        (
            "20. März: Darmstadt",
            "16. April: Marburg",
            "23. April: Kassel",
            "24. April: Offenbach",
        ),
        dots=4,
    ),
    SharePic(
        "wochen-gegen-rassismus",
        PLUM,
        ("Internationale Wochen", "gegen Rassismus"),
        ("8. bis 21. März 2027",),
        dots=2,
    ),
    SharePic(
        "21-maerz",
        NIGHT,
        ("Würde kennt", "keine Ausnahme."),
        ("21. März", "Internationaler Tag gegen Rassismus"),
        dots=1,
    ),
    SharePic(
        "eingreifen",
        FOREST,
        ("Eingreifen in vier Schritten",),
        ("Hinsehen", "Ansprechen", "Hilfe holen", "Da sein"),
        numbered=True,
    ),
    SharePic(
        "verein-offen",
        PLUM,
        ("Offen für alle?", "Drei Fragen im Verein"),
        ("Wer ist da?", "Wer fehlt?", "Was ändern wir?"),
        numbered=True,
    ),
)


def main(folder: Path) -> None:
    """Write every picture to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        # A palette keeps the file small; 64 colours are enough for two and their soft edges.
        flat = draw(picture).quantize(64, dither=Image.Dither.NONE)
        flat.save(folder / f"{picture.name}.png", optimize=True)


def draw(picture: SharePic) -> Image.Image:
    """The picture, in RGB."""
    image = Image.new("RGB", (WIDTH, HEIGHT), picture.ground)
    canvas = ImageDraw.Draw(image)
    _draw_edge(canvas, picture)
    y = MARGIN
    for line in picture.head:
        _write(canvas, (MARGIN, y), line, HEAD_SIZE, CLOUD)
        y += round(HEAD_SIZE * 1.25)
    y += 30
    for number, line in enumerate(picture.lines, start=1):
        if picture.numbered:
            _write(canvas, (MARGIN, y), f"{number}", LINE_SIZE, SUN)
        indent = LINE_SIZE * 5 // 4 if picture.numbered else 0
        _write(canvas, (MARGIN + indent, y), line, LINE_SIZE, SUN)
        y += LINE_STEP
    _write(canvas, (MARGIN, HEIGHT - MARGIN), SENDER, SENDER_SIZE, CLOUD)
    return image


def _draw_edge(canvas: ImageDraw.ImageDraw, picture: SharePic) -> None:
    """A bar at the left, and as many dots at the lower right as the picture asks for."""
    canvas.rectangle((0, 0, 24, HEIGHT), fill=SUN)
    for place in range(picture.dots):
        x, y = WIDTH - MARGIN - 30 - place * 90, HEIGHT - MARGIN + 10
        canvas.ellipse((x - 30, y - 30, x + 30, y + 30), fill=SUN)


def _write(
    canvas: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, colour: str
) -> None:
    """Write `text`. Pillow's own font has no umlauts, so their dots are drawn."""
    font = ImageFont.load_default(size)
    plain, dotted = _without_dots(text)
    canvas.text(at, plain, fill=colour, font=font)
    for index in dotted:
        start = font.getlength(plain[:index])
        left, top, right, _ = font.getbbox(plain[index])
        _put_dots(canvas, (at[0] + start + (left + right) / 2, at[1] + top), size, colour)


def _without_dots(text: str) -> tuple[str, list[int]]:
    """`text` with bare vowels, and the places of those that lost their dots."""
    apart = unicodedata.normalize("NFD", text)
    plain = apart.replace(DIAERESIS, "")
    places = [
        index - apart[:index].count(DIAERESIS) - 1
        for index, letter in enumerate(apart)
        if letter == DIAERESIS
    ]
    return plain, places


def _put_dots(
    canvas: ImageDraw.ImageDraw, above: tuple[float, float], size: int, colour: str
) -> None:
    """Two dots above the middle of a letter whose top is at `above`."""
    x, y = above
    radius, apart, lift = size * 0.055, size * 0.12, size * 0.12
    for middle in (x - apart, x + apart):
        box = (middle - radius, y - lift - radius, middle + radius, y - lift + radius)
        canvas.ellipse(box, fill=colour)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else MEDIA)
