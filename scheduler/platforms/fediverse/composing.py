# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Mastodon's parts: order, link, hashtags, media, and what cannot be carried.

A part is text, blank line, link, blank line, hashtags. In a thread the link and the hashtags
stand in the first part: it is the one that is found, boosted and seen alone. The parts that
follow a public one are `unlisted`, by the Fediverse's convention: they would otherwise fill the
public timelines; each carries the content warning, for each can be met by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scheduler.model.message import Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Link, Visibility
from scheduler.model.sentence import Sentence

# mastodon/documentation 2903485d, 2026-07-02: the defaults of /api/v2/instance
LIMITS = Limits(
    text=500,
    unit="graphemes",
    url_length=23,
    alt=1500,
    media=4,
    image_bytes=16_777_216,
    video_bytes=103_809_024,
    source="sheet 2026-07-02",
)
_PICTURES = "image/"


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The parts of `post`; the server makes its own link card, so a given one is left out."""
    omissions = [_CARD] if post.card is not None or (post.link and post.link.card) else []
    parts = []
    for number, passage in enumerate(post.passages or (ChannelPassage(""),)):
        attachments, left_out = _media(passage.attachments, limits)
        omissions += left_out
        text = _opening(post, passage.text.strip()) if number == 0 else passage.text.strip()
        part = _part(post, passage, text, attachments)
        parts.append(replace(part, visibility=_visibility(post, number)))
    return Message(tuple(parts), tuple(dict.fromkeys(omissions)))


def _part(
    post: ChannelPost, passage: ChannelPassage, text: str, attachments: tuple[Attachment, ...]
) -> Part:
    return Part(
        text,
        passage.lang or post.lang,
        attachments,
        content_warning=passage.content_warning or post.content_warning or None,
    )


def _visibility(post: ChannelPost, number: int) -> Visibility:
    return "unlisted" if number and post.visibility == "public" else post.visibility


def _opening(post: ChannelPost, body: str) -> str:
    tags = " ".join(f"#{tag.removeprefix('#')}" for tag in post.hashtags)
    return "\n\n".join(block for block in (body, _link_line(post.link, body), tags) if block)


def _link_line(link: Link | None, body: str) -> str:
    """The link on a line of its own, unless the author has already written it into the text."""
    if link is None or not link.url or link.url in body.split():
        return ""
    return f"{link.label}: {link.url}" if link.label else link.url


def _media(
    attachments: Sequence[Attachment], limits: Limits
) -> tuple[tuple[Attachment, ...], list[Sentence]]:
    known = [each for each in attachments if _is_taken(each, limits)]
    omissions = [_unknown_type(each) for each in attachments if each not in known]
    together = _that_go_together(known)
    if len(together) < len(known):
        omissions.append(_MIXED)
    if len(together) > limits.media:
        omissions.append(_too_many(len(together), limits.media))
    return tuple(together[: limits.media]), omissions


def _is_taken(attachment: Attachment, limits: Limits) -> bool:
    return not limits.mime_types or attachment.mime in limits.mime_types


def _that_go_together(attachments: list[Attachment]) -> list[Attachment]:
    """Pictures, or one video or sound: the server refuses a mixture (post_status_service)."""
    if not attachments or attachments[0].mime.startswith(_PICTURES):
        return [each for each in attachments if each.mime.startswith(_PICTURES)]
    return attachments[:1]


def _unknown_type(attachment: Attachment) -> Sentence:
    return Sentence(
        f"Diese Instanz nimmt keine Dateien der Art {attachment.mime}; das Medium entfällt.",
        f"This instance takes no files of type {attachment.mime}; the medium is left out.",
    )


def _too_many(given: int, most: int) -> Sentence:
    return Sentence(
        f"Diese Instanz nimmt höchstens {most} Medien je Beitrag; {given - most} entfallen.",
        f"This instance takes at most {most} media per post; {given - most} are left out.",
    )


_MIXED = Sentence(
    "Mastodon zeigt entweder Bilder oder ein Video oder einen Ton; was zum ersten Medium nicht "
    "passt, entfällt.",
    "Mastodon shows either pictures or one video or one sound; what does not fit the first medium "
    "is left out.",
)
_CARD = Sentence(
    "Die Linkvorschau macht bei Mastodon der Server selbst; die eigene entfällt.",
    "On Mastodon the server makes the link card itself; your own is left out.",
)
