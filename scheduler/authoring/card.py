# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The link card: title, description and picture that a page gives of itself (OpenGraph)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

from scheduler.http_client import GuardedClient, Page
from scheduler.model.errors import LitfassError
from scheduler.model.finding import Finding
from scheduler.model.post import Attachment, Card, Medium
from scheduler.model.sentence import Sentence

TITLE_CHARACTERS = 300
DESCRIPTION_CHARACTERS = 1000
_HEAD_BYTES = 256 * 1024  # the head of a page; HTMLParser is slow on hostile input
_PAGES = ("text/html", "application/xhtml+xml")
_PICTURES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
}
_TITLES = ("og:title", "twitter:title", "title")
_DESCRIPTIONS = ("og:description", "twitter:description", "description")
_IMAGES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image")


class NoCard(LitfassError):
    """The page says nothing that a card could show."""


class CardFetcher:
    """Makes link cards of pages; pictures are kept in a folder, named by their hash."""

    def __init__(
        self,
        pages: GuardedClient,
        attach: Callable[[Medium], Attachment | Finding],
        folder: Path,
    ) -> None:
        """Fetch through `pages`, probe pictures with `attach`, keep them in `folder`."""
        self._pages = pages
        self._attach = attach
        self._folder = folder

    def fetch(self, url: str) -> Card:
        """The card of the page at `url`; a picture that cannot be had is left out.

        Raises NoCard, or what `GuardedClient.fetch` raises.
        """
        page = self._pages.fetch(url, _PAGES)
        facts = read_facts(page)
        title = _first(facts, _TITLES)[:TITLE_CHARACTERS]
        if not title:
            raise NoCard(
                Sentence("Die Seite nennt keinen Titel.", "The page does not name a title.")
            )
        description = _first(facts, _DESCRIPTIONS)[:DESCRIPTION_CHARACTERS]
        image = _first(facts, _IMAGES)
        alt = facts.get("og:image:alt", "")
        return Card(
            url, title, description, self._picture(urljoin(page.url, image), alt) if image else None
        )

    def _picture(self, url: str, alt: str) -> Attachment | None:
        try:
            page = self._pages.fetch(url, tuple(_PICTURES))
            path = self._stored(page)
        except (LitfassError, OSError):
            return None
        attached = self._attach(Medium(str(path), path.name, "photo", alt))
        return attached if isinstance(attached, Attachment) else None

    def _stored(self, page: Page) -> Path:
        """Write it aside and rename: nobody ever reads half a picture."""
        name = hashlib.sha256(page.body).hexdigest() + _PICTURES[page.mime]
        path = self._folder / name
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            half = path.with_name(f"{name}.{os.getpid()}.part")
            half.write_bytes(page.body)
            half.replace(path)
        return path


def read_facts(page: Page) -> dict[str, str]:
    """What the head of `page` says by name ("og:title", "description", "title"), first one wins."""
    reader = _HeadReader()
    reader.feed(_decoded(page))
    reader.close()
    if reader.title.strip():
        reader.facts.setdefault("title", _tidy(reader.title))
    return reader.facts


class _HeadReader(HTMLParser):
    """Collects the meta elements and the title; what stands in the body is not asked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts: dict[str, str] = {}
        self.title = ""
        self._in_title = False
        self._in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_body = self._in_body or tag == "body"
        self._in_title = tag == "title" and not self._in_body and not self.title
        if tag != "meta" or self._in_body:
            return
        said = {name: value or "" for name, value in attrs}
        name = (said.get("property") or said.get("name") or "").strip().lower()
        content = _tidy(said.get("content", ""))
        if name and content:
            self.facts.setdefault(name, content)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def _decoded(page: Page) -> str:
    head = page.body[:_HEAD_BYTES]
    try:
        return head.decode(page.charset or _declared_charset(head), "replace")
    except (LookupError, UnicodeError):
        return head.decode("utf-8", "replace")


def _declared_charset(head: bytes) -> str:
    """The `<meta charset>` of the first kilobyte, where HTML wants it; else UTF-8."""
    reader = _CharsetReader()
    reader.feed(head[:1024].decode("ascii", "replace"))
    return reader.charset or "utf-8-sig"


class _CharsetReader(HTMLParser):
    charset = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag != "meta" or self.charset:
            return
        _, _, in_content = (said.get("content") or "").lower().partition("charset=")
        self.charset = (said.get("charset") or in_content).strip()


def _first(facts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((facts[name] for name in names if name in facts), "")


def _tidy(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
