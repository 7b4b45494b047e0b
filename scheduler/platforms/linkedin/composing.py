# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to LinkedIn's parts: a post with pictures or a card, and comments below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, Card, ChannelPassage, ChannelPost, Link
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed
from scheduler.platforms.linkedin.little_text import seen, written

# text: LinkedIn's web page; the API only says that a text may be too long. alt: documentation of
# images and multi-image posts as public copies quote it (2026), pictures: 2-20 in one post; videos:
# the same copies.
LIMITS = Limits(
    text=3000,
    alt=4086,
    media=20,
    video_bytes=500_000_000,
    mime_types=("image/jpeg", "image/png", "image/gif", "video/mp4"),
    source="sheet 2026-08",
)
FIELDS = Fields("LinkedIn", alt=True, videos=True)
COMMENT_CHARACTERS = 1250  # as public copies quote it (2026)
FEWEST_VIDEO_BYTES = 75_000
PIXELS_BELOW = 36_152_320  # documentation of images, 2026-01


def measure(text: str, limits: Limits) -> Length:
    """`text` as readers see it; valid when it fits with its escapes, too, which may count."""
    length, sent = len(seen(text)), len(written(text))
    detail = None
    if sent > limits.text >= length:
        detail = Sentence(
            f"Mit den Maskierungen, die LinkedIn verlangt, hat der Text {sent} Zeichen.",
            f"With the escapes that LinkedIn asks for, the text has {sent} characters.",
        )
    valid = length <= limits.text and sent <= limits.text
    return Length(length, limits.text, limits.unit, valid, detail=detail)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The post, and a comment below it for each further passage; comments are text alone."""
    first, *others = post.passages or (ChannelPassage(""),)
    taken = _that_go_together(first.attachments, limits)
    passages = (
        replace(first, attachments=taken),
        *(replace(each, attachments=()) for each in others),
    )
    bare = replace(post, passages=passages, card=None, link=_without_card(post.link))
    message = composed(bare, limits, FIELDS)
    opening, *comments = message.parts
    card, said = _card(post.card, opening)
    omissions = [*message.omissions, *said]
    lost = len(first.attachments) - len(taken)
    omissions += [_left_out(lost)] if lost else []
    omissions += [_SILENT_VIDEO] if any(each.alt and is_video(each) for each in taken) else []
    omissions += [_AS_COMMENTS] if others else []
    omissions += [_BARE_COMMENTS] if any(each.attachments for each in others) else []
    parts = (replace(opening, card=card), *comments)
    return Message(parts, tuple(dict.fromkeys(omissions)), (*message.refusals, *_long(comments)))


def comment_text(part: Part) -> str:
    """What a comment says: plain text, nothing is escaped there."""
    return seen(part.text)


def is_video(attachment: Attachment) -> bool:
    """Whether it is a video; LinkedIn keeps those apart from pictures."""
    return attachment.mime.startswith("video/")


def _that_go_together(attachments: Sequence[Attachment], limits: Limits) -> tuple[Attachment, ...]:
    """Pictures, or one video, as the first of them decides."""
    taken = [each for each in attachments if _is_taken(each, limits)]
    if taken and is_video(taken[0]):
        return (taken[0],)
    return tuple(each for each in taken if not is_video(each))[: limits.media]


def _is_taken(attachment: Attachment, limits: Limits) -> bool:
    if attachment.mime not in limits.mime_types:
        return False
    if is_video(attachment):
        return FEWEST_VIDEO_BYTES <= attachment.size_bytes <= (limits.video_bytes or 0)
    return not _is_too_large(attachment)


def _is_too_large(attachment: Attachment) -> bool:
    return (attachment.width or 0) * (attachment.height or 0) >= PIXELS_BELOW


def _without_card(link: Link | None) -> Link | None:
    return replace(link, card=None) if link else None


def _card(card: Card | None, opening: Part) -> tuple[Card | None, list[Sentence]]:
    if card is None:
        return None, []
    if opening.attachments:
        return None, [_CARD_OR_PICTURES]
    picture = card.image
    if picture and (not picture.mime.startswith("image/") or not _is_taken(picture, LIMITS)):
        return replace(card, image=None), [_NO_THUMBNAIL]
    return card, []


def _left_out(number: int) -> Sentence:
    return Sentence(
        "LinkedIn zeigt bis zu 20 Bilder (unter 36 Millionen Bildpunkten) oder ein Video (75 kB "
        f"bis 500 MB); {number} Medien entfallen.",
        "LinkedIn shows up to 20 pictures (below 36 million pixels) or one video (75 kB to "
        f"500 MB); {number} media are left out.",
    )


def _long(comments: list[Part]) -> Iterator[Sentence]:
    for number, part in enumerate(comments, start=2):
        if len(comment_text(part)) > COMMENT_CHARACTERS:
            yield too_long_comment(f"Teil {number}", f"Part {number}")


def too_long_comment(de: str, en: str) -> Sentence:
    """The sentence about a comment that LinkedIn would refuse."""
    return Sentence(
        f"{de} ist länger als die {COMMENT_CHARACTERS} Zeichen eines Kommentars bei LinkedIn.",
        f"{en} is longer than the {COMMENT_CHARACTERS} characters of a comment on LinkedIn.",
    )


_AS_COMMENTS = Sentence(
    "LinkedIn kennt keine Threads: Die weiteren Teile erscheinen als Kommentare unter dem Beitrag.",
    "LinkedIn has no threads: the further parts appear as comments below the post.",
)
_BARE_COMMENTS = Sentence(
    "Kommentare sind bei LinkedIn reiner Text; ihre Medien entfallen.",
    "Comments on LinkedIn are text alone; their media are left out.",
)
_SILENT_VIDEO = Sentence(
    "LinkedIn nimmt für Videos keinen Alternativtext; er entfällt. Beschreiben Sie das Video im "
    "Text.",
    "LinkedIn takes no alt text for videos; it is left out. Describe the video in the text.",
)
_CARD_OR_PICTURES = Sentence(
    "Die Linkvorschau entfällt: LinkedIn zeigt entweder Bilder oder eine Vorschau.",
    "The link card is left out: LinkedIn shows either pictures or a card.",
)
_NO_THUMBNAIL = Sentence(
    "Das Bild der Linkvorschau entfällt: LinkedIn nimmt diese Art oder Größe nicht.",
    "The picture of the link card is left out: LinkedIn does not take its type or size.",
)
