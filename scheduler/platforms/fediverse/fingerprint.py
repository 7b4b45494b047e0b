# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is left of a text whoever renders it: to know one's own post again in a server's HTML.

Servers wrap lines, shorten links by invisible spans and an ellipsis, show `@user@host` as `@user`,
and turn quotation marks. So only letters, digits and symbols are compared, links by their target.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html.parser import HTMLParser
from urllib.parse import unquote

from scheduler.platforms.fediverse.counting import urls, without_hosts

_KEPT = ("L", "M", "N", "S")
_JOINERS = "\u200d\ufe0e\ufe0f"  # some servers draw emoji without them
_BLOCKS = frozenset({"br", "p", "div", "li", "ul", "ol", "blockquote", "pre"})


def fingerprint(text: str) -> str:
    """The fingerprint of plain `text`."""
    pieces, end = [], 0
    for start, stop in urls(text):
        pieces += [without_hosts(text[end:start]), unquote(text[start:stop])]
        end = stop
    whole = "".join([*pieces, without_hosts(text[end:])])
    folded = unicodedata.normalize("NFKC", whole).casefold()
    return "".join(character for character in folded if _counts(character))


def html_fingerprint(content: str) -> str:
    """The fingerprint of the text that the HTML of a status shows."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return fingerprint(reader.text())


def _counts(character: str) -> bool:
    return unicodedata.category(character)[0] in _KEPT and character not in _JOINERS


class _Reader(HTMLParser):
    """Gathers text; a link's text is its target unless it is a mention or a hashtag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._target: str | None = None
        self._link: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self._target, self._link = given.get("href") or "", []
        elif tag == "img":  # an emoji as a picture
            self.handle_data(given.get("alt") or "")
        elif tag in _BLOCKS:
            self._pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._target is not None:
            shown = "".join(self._link)
            named = shown.strip().startswith(("#", "@"))
            self._pieces.append(shown if named or not self._target else f" {self._target} ")
            self._target = None

    def handle_data(self, data: str) -> None:
        (self._pieces if self._target is None else self._link).append(data)

    def text(self) -> str:
        """All that was gathered, an unclosed link too."""
        self.handle_endtag("a")
        return "".join(self._pieces)
