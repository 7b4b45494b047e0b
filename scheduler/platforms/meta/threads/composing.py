# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Threads' parts, and how Threads counts: an emoji by its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed

# Threads API, pages on posts and media (changelog to 2026-04-21)
LIMITS = Limits(
    text=500,
    unit="characters, emoji by bytes",
    alt=1000,
    media=20,
    image_bytes=8_000_000,
    video_bytes=1_000_000_000,
    mime_types=("image/jpeg", "image/png", "video/mp4", "video/quicktime"),
    source="sheet 2026-04-21",
)
FIELDS = Fields("Threads", alt=True, videos=True)
MOST_LINKS = 5  # since 2025-12-22
_RATIO = 10
_LINK = re.compile(r"https?://[^\s<>\"]+")
_PICTURE_BYTES = 3  # an emoji has at least so many


def measure(text: str, limits: Limits) -> Length:
    """Counts characters; an emoji counts as many as it has UTF-8 bytes. Links count in full."""
    length = sum(_weight(cluster) for cluster in _clusters().findall(text))
    return Length(length, limits.text, limits.unit, length <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The parts of `post`; media of a part with a content warning stay covered."""
    fitting = tuple(_fitting(passage) for passage in post.passages)
    message = composed(replace(post, passages=fitting), limits, FIELDS)
    parts = tuple(_covered(part, post.content_warning) for part in message.parts)
    omissions = [*message.omissions, *_said(post, fitting)]
    refusals = [*message.refusals, *(_too_many_links() for part in parts if has_too_many(part))]
    return Message(parts, tuple(dict.fromkeys(omissions)), tuple(dict.fromkeys(refusals)))


def has_too_many(part: Part) -> bool:
    """Whether the text has more links than Threads takes."""
    return len(set(_LINK.findall(part.text))) > MOST_LINKS


def _said(post: ChannelPost, fitting: tuple[ChannelPassage, ...]) -> Iterator[Sentence]:
    if fitting != post.passages:
        yield _EXTREME
    if len(post.hashtags) > 1:
        yield _ONE_TOPIC


def _covered(part: Part, warning: str | None) -> Part:
    """The warning is the first line of the text; with it, the media are covered, too."""
    return replace(part, content_warning=warning) if warning and part.attachments else part


def _fitting(passage: ChannelPassage) -> ChannelPassage:
    fit = tuple(each for each in passage.attachments if not _is_extreme(each))
    return passage if len(fit) == len(passage.attachments) else replace(passage, attachments=fit)


def _is_extreme(attachment: Attachment) -> bool:
    width, height = attachment.width, attachment.height
    return bool(width and height) and max(width or 0, height or 0) > _RATIO * min(
        width or 0, height or 0
    )


def _weight(cluster: str) -> int:
    size = len(cluster.encode("utf-8", "surrogatepass"))
    is_emoji = size >= _PICTURE_BYTES and _emoji().search(cluster) is not None
    return size if is_emoji else len(cluster)


@cache
def _clusters() -> Any:  # noqa: ANN401 - a compiled pattern of `regex`, imported late
    import regex  # noqa: PLC0415 - 20 ms that `litfass --help` need not pay

    return regex.compile(r"\X")


@cache
def _emoji() -> Any:  # noqa: ANN401 - as above
    import regex  # noqa: PLC0415 - as above

    return regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3")


def _too_many_links() -> Sentence:
    return Sentence(
        f"Threads nimmt höchstens {MOST_LINKS} verschiedene Links je Beitrag. Lassen Sie einige "
        "weg, oder verteilen Sie sie auf mehrere Teile.",
        f"Threads takes at most {MOST_LINKS} different links per post. Leave some out, or spread "
        "them over several parts.",
    )


_EXTREME = Sentence(
    "Threads nimmt Bilder nur bis zum Seitenverhältnis 10:1; was darüber ist, entfällt.",
    "Threads takes pictures only up to a ratio of 10:1; what is beyond that is left out.",
)
_ONE_TOPIC = Sentence(
    "Threads macht nur den ersten Hashtag zum Thema; die anderen stehen als Text da.",
    "Threads makes only the first hashtag a topic; the others stand there as text.",
)
