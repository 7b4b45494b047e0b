# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Turns the text of a simulated post into what its readers see: links, mentions, hashtags.

Where the sender marks up (Bluesky) the facets are taken as they are, wrong ones too: a reader
would see them. Where the platform does (Mastodon) its conventions are applied: links lose their
scheme and what comes after thirty characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from scheduler.model.message import Facet
from scheduler.simulator.world import SimPost

SHOWN_OF_A_LINK = 30
_MARKS = re.compile(
    r"(?P<link>https?://[^\s<>\"]*[^\s<>\"'.,;:!?)\]…“”])"
    r"|(?<![\w/])(?P<mention>@\w+(?:\.\w+)*(?:@[\w-]+(?:\.[\w-]+)+)?)"
    r"|(?<!\w)#(?P<tag>\w*[^\W\d]\w*)"
)
_SCHEME = re.compile(r"^https?://(www\.)?")


def marked_up(post: SimPost) -> Markup:
    """The text of `post` as HTML."""
    pieces = _by_convention(post.text) if post.facets is None else _by_facets(post)
    return Markup().join(pieces)


def _by_convention(text: str) -> Iterator[Markup]:
    end = 0
    for match in _MARKS.finditer(text):
        yield escape(text[end : match.start()])
        kind = match.lastgroup or ""
        yield _mark(kind, match[kind], _shortened(match[0]) if kind == "link" else match[0])
        end = match.end()
    yield escape(text[end:])


def _by_facets(post: SimPost) -> Iterator[Markup]:
    raw = post.text.encode()
    end = 0
    for facet in sorted(post.facets or (), key=_start):
        if not end <= facet.byte_start < facet.byte_end <= len(raw):
            continue  # overlapping or out of range: clients leave such a facet out
        yield escape(_decoded(raw[end : facet.byte_start]))
        yield _mark(facet.kind, facet.target, _decoded(raw[facet.byte_start : facet.byte_end]))
        end = facet.byte_end
    yield escape(_decoded(raw[end:]))


def _start(facet: Facet) -> int:
    return facet.byte_start


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _mark(kind: str, target: str, shown: str) -> Markup:
    """A link leads somewhere; mentions and hashtags lead nowhere in a simulated world."""
    if kind == "link" and target.startswith(("https://", "http://")):
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(target, shown)
    name = kind if kind in {"mention", "tag"} else "link"
    return Markup('<span class="{}">{}</span>').format(name, shown)


def _shortened(url: str) -> str:
    bare = _SCHEME.sub("", url)
    return bare if len(bare) <= SHOWN_OF_A_LINK else bare[:SHOWN_OF_A_LINK] + "…"
