# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to Instagram's: a picture, a carousel, a reel or a story, and comments below it.

A story has no caption. A channel that posts stories says so by limits without text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed

# Reference of IG User Media, 2026-09-11. The unit of the caption's length is not told; UTF-16
# units are the safe side.
LIMITS = Limits(
    text=2200,
    unit="UTF-16 units",
    alt=1000,
    media=10,
    image_bytes=8_000_000,
    video_bytes=300_000_000,
    mime_types=("image/jpeg", "video/mp4", "video/quicktime"),
    source="sheet 2026-09-11",
)
STORY_LIMITS = replace(LIMITS, text=0, alt=None, media=1, video_bytes=100_000_000)
FIELDS = Fields("Instagram", alt=True, videos=True)
MOST_HASHTAGS = 30
ANNOUNCED_HASHTAGS = 5  # announced 2025-12-18; the API's behaviour is not documented
MOST_MENTIONS = 20
_NARROWEST, _WIDEST = 4 / 5, 1.91
_ROUNDING = 0.005
_HASHTAG = re.compile(r"(?<![\w&])#\w*[^\W\d_]\w*")
_MENTION = re.compile(r"(?<![\w.])@[\w.]+")


def measure(text: str, limits: Limits) -> Length:
    """Counts UTF-16 code units."""
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return Length(length, limits.text, limits.unit, length <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The post with its media, and a comment below it for each further passage."""
    first, *others = post.passages or (ChannelPassage(""),)
    is_story = is_of_stories(limits)
    fit = first.attachments if is_story else tuple(filter(_has_ratio, first.attachments))
    bare = [replace(each, attachments=()) for each in others]
    passages = (replace(first, attachments=fit), *([] if is_story else bare))
    message = composed(replace(post, passages=passages), limits, FIELDS)
    opening, *comments = message.parts
    if is_story:
        opening = replace(opening, text="")
    omissions = [*message.omissions, *_lost(post, opening, is_story=is_story)]
    omissions += [_RATIO] if len(fit) < len(first.attachments) else []
    omissions += [_BARE_COMMENTS] if any(each.attachments for each in others) else []
    refusals = [*message.refusals, *refused(opening)]
    return Message((opening, *comments), tuple(dict.fromkeys(omissions)), tuple(refusals))


def refused(part: Part) -> Iterator[Sentence]:
    """Why Instagram would refuse a post; of its comments nothing is said."""
    if not part.attachments:
        yield NEEDS_MEDIA
    if len(_HASHTAG.findall(part.text)) > MOST_HASHTAGS:
        yield _HASHTAGS
    if len(_MENTION.findall(part.text)) > MOST_MENTIONS:
        yield _MENTIONS


def is_of_stories(limits: Limits) -> bool:
    """Whether these are the limits of a channel that posts stories."""
    return limits.text == 0


def is_video(attachment: Attachment) -> bool:
    """Whether it moves."""
    return attachment.mime.startswith("video/")


def _lost(post: ChannelPost, opening: Part, *, is_story: bool) -> Iterator[Sentence]:
    if is_story:
        yield _STORY
        return
    if len(post.passages) > 1:
        yield _AS_COMMENTS
    if post.link is not None and post.link.url:
        yield _DEAD_LINK
    if len(_HASHTAG.findall(opening.text)) > ANNOUNCED_HASHTAGS:
        yield _FEW_HASHTAGS
    if _has_undescribed_video(opening.attachments):
        yield _VIDEO_ALT


def _has_undescribed_video(attachments: Sequence[Attachment]) -> bool:
    return any(is_video(each) and each.alt for each in attachments)


def _has_ratio(attachment: Attachment) -> bool:
    """Whether a picture is neither too tall nor too wide; a video's size is not known here."""
    width, height = attachment.width, attachment.height
    if is_video(attachment) or not width or not height:
        return True
    return _NARROWEST - _ROUNDING <= width / height <= _WIDEST + _ROUNDING


NEEDS_MEDIA = Sentence(
    "Instagram nimmt nur Beiträge mit Bild oder Video; hier bleibt keines übrig. Fügen Sie eines "
    "an oder lassen Sie den Kanal weg.",
    "Instagram takes only posts with a picture or video; none is left here. Add one or leave this "
    "channel out.",
)
_HASHTAGS = Sentence(
    f"Instagram nimmt höchstens {MOST_HASHTAGS} Hashtags. Lassen Sie einige weg.",
    f"Instagram takes at most {MOST_HASHTAGS} hashtags. Leave some out.",
)
_MENTIONS = Sentence(
    f"Instagram nimmt höchstens {MOST_MENTIONS} Erwähnungen. Lassen Sie einige weg.",
    f"Instagram takes at most {MOST_MENTIONS} mentions. Leave some out.",
)
_STORY = Sentence(
    "Eine Story zeigt nur ihr Bild oder Video: Text, Link, Hashtags, Alternativtext und weitere "
    "Teile entfallen.",
    "A story shows nothing but its picture or video: text, link, hashtags, alt text and further "
    "parts are left out.",
)
_AS_COMMENTS = Sentence(
    "Instagram kennt keine Threads; die weiteren Teile erscheinen als Kommentare unter dem "
    "Beitrag.",
    "Instagram has no threads; the further parts appear as comments below the post.",
)
_BARE_COMMENTS = Sentence(
    "Medien in weiteren Teilen gehen zu Instagram nicht mit; Kommentare sind dort nur Text.",
    "Media in further parts do not go along to Instagram; comments are text alone there.",
)
_DEAD_LINK = Sentence(
    "Links in Bildunterschriften lassen sich auf Instagram nicht anklicken.",
    "Links in captions cannot be clicked on Instagram.",
)
_FEW_HASHTAGS = Sentence(
    f"Instagram hat angekündigt, nur {ANNOUNCED_HASHTAGS} Hashtags zu zählen; die weiteren wirken "
    "vielleicht nicht.",
    f"Instagram has announced that only {ANNOUNCED_HASHTAGS} hashtags count; the others may have "
    "no effect.",
)
_VIDEO_ALT = Sentence(
    "Instagram kennt Alternativtexte nur bei Bildern; der des Videos entfällt. Beschreiben Sie es "
    "im Text.",
    "Instagram has alt texts for pictures only; that of the video is left out. Describe it in the "
    "text.",
)
_RATIO = Sentence(
    "Instagram nimmt Bilder nur vom Seitenverhältnis 4:5 (hoch) bis 1,91:1 (quer); was nicht "
    "passt, entfällt. Schneiden Sie es zu.",
    "Instagram takes pictures only of a ratio from 4:5 (tall) to 1.91:1 (wide); what does not fit "
    "is left out. Crop it.",
)
