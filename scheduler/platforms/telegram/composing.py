# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Telegram's messages: plain text, in which it links addresses, @names and #tags.

There is no field for alt texts, so pictures are described below the text. With media the text is
a caption, which may be a quarter as long; where the descriptions do not fit, that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed, descriptions

# python-telegram-bot 1183d401f, constants.py, 2026-08-16; that UTF-16 units are counted is
# unverified, and the safe side
LIMITS = Limits(
    text=4096,
    unit="UTF-16 units",
    media=10,
    image_bytes=10_000_000,
    video_bytes=50_000_000,
    mime_types=(
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/gif",
        "video/mp4",
        "audio/mpeg",
        "audio/mp4",
    ),
    source="sheet 2026-08-16",
)
CAPTION = 1024
_SIDES = 10_000  # width and height of a photo together
_RATIO = 20
FIELDS = Fields("Telegram", videos=True, sounds=True)


def units(text: str) -> int:
    """How long `text` is in UTF-16 code units: most emoji count two and more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def measure(text: str, limits: Limits) -> Length:
    """Counts UTF-16 code units."""
    length = units(text)
    return Length(length, limits.text, limits.unit, length <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The messages, and what does not fit."""
    together = tuple(_together(passage) for passage in post.passages)
    message = composed(replace(post, passages=together), limits, FIELDS)
    omissions, parts = list(message.omissions), []
    if together != post.passages:
        omissions.append(_MIXED)
    for part in message.parts:
        short = _within_caption(part)
        if short is not part:
            omissions.append(_UNDESCRIBED)
        parts.append(short)
    refusals = (*message.refusals, *(_too_long(part) for part in parts if is_overlong(part)))
    return Message(tuple(parts), tuple(dict.fromkeys(omissions)), tuple(dict.fromkeys(refusals)))


def is_overlong(part: Part) -> bool:
    """Whether the text of a part with media is longer than a caption may be."""
    return bool(part.attachments) and units(part.text) > CAPTION


def kind_of(attachment: Attachment) -> str:
    """What Telegram calls it: photo, animation, video or audio."""
    if attachment.mime == "image/gif":
        return "animation"
    kind = attachment.mime.partition("/")[0]
    return "photo" if kind == "image" else kind


def _together(passage: ChannelPassage) -> ChannelPassage:
    """Photos and videos go together; an animation or a sound goes alone."""
    fit = [each for each in passage.attachments if _is_photo_size(each)]
    return replace(passage, attachments=tuple(_of_one_album(fit)))


def _of_one_album(attachments: Sequence[Attachment]) -> Sequence[Attachment]:
    album = {"photo", "video"}
    if attachments and kind_of(attachments[0]) in album:
        return [each for each in attachments if kind_of(each) in album]
    return attachments[:1]


def _is_photo_size(attachment: Attachment) -> bool:
    width, height = attachment.width, attachment.height
    if kind_of(attachment) != "photo" or not width or not height:
        return True
    return width + height <= _SIDES and max(width, height) <= _RATIO * min(width, height)


def _within_caption(part: Part) -> Part:
    """Without the descriptions where only they make the caption too long."""
    described = descriptions(part.attachments, part.lang)
    bare = part.text.removesuffix(described).rstrip() if described else part.text
    if is_overlong(part) and bare != part.text and units(bare) <= CAPTION:
        return replace(part, text=bare)
    return part


def _too_long(part: Part) -> Sentence:
    length = units(part.text)
    return Sentence(
        f"Bei Telegram hat ein Text mit Medien höchstens {CAPTION} Zeichen; dieser hat {length}. "
        "Kürzen Sie ihn oder lassen Sie die Medien in diesem Kanal weg.",
        f"On Telegram a text with media has at most {CAPTION} characters; this one has {length}. "
        "Shorten it, or leave the media out in this channel.",
    )


_MIXED = Sentence(
    "Telegram zeigt Fotos und Videos zusammen, ein GIF oder einen Ton aber nur allein, und Fotos "
    "nur bis 10.000 Pixel Breite und Höhe zusammen und bis zum Seitenverhältnis 20; was nicht "
    "passt, entfällt.",
    "Telegram shows photos and videos together, but a GIF or a sound only alone, and photos only "
    "up to 10,000 pixels of width and height together and a ratio of 20; what does not fit is "
    "left out.",
)
_UNDESCRIBED = Sentence(
    "Telegram kennt keine Alternativtexte, und als Zeilen unter dem Text sind sie hier zu lang; "
    "sie entfallen. Kürzen Sie Text oder Beschreibungen.",
    "Telegram has no alt texts, and as lines below the text they are too long here; they are left "
    "out. Shorten the text or the descriptions.",
)
