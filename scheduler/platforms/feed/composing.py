# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to one entry: a thread is one text, for readers of feeds see entries one by one."""

from __future__ import annotations

from dataclasses import replace

from scheduler.model.message import Facet, Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import ChannelPassage, ChannelPost
from scheduler.planning.composition import Fields, composed

# Feeds know no limits; these bounds are our own.
LIMITS = Limits(text=1_000_000, media=100, source="own bounds 2026-11-23")
FIELDS = Fields("Feed", alt=True, language=True, videos=True, sounds=True)


def measure(text: str, limits: Limits) -> Length:
    """Counts characters."""
    return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """One part with all texts and media; the link is marked, so that the entry leads to it."""
    whole = ChannelPassage(
        "\n\n".join(passage.text.strip() for passage in post.passages),
        tuple(each for passage in post.passages for each in passage.attachments),
    )
    message = composed(replace(post, passages=(whole,)), limits, FIELDS)
    url = post.link.url if post.link else ""
    return replace(message, parts=tuple(_linked(part, url) for part in message.parts))


def _linked(part: Part, url: str) -> Part:
    start = part.text.find(url) if url else -1
    if start < 0:
        return part
    begin = len(part.text[:start].encode())
    return replace(part, facets=(Facet(begin, begin + len(url.encode()), "link", url),))
