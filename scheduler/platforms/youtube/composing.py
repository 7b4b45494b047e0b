# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to a video with title and description, and comments below it.

A post has no field for a title: its first line is the title, what follows is the description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed

# Title and description: public copies of the documentation (2026); that the description counts in
# bytes is unverified. Sizes: discovery document rev 20261104.
LIMITS = Limits(
    text=5000,
    unit="bytes",
    text_bytes=5000,
    media=1,
    video_bytes=256 * 1024**3,
    mime_types=("video/mp4", "video/quicktime", "video/webm"),
    source="sheet 2026-11",
    captions=True,
    caption_bytes=100 * 1024**2,
)
FIELDS = Fields("YouTube", language=True, visibility=True, videos=True)
TITLE_CHARACTERS = 100
COMMENT_CHARACTERS = 10_000  # YouTube's help pages; unverified for the API
_FORBIDDEN = re.compile("[<>]")
_WARNING = re.compile(r"(\[(?:Inhaltswarnung|Content warning): [^\n]*\])\s*\n\s*")
_LAST_WORD = re.compile(r"\s+\S*$")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text becomes: the title of the video and its description."""

    title: str
    description: str


def wording(text: str) -> Wording:
    """The first line of `text` as title, the rest as description.

    A content warning above goes into the title, where it is read before the video is opened. A
    first line that is too long for a title is shortened there, and stands whole below.
    """
    warning = _WARNING.match(text)
    body = text[warning.end() :] if warning else text
    first, _, rest = body.strip().partition("\n")
    title = f"{warning[1]} {first.strip()}" if warning else first.strip()
    if len(title) <= TITLE_CHARACTERS:
        return Wording(title, rest.strip())
    cut = title[: TITLE_CHARACTERS - 1]
    return Wording(f"{_LAST_WORD.sub('', cut)}…", text.strip())


def measure(text: str, limits: Limits) -> Length:
    """`text` in bytes of UTF-8, its title included: so it fits however it is divided."""
    length = len(text.encode())
    return Length(length, limits.text, limits.unit, length <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """The video, and a comment below it for each further passage; comments are text alone."""
    first, *others = post.passages or (ChannelPassage(""),)
    passages = (first, *(replace(each, attachments=()) for each in others))
    message = composed(replace(post, passages=passages), limits, FIELDS)
    opening, *comments = message.parts
    omissions = [*message.omissions]
    omissions += [_AS_COMMENTS] if others else []
    omissions += [_BARE_COMMENTS] if any(each.attachments for each in others) else []
    refusals = [*message.refusals, *_refusals(opening), *_long(comments)]
    return Message(message.parts, tuple(dict.fromkeys(omissions)), tuple(refusals))


def video_of(part: Part) -> Attachment | None:
    """The video that a part shows; a comment has none."""
    return part.attachments[0] if part.attachments else None


def _refusals(opening: Part) -> Iterator[Sentence]:
    if video_of(opening) is None:
        yield NO_VIDEO
    if not wording(opening.text).title:
        yield _NO_TITLE
    if _FORBIDDEN.search(opening.text):
        yield _ANGLES
    if opening.visibility == "direct":
        yield _NOBODY


def _long(comments: Sequence[Part]) -> Iterator[Sentence]:
    for number, part in enumerate(comments, start=2):
        if len(part.text) > COMMENT_CHARACTERS:
            yield Sentence(
                f"Teil {number} ist länger als die {COMMENT_CHARACTERS} Zeichen eines Kommentars "
                "bei YouTube.",
                f"Part {number} is longer than the {COMMENT_CHARACTERS} characters of a comment "
                "on YouTube.",
            )


NO_VIDEO = Sentence(
    "YouTube nimmt nur Beiträge mit einem Video (MP4, MOV, WebM). Fügen Sie eines hinzu, oder "
    "lassen Sie den Kanal weg.",
    "YouTube takes posts with a video (MP4, MOV, WebM) only. Add one, or leave this channel out.",
)
_NO_TITLE = Sentence(
    "Das Video hätte keinen Titel. Schreiben Sie ihn in die erste Zeile des Textes.",
    "The video would have no title. Write it into the first line of the text.",
)
_ANGLES = Sentence(
    "YouTube nimmt in Titel und Beschreibung kein < und kein >. Schreiben Sie es anders.",
    "YouTube takes no < and no > in title and description. Write it in another way.",
)
_NOBODY = Sentence(
    "YouTube kennt keine Videos für einzelne Empfänger. Ändern Sie visibility.",
    "YouTube knows no videos for single recipients. Change visibility.",
)
_AS_COMMENTS = Sentence(
    "YouTube kennt keine Threads: Die weiteren Teile erscheinen als Kommentare unter dem Video, "
    "ohne Angabe der Sprache.",
    "YouTube has no threads: the further parts appear as comments below the video, without a "
    "language.",
)
_BARE_COMMENTS = Sentence(
    "Kommentare sind bei YouTube reiner Text; ihre Medien entfallen.",
    "Comments on YouTube are text alone; their media are left out.",
)
