# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""An entry, as it stands in feed.json: all that the other two forms are written from."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from scheduler.model.message import Part
from scheduler.model.post import Attachment

TITLE_WIDTH = 90
# XML 1.0 has no way to write these; one of them makes a feed unreadable for everybody.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'»“”]")
_WARNING = re.compile(r"\[(?:Inhaltswarnung|Content warning): [^\n]*\]\n\n")

type_entry = dict[str, Any]


def entry_id(domain: str, at: datetime, key: str) -> str:
    """The entry's name for ever (RFC 4151): readers know an entry again by it."""
    return f"tag:{domain},{at.year}:post/{key}"


def is_entry_of(entry: Mapping[str, Any], key: str) -> bool:
    """Whether `entry` is the one of the delivery with `key`."""
    return str(entry.get("id")).endswith(f":post/{key}")


def entry_of(
    part: Part, identifier: str, files: Sequence[tuple[Attachment, str]], at: datetime
) -> type_entry:
    """The entry of `part`; `files` are its media with their public addresses."""
    text = written(part.text)
    link = next((facet.target for facet in part.facets if facet.kind == "link"), None)
    entry: type_entry = {
        "id": identifier,
        "title": _title(text),
        "content_html": _content(text, files),
        "content_text": text,
        "date_published": instant(at),
        "date_modified": instant(at),
        "language": part.lang,
        "attachments": [_enclosure(each, url) for each, url in files],
    }
    if link:
        entry["url"] = written(link)
    return entry


def changed(old: type_entry, new: type_entry) -> type_entry:
    """`new` in the place of `old`: published when `old` was, modified only if it says else."""
    dates = {"date_published": old["date_published"]}
    same = {key: old.get(key) for key in new if not key.startswith("date_")} == {
        key: value for key, value in new.items() if not key.startswith("date_")
    }
    return old if same else {**new, **dates}


def instant(at: datetime) -> str:
    """RFC 3339, in UTC and whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def written(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def _title(text: str) -> str:
    body = _WARNING.sub("", text, count=1) or text
    first = next((line for line in body.splitlines() if line.strip()), "")
    return textwrap.shorten(first, TITLE_WIDTH, placeholder=" …")


def _content(text: str, files: Sequence[tuple[Attachment, str]]) -> str:
    blocks = [block for block in re.split(r"\n{2,}", text) if block.strip()]
    paragraphs = [f"<p>{_marked(block).replace(chr(10), '<br/>')}</p>" for block in blocks]
    return "".join([*paragraphs, *(_shown(each, url) for each, url in files)])


def _marked(text: str) -> str:
    """Escaped, with addresses as links."""
    pieces, end = [], 0
    for match in _URL.finditer(text):
        url = html.escape(match[0])
        pieces += [html.escape(text[end : match.start()]), f'<a href="{url}">{url}</a>']
        end = match.end()
    return "".join([*pieces, html.escape(text[end:])])


def _shown(attachment: Attachment, url: str) -> str:
    alt, address = html.escape(written(attachment.alt)), html.escape(url)
    if attachment.mime.startswith("image/"):
        size = ""
        if attachment.width and attachment.height:
            size = f' width="{attachment.width}" height="{attachment.height}"'
        return f'<p><img src="{address}" alt="{alt}"{size}/></p>'
    return f'<p><a href="{address}">{alt or address}</a></p>'


def _enclosure(attachment: Attachment, url: str) -> type_entry:
    return {
        "url": url,
        "mime_type": attachment.mime,
        "size_in_bytes": attachment.size_bytes,
        "title": written(attachment.alt),
    }
