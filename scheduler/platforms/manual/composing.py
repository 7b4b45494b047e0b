# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A manual message is one part, since a package is handed over once; a thread is marked inside.

Each passage of a thread begins with a line such as `=== 2/3 [2, 3] ===`: the second of three
posts, with the second and third file of the package. It is public for nobody but the person who
copies the pieces, and it is part of what was reviewed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Link

LIMITS = Limits(text=1_000_000, media=1_000, source="own bounds 2026-11-22")
_HEADING = re.compile(r"^=== (\d+)/(\d+)(?: \[([\d, ]+)\])? ===\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """What the duty officer publishes in one go: text, and files by their number in the package."""

    text: str
    files: tuple[tuple[int, Attachment], ...]


def measure(text: str, limits: Limits) -> Length:
    """Counts characters; nothing is known about where a person puts them."""
    return Length(len(text), limits.text, "characters", len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """Text, link, hashtags and all media; nothing is left out, as a person can carry anything."""
    del limits
    texts = [passage.text.strip() for passage in post.passages]
    texts[:1] = [_opening(post, texts[0])] if texts else []
    part = Part(
        text=texts[0] if len(texts) == 1 else _as_thread(texts, post.passages),
        lang=post.lang,
        attachments=tuple(item for passage in post.passages for item in passage.attachments),
        content_warning=post.content_warning,
        visibility=post.visibility,
        post=post.post_id,
    )
    return Message((part,))


def pieces_of(part: Part) -> tuple[Piece, ...]:
    """The pieces that `compose` put together; a text without its headings is one piece."""
    numbered = tuple(enumerate(part.attachments, start=1))
    headings = list(_HEADING.finditer(part.text))
    total = len(headings)
    expected = [(str(number), str(total)) for number in range(1, total + 1)]
    begins_with_one = total > 1 and headings[0].start() == 0
    if not begins_with_one or [(match[1], match[2]) for match in headings] != expected:
        return (Piece(part.text, numbered),)
    ends = [*(match.start() for match in headings[1:]), len(part.text)]
    return tuple(
        Piece(part.text[match.end() : end].strip("\n"), _picked(match[3], numbered))
        for match, end in zip(headings, ends, strict=True)
    )


def _picked(
    numbers: str | None, numbered: tuple[tuple[int, Attachment], ...]
) -> tuple[tuple[int, Attachment], ...]:
    wanted = {int(number) for number in (numbers or "").split(",") if number.strip()}
    return tuple((number, item) for number, item in numbered if number in wanted)


def _opening(post: ChannelPost, text: str) -> str:
    tags = " ".join(f"#{tag.removeprefix('#')}" for tag in post.hashtags)
    return "\n\n".join(block for block in (text, _link_line(post.link, text), tags) if block)


def _link_line(link: Link | None, text: str) -> str:
    if link is None or link.url in text.split():
        return ""
    return f"{link.label}: {link.url}" if link.label else link.url


def _as_thread(texts: list[str], passages: tuple[ChannelPassage, ...]) -> str:
    numbers = count(1)
    blocks = []
    for place, (text, passage) in enumerate(zip(texts, passages, strict=True), start=1):
        files = ", ".join(str(next(numbers)) for _ in passage.attachments)
        listed = f" [{files}]" if files else ""
        blocks.append(f"=== {place}/{len(texts)}{listed} ===\n{text}")
    return "\n\n".join(blocks)
