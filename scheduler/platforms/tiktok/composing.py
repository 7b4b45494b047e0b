# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to a video with a caption. TikTok has no threads: further parts join the caption."""

from __future__ import annotations

from dataclasses import replace

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed

# Reference of direct posts (2026-11) for the text; size and types: public copies (2026).
LIMITS = Limits(
    text=2200,
    unit="UTF-16 units",
    media=1,
    video_bytes=4_000_000_000,
    mime_types=("video/mp4", "video/quicktime", "video/webm"),
    source="sheet 2026-11",
)
FIELDS = Fields("TikTok", visibility=True, videos=True)
PRIVACY = {
    "public": "PUBLIC_TO_EVERYONE",
    "unlisted": "PUBLIC_TO_EVERYONE",
    "private": "SELF_ONLY",
}


def measure(text: str, limits: Limits) -> Length:
    """`text` in UTF-16 units: an emoji counts two or more."""
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return Length(length, limits.text, limits.unit, length <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """One video; the texts of all passages stand below one another."""
    first, *others = post.passages or (ChannelPassage(""),)
    text = "\n\n".join(each.text.strip() for each in (first, *others) if each.text.strip())
    whole = replace(post, passages=(replace(first, text=text),))
    message = composed(whole, limits, FIELDS)
    (part,) = message.parts
    omissions = [*message.omissions]
    omissions += [_JOINED] if others else []
    omissions += [_NO_MEDIA] if any(each.attachments for each in others) else []
    omissions += [_UNLISTED] if post.visibility == "unlisted" else []
    refusals = [*message.refusals]
    refusals += [NO_VIDEO] if video_of(part) is None else []
    refusals += [_NOBODY] if post.visibility == "direct" else []
    return Message((part,), tuple(dict.fromkeys(omissions)), tuple(refusals))


def video_of(part: Part) -> Attachment | None:
    """The video of a part."""
    return part.attachments[0] if part.attachments else None


NO_VIDEO = Sentence(
    "TikTok nimmt von Litfass nur Beiträge mit einem Video (MP4, MOV, WebM). Fügen Sie eines "
    "hinzu, oder lassen Sie den Kanal weg.",
    "TikTok takes posts with a video (MP4, MOV, WebM) from Litfass only. Add one, or leave this "
    "channel out.",
)
_NOBODY = Sentence(
    "TikTok kennt keine Videos für einzelne Empfänger. Ändern Sie visibility.",
    "TikTok knows no videos for single recipients. Change visibility.",
)
_JOINED = Sentence(
    "TikTok kennt keine Threads: Die Texte aller Teile stehen untereinander beim Video.",
    "TikTok has no threads: the texts of all parts stand below one another beside the video.",
)
_NO_MEDIA = Sentence(
    "Die Medien der weiteren Teile entfallen bei TikTok.",
    "The media of the further parts are left out on TikTok.",
)
_UNLISTED = Sentence(
    "TikTok kennt nicht „ungelistet“; das Video erscheint wie jedes andere.",
    "TikTok does not know “unlisted”; the video appears like any other.",
)
