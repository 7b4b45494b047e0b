# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Matrix's messages: a message is a text, or one file with the text as caption.

There is no field for alt texts, so pictures are described in the text. Further files follow as
messages of their own in the thread: each is one event on Matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed, descriptions

# matrix-org/matrix-spec d0ba2aae, 2026-07-21: an event has at most 65,536 bytes with its
# signatures; the room we leave for the text is our own choice. Synapse takes files of 50 MiB.
LIMITS = Limits(
    text=30_000,
    text_bytes=60_000,
    media=1,
    image_bytes=50 * 1024 * 1024,
    video_bytes=50 * 1024 * 1024,
    source="sheet 2026-07-21",
)
FIELDS = Fields("Matrix", videos=True, sounds=True)


def measure(text: str, limits: Limits) -> Length:
    """Counts characters; the bytes are a second limit."""
    fits = len(text.encode()) <= (limits.text_bytes or len(text.encode()))
    detail = None if fits else _BYTES
    valid = len(text) <= limits.text and fits
    return Length(len(text), limits.text, limits.unit, valid, detail=detail)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The messages in order; files beyond a message's first one follow it."""
    whole = composed(post, replace(limits, media=max(1, _most_files(post))), FIELDS)
    parts = tuple(single for part in whole.parts for single in _singles(part))
    return replace(whole, parts=parts)


def _most_files(post: ChannelPost) -> int:
    return max((len(passage.attachments) for passage in post.passages), default=0)


def _singles(part: Part) -> Iterator[Part]:
    if len(part.attachments) < 2:  # noqa: PLR2004 - one file goes with the text
        yield part
        return
    first, *others = part.attachments
    described = descriptions(part.attachments, part.lang)
    body = part.text.removesuffix(described).rstrip() if described else part.text
    yield replace(part, text=_with(body, first, part.lang), attachments=(first,))
    for each in others:
        yield replace(part, text=descriptions((each,), part.lang), attachments=(each,))


def _with(body: str, attachment: Attachment, lang: str) -> str:
    return "\n\n".join(block for block in (body, descriptions((attachment,), lang)) if block)


_BYTES = Sentence(
    "Matrix nimmt höchstens 60.000 Bytes je Nachricht.",
    "Matrix takes at most 60,000 bytes per message.",
)
