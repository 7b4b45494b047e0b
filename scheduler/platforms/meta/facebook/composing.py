# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to what a Facebook Page says: a post, and comments below it."""

from __future__ import annotations

from dataclasses import replace

from scheduler.model.message import Facet, Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed

# The length is Facebook's own web page's, Meta documents none for the API; that ten pictures are
# safe is told by a public scheduler; photos up to 10 MB: Meta's page on photos, 2026-09-11.
LIMITS = Limits(
    text=63_206,
    unit="characters",
    media=10,
    image_bytes=10_000_000,
    mime_types=("image/jpeg", "image/png", "image/gif"),
    source="sheet 2026-09-11",
)
FIELDS = Fields("Facebook", alt=True)


def measure(text: str, limits: Limits) -> Length:
    """Counts characters."""
    return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The post, and a comment below it for each further passage; comments are text alone."""
    first, *others = post.passages or (ChannelPassage(""),)
    bare = [replace(each, attachments=()) for each in others]
    message = composed(replace(post, passages=(first, *bare)), limits, FIELDS)
    opening, *comments = message.parts
    omissions = list(message.omissions)
    omissions += [_AS_COMMENTS] if others else []
    omissions += [_BARE_COMMENTS] if any(each.attachments for each in others) else []
    parts = (_linked(opening, post), *comments)
    return Message(parts, tuple(dict.fromkeys(omissions)), message.refusals)


def linked(part: Part) -> str | None:
    """The link whose preview Facebook is to show, None where there is none."""
    return next((each.target for each in part.facets if each.kind == "link"), None)


def _linked(part: Part, post: ChannelPost) -> Part:
    """With the link marked in the text; beside pictures Facebook shows no preview."""
    if post.link is None or not post.link.url or part.attachments:
        return part
    url = post.link.url
    before, found, _ = part.text.rpartition(url)
    if not found:
        return part
    start = len(before.encode())
    return replace(part, facets=(Facet(start, start + len(url.encode()), "link", url),))


_AS_COMMENTS = Sentence(
    "Facebook kennt keine Threads; die weiteren Teile erscheinen als Kommentare unter dem Beitrag.",
    "Facebook has no threads; the further parts appear as comments below the post.",
)
_BARE_COMMENTS = Sentence(
    "Medien in weiteren Teilen gehen zu Facebook nicht mit; Kommentare sind dort nur Text.",
    "Media in further parts do not go along to Facebook; comments are text alone there.",
)
