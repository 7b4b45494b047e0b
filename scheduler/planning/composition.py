# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What composing a message has in common on platforms that are chats, feeds or receivers.

The order is always text, link, hashtags. What a platform has no field for is written into the
text where readers gain by it (content warning, descriptions of pictures) and said where it is
lost (language, visibility).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.model.errors import Rejected
from scheduler.model.message import Message, Part
from scheduler.model.platform import Limits
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost, Link
from scheduler.model.sentence import Sentence

HIDDEN = frozenset({"private", "direct"})


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields a platform has; what it calls itself is `title`.

    `alt`: pictures have alt texts of their own; else each is described below the text. `videos`
    and `sounds`: files of these kinds go along as they are.
    """

    title: str
    alt: bool = False
    warning: bool = False
    language: bool = False
    visibility: bool = False
    videos: bool = False
    sounds: bool = False


def composed(post: ChannelPost, limits: Limits, fields: Fields) -> Message:
    """The parts of `post`, with a sentence for all that is left out."""
    omissions = list(_lost(post, fields))
    parts = []
    for number, passage in enumerate(post.passages or (ChannelPassage(""),)):
        attachments = carried(passage.attachments, limits, fields)
        if len(attachments) < len(passage.attachments):
            omissions.append(_left_out(fields, limits))
        text = opening(post, passage.text) if number == 0 else passage.text.strip()
        lang = passage.lang or post.lang
        parts.append(
            Part(
                _framed(replace(post, lang=lang), text, attachments, fields),
                lang,
                attachments,
                content_warning=post.content_warning or None if fields.warning else None,
                visibility=post.visibility,
            )
        )
    hidden = post.visibility in HIDDEN and not fields.visibility
    refusals = (_open_to_all(fields.title),) if hidden else ()
    return Message(tuple(parts), tuple(dict.fromkeys(omissions)), refusals)


def opening(post: ChannelPost, text: str) -> str:
    """`text` with the link and the hashtags of `post` below it."""
    body = text.strip()
    tags = " ".join(f"#{tag.removeprefix('#')}" for tag in post.hashtags)
    return "\n\n".join(block for block in (body, link_line(post.link, body), tags) if block)


def link_line(link: Link | None, body: str) -> str:
    """The link on a line of its own, unless the author has already written it into `body`."""
    if link is None or not link.url or link.url in body.split():
        return ""
    return f"{link.label}: {link.url}" if link.label else link.url


def carried(
    attachments: Sequence[Attachment], limits: Limits, fields: Fields
) -> tuple[Attachment, ...]:
    """The media that go along, in order: of a kind and size that is taken, no more than may be."""
    fit = [each for each in attachments if _is_taken(each, limits, fields)]
    return tuple(fit[: limits.media])


def refuse_hidden(part: Part, title: str) -> None:
    """Raise Rejected for a part that is not for everybody, on a platform where all see it."""
    if part.visibility in HIDDEN:
        raise Rejected(_open_to_all(title))


def warning_line(warning: str, lang: str) -> str:
    """A content warning as the first line of a text."""
    return f"[Inhaltswarnung: {warning}]" if _is_german(lang) else f"[Content warning: {warning}]"


def descriptions(attachments: Sequence[Attachment], lang: str) -> str:
    """What is on the pictures, a line for each; decorative ones have none."""
    word = "Bildbeschreibung" if _is_german(lang) else "Image description"
    described = [each.alt for each in attachments if each.alt]
    numbered = len(described) > 1
    return "\n".join(
        f"[{word} {number}: {alt}]" if numbered else f"[{word}: {alt}]"
        for number, alt in enumerate(described, start=1)
    )


def _framed(post: ChannelPost, text: str, attachments: Sequence[Attachment], fields: Fields) -> str:
    warning = post.content_warning if not fields.warning else None
    above = warning_line(warning, post.lang) if warning else ""
    below = "" if fields.alt else descriptions(attachments, post.lang)
    return "\n\n".join(block for block in (above, text, below) if block)


def _is_german(lang: str) -> bool:
    return lang.partition("-")[0].lower() == "de"


def _is_taken(attachment: Attachment, limits: Limits, fields: Fields) -> bool:
    kind = attachment.mime.partition("/")[0]
    if not {"image": True, "video": fields.videos, "audio": fields.sounds}.get(kind, False):
        return False
    if limits.mime_types and attachment.mime not in limits.mime_types:
        return False
    most = limits.image_bytes if kind == "image" else limits.video_bytes
    return most is None or attachment.size_bytes <= most


def _lost(post: ChannelPost, fields: Fields) -> Iterator[Sentence]:
    if not fields.language:
        yield Sentence(
            f"{fields.title} kennt keine Angabe der Sprache; Vorleseprogramme raten sie.",
            f"{fields.title} has no field for the language; screen readers guess it.",
        )
    if post.visibility == "unlisted" and not fields.visibility:
        yield Sentence(
            f"{fields.title} kennt nicht „ungelistet“; der Beitrag erscheint wie jeder andere.",
            f"{fields.title} does not know “unlisted”; the post appears like any other.",
        )
    if post.card is not None or (post.link and post.link.card):
        yield Sentence(
            f"Eine eigene Linkvorschau geht zu {fields.title} nicht mit.",
            f"A link card of your own does not go along to {fields.title}.",
        )


def _left_out(fields: Fields, limits: Limits) -> Sentence:
    return Sentence(
        f"{fields.title} nimmt höchstens {limits.media} Medien je Beitrag, und nur solche von "
        "passender Art und Größe; was darüber ist, entfällt.",
        f"{fields.title} takes at most {limits.media} media per post, and only of a fitting type "
        "and size; what is beyond that is left out.",
    )


def _open_to_all(title: str) -> Sentence:
    return Sentence(
        f"Bei {title} sieht jeder im Kanal den Beitrag; er ist aber nur für einen engeren Kreis "
        "gedacht. Ändern Sie visibility oder lassen Sie den Kanal weg.",
        f"On {title} everybody in the channel sees the post, but it is meant for fewer people. "
        "Change visibility or leave this channel out.",
    )
