# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same entries as Atom, as RSS and as JSON Feed.

The XML is built with the standard library: feedgen 1.0.0 loses rel, type and length of links
inside Atom entries, so that enclosures become plain links (seen 2026-11).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from scheduler.platforms.feed.entry import instant, type_entry, written
from scheduler.platforms.feed.settings import Settings

ATOM, RSS, JSON = "atom.xml", "rss.xml", "feed.json"
_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_XML = "http://www.w3.org/XML/1998/namespace"
register_namespace("atom", _ATOM)
register_namespace("dc", _DC)


def json_feed(settings: Settings, entries: Sequence[type_entry]) -> bytes:
    """JSON Feed 1.1; it is also what the others are written from."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.title,
        "home_page_url": settings.url,
        "feed_url": f"{settings.url}/{JSON}",
        "language": settings.language,
        "authors": [{"name": settings.author}],
        "items": list(entries),
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def atom(settings: Settings, entries: Sequence[type_entry], now: datetime) -> bytes:
    """Atom 1.0: every medium is an enclosure."""
    # Without a prefix, as some readers expect it: the namespace stands as an attribute.
    feed = Element("feed", {"xmlns": _ATOM, f"{{{_XML}}}lang": settings.language})
    _text(feed, "id", f"{settings.url}/{ATOM}")
    _text(feed, "title", settings.title)
    _text(feed, "updated", max((e["date_modified"] for e in entries), default=instant(now)))
    SubElement(feed, "link", {"rel": "self", "href": f"{settings.url}/{ATOM}"})
    _text(SubElement(feed, "author"), "name", settings.author)
    for each in entries:
        entry = SubElement(feed, "entry", {f"{{{_XML}}}lang": each["language"]})
        _text(entry, "id", each["id"])
        _text(entry, "title", each["title"])
        _text(entry, "published", each["date_published"])
        _text(entry, "updated", each["date_modified"])
        if "url" in each:
            SubElement(entry, "link", {"rel": "alternate", "href": each["url"]})
        for medium in each["attachments"]:
            SubElement(entry, "link", {"rel": "enclosure", **_enclosed(medium, "href")})
        SubElement(entry, "content", {"type": "html"}).text = each["content_html"]
    return _document(feed)


def rss(settings: Settings, entries: Sequence[type_entry], now: datetime) -> bytes:
    """RSS 2.0: the first medium is the enclosure, the others stand in the content."""
    document = Element("rss", {"version": "2.0"})
    channel = SubElement(document, "channel")
    _text(channel, "title", settings.title)
    _text(channel, "link", settings.url)
    _text(channel, "description", f"{settings.title} – {settings.author}")
    _text(channel, "language", settings.language)
    newest = max((each["date_modified"] for each in entries), default=instant(now))
    _text(channel, "lastBuildDate", _rfc822(newest))
    itself = {"rel": "self", "type": "application/rss+xml", "href": f"{settings.url}/{RSS}"}
    SubElement(channel, f"{{{_ATOM}}}link", itself)
    for each in entries:
        item = SubElement(channel, "item")
        _text(item, "title", each["title"])
        SubElement(item, "guid", {"isPermaLink": "false"}).text = each["id"]
        _text(item, "pubDate", _rfc822(each["date_published"]))
        if "url" in each:
            _text(item, "link", each["url"])
        _text(item, f"{{{_DC}}}language", each["language"])
        for medium in each["attachments"][:1]:
            SubElement(item, "enclosure", _enclosed(medium, "url"))
        _text(item, "description", each["content_html"])
    return _document(document)


def _enclosed(medium: type_entry, address: str) -> dict[str, str]:
    size = str(medium["size_in_bytes"])
    return {address: medium["url"], "type": medium["mime_type"], "length": size}


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = written(text)


def _document(root: Element) -> bytes:
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _rfc822(at: str) -> str:
    return format_datetime(datetime.fromisoformat(at), usegmt=True)
