# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to X's parts: text, link, hashtags, media, and what cannot be carried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.model.message import Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed

FIELDS = Fields("X", alt=True, videos=True)
GIF = "image/gif"
GIF_BYTES = 15_000_000  # xdevplatform/docs 28713281, 2026-08-22
MOST_CASHTAGS = 1  # the same: applications without an enterprise contract
# A cashtag as X sees it is not documented beside this form.
_CASHTAG = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?!\w)")


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The parts of `post`; link and hashtags stand in a thread's first one."""
    kept = [_that_go_together(each.attachments, limits) for each in post.passages]
    passages = [
        replace(each, attachments=media) for each, media in zip(post.passages, kept, strict=True)
    ]
    message = composed(replace(post, passages=tuple(passages)), _without_sizes(limits), FIELDS)
    lost = sum(len(each.attachments) for each in post.passages) - sum(map(len, kept))
    omissions = [*message.omissions, *([_left_out(lost)] if lost else [])]
    omissions += [_SILENT_VIDEO] if any(map(_has_described_video, message.parts)) else []
    refusals = (*message.refusals, *_too_many_cashtags(message.parts))
    return Message(message.parts, tuple(dict.fromkeys(omissions)), refusals)


def is_still(attachment: Attachment) -> bool:
    """Whether it is a picture that does not move."""
    return attachment.mime.startswith("image/") and attachment.mime != GIF


def takes_alt(attachment: Attachment) -> bool:
    """Whether X shows a description of it."""
    return attachment.mime.startswith("image/")


def _that_go_together(attachments: Sequence[Attachment], limits: Limits) -> tuple[Attachment, ...]:
    """Up to four pictures, or one GIF, or one video, as the first of them decides."""
    taken = [each for each in attachments if _is_taken(each, limits)]
    if taken and not is_still(taken[0]):
        return (taken[0],)
    return tuple(each for each in taken if is_still(each))[: limits.media]


def _is_taken(attachment: Attachment, limits: Limits) -> bool:
    most = limits.image_bytes if is_still(attachment) else limits.video_bytes
    most = GIF_BYTES if attachment.mime == GIF else most
    return attachment.mime in limits.mime_types and attachment.size_bytes <= (most or 0)


def _without_sizes(limits: Limits) -> Limits:
    """What was chosen here stays: a GIF may be larger than a picture."""
    return replace(limits, image_bytes=None, video_bytes=None)


def _has_described_video(part: Part) -> bool:
    return any(each.alt and not takes_alt(each) for each in part.attachments)


def _too_many_cashtags(parts: Sequence[Part]) -> Iterator[Sentence]:
    if any(len(_CASHTAG.findall(part.text)) > MOST_CASHTAGS for part in parts):
        yield Sentence(
            "X nimmt je Beitrag nur einen Cashtag ($NAME). Streichen Sie die anderen.",
            "X takes one cashtag ($NAME) per post only. Remove the others.",
        )


def _left_out(number: int) -> Sentence:
    return Sentence(
        f"X zeigt höchstens vier Bilder oder ein GIF oder ein Video; {number} Medien entfallen.",
        f"X shows at most four pictures, or one GIF, or one video; {number} media are left out.",
    )


_SILENT_VIDEO = Sentence(
    "X kennt für Videos keinen Alternativtext; er entfällt. Beschreiben Sie das Video im Text.",
    "X has no alt text for videos; it is left out. Describe the video in the text.",
)
