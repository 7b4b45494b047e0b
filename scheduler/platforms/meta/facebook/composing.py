# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to what a Facebook Page says: a post, and comments below it."""

from __future__ import annotations

from dataclasses import replace

from scheduler.model.message import Facet, Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed

# The length is Facebook's own web page's, Meta documents none for the API; that ten pictures are
# safe is told by a public scheduler; photos up to 10 MB: Meta's page on photos, 2026-09-11. The
# size of videos is not confirmed.
LIMITS = Limits(
    text=63_206,
    unit="characters",
    media=10,
    image_bytes=10_000_000,
    video_bytes=1_000_000_000,
    mime_types=("image/jpeg", "image/png", "image/gif", "video/mp4", "video/quicktime"),
    source="sheet 2026-09-11",
)
FIELDS = Fields("Facebook", alt=True, videos=True)


def measure(text: str, limits: Limits) -> Length:
    """Counts characters."""
    return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The post, and a comment below it for each further passage; comments are text alone."""
    first, *others = post.passages or (ChannelPassage(""),)
    bare = [replace(each, attachments=()) for each in others]
    apart = replace(first, attachments=_of_one_kind(first.attachments))
    message = composed(replace(post, passages=(apart, *bare)), limits, FIELDS)
    opening, *comments = message.parts
    omissions = list(message.omissions)
    omissions += [_MIXED] if len(apart.attachments) < len(first.attachments) else []
    omissions += [_VIDEO_ALT] if is_reel(opening) and opening.attachments[0].alt else []
    omissions += [_AS_COMMENTS] if others else []
    omissions += [_BARE_COMMENTS] if any(each.attachments for each in others) else []
    parts = (_linked(opening, post), *comments)
    return Message(parts, tuple(dict.fromkeys(omissions)), message.refusals)


def linked(part: Part) -> str | None:
    """The link whose preview Facebook is to show, None where there is none."""
    return next((each.target for each in part.facets if each.kind == "link"), None)


def is_reel(part: Part) -> bool:
    """Whether it is a video, which Facebook shows as a reel."""
    return bool(part.attachments) and part.attachments[0].mime.startswith("video/")


def _of_one_kind(attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """The first video alone, or all pictures: whatever comes first decides."""
    if attachments and attachments[0].mime.startswith("video/"):
        return attachments[:1]
    return tuple(each for each in attachments if not each.mime.startswith("video/"))


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
_MIXED = Sentence(
    "Facebook zeigt Bilder und Videos nicht zusammen und je Beitrag nur ein Video; was nach dem "
    "ersten nicht passt, entfällt.",
    "Facebook does not show pictures and videos together, and only one video per post; what does "
    "not fit the first one is left out.",
)
_VIDEO_ALT = Sentence(
    "Facebook kennt Alternativtexte nur bei Bildern; der des Videos entfällt. Beschreiben Sie es "
    "im Text.",
    "Facebook has alt texts for pictures only; that of the video is left out. Describe it in the "
    "text.",
)
_BARE_COMMENTS = Sentence(
    "Medien in weiteren Teilen gehen zu Facebook nicht mit; Kommentare sind dort nur Text.",
    "Media in further parts do not go along to Facebook; comments are text alone there.",
)
