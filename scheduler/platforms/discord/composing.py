# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Discord's messages: text with Markdown as written, files with descriptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed

# discord/discord-api-docs c98d64bc, 2026-08-06. That UTF-16 units are counted, ten files and 25 MiB
# per message are unverified: the safe sides.
LIMITS = Limits(
    text=2000,
    unit="UTF-16 units",
    alt=1024,
    media=10,
    image_bytes=10 * 1024 * 1024,
    video_bytes=10 * 1024 * 1024,
    source="sheet 2026-08-06",
)
REQUEST_BYTES = 25 * 1024 * 1024
FIELDS = Fields("Discord", alt=True, videos=True, sounds=True)


def units(text: str) -> int:
    """How long `text` is in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def measure(text: str, limits: Limits) -> Length:
    """Counts UTF-16 code units."""
    length = units(text)
    return Length(length, limits.text, limits.unit, length <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The messages, and what does not fit into one request."""
    passages = tuple(_within_request(each) for each in post.passages)
    message = composed(replace(post, passages=passages), limits, FIELDS)
    if passages == post.passages:
        return message
    return replace(message, omissions=(*message.omissions, _TOO_MUCH))


def is_overlong(part: Part) -> bool:
    """Whether the text does not fit."""
    return units(part.text) > LIMITS.text


def _within_request(passage: ChannelPassage) -> ChannelPassage:
    sums = accumulate(each.size_bytes for each in passage.attachments)
    return replace(passage, attachments=tuple(_under(passage.attachments, sums)))


def _under(attachments: Iterable[Attachment], sums: Iterable[int]) -> Iterable[Attachment]:
    return (each for each, total in zip(attachments, sums, strict=True) if total <= REQUEST_BYTES)


_TOO_MUCH = Sentence(
    "Discord nimmt höchstens 25 MB je Nachricht; die letzten Medien entfallen.",
    "Discord takes at most 25 MB per message; the last media are left out.",
)
