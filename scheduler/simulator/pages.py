# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What readers see of a piece of HTML: its text, its language, its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

_BREAKS = {"br": "\n", "p": "\n\n", "figure": "\n\n", "div": "\n\n"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, video or sound in a page: where it is, and its alt text or label."""

    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it is read: plain text, the language of its outermost element, what it shows."""

    text: str
    lang: str | None
    shown: tuple[Shown, ...]


def reading_of(html: str) -> Reading:
    """What readers see of `html`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Reading("".join(reader.pieces).strip(), reader.lang, tuple(reader.shown))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.lang: str | None = None
        self.shown: list[Shown] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.lang = self.lang or given.get("lang")
        if tag == "br":
            self.pieces.append(_BREAKS[tag])
        elif tag in {"img", "video", "audio"}:
            label = given.get("alt" if tag == "img" else "aria-label")
            self.shown.append(Shown(given.get("src") or "", label or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            self.pieces.append(_BREAKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
