# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a post to one video: its name, its description; a thread is one text."""

from __future__ import annotations

from dataclasses import replace

from scheduler.model.languages import primary
from scheduler.model.message import Length, Message, Part
from scheduler.model.platform import Limits, type_json
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import Fields, composed
from scheduler.planning.paragraphs import title_of

# OpenAPI 8.1.0; the length of descriptions is unverified. Of the size the server's quota decides;
# this bound is our own.
LIMITS = Limits(
    text=10_000,
    media=1,
    video_bytes=500_000_000,
    mime_types=("video/mp4", "video/webm", "video/quicktime"),
    source="sheet 2026-11",
)
FIELDS = Fields("PeerTube", language=True, visibility=True, videos=True)
NAME_WIDTH = 120
SHORTEST_NAME = 3
PRIVACY = {"public": 1, "unlisted": 2}


def measure(text: str, limits: Limits) -> Length:
    """Counts characters."""
    return Length(len(text), limits.text, limits.unit, len(text) <= limits.text)


def compose(post: ChannelPost, limits: Limits) -> Message:
    """One part with all texts and the first video."""
    whole = ChannelPassage(
        "\n\n".join(passage.text.strip() for passage in post.passages),
        tuple(each for passage in post.passages for each in passage.attachments),
    )
    message = composed(replace(post, passages=(whole,)), limits, FIELDS)
    mixed = any(passage.lang not in {None, post.lang} for passage in post.passages)
    refusals = [] if message.parts[0].attachments else [NO_VIDEO]
    refusals += [] if post.visibility in PRIVACY else [HIDDEN]
    return replace(
        message,
        omissions=(*message.omissions, *((_ONE_LANGUAGE,) if mixed else ())),
        refusals=(*message.refusals, *refusals),
    )


def video_of(part: Part) -> Attachment | None:
    """The video of `part`."""
    return next((each for each in part.attachments if each.mime.startswith("video/")), None)


def name_of(part: Part) -> str:
    """The first line; PeerTube asks for three characters."""
    name = title_of(part.text, NAME_WIDTH)
    return name if len(name) >= SHORTEST_NAME else f"{name} – Video".strip(" –")


def described(part: Part) -> dict[str, type_json]:
    """What a new video and an edit have in common."""
    return {"name": name_of(part), "description": part.text, "language": primary(part.lang)}


NO_VIDEO = Sentence(
    "Bei PeerTube braucht ein Beitrag ein Video (MP4, WebM oder MOV). Geben Sie ihm eines oder "
    "lassen Sie den Kanal weg.",
    "On PeerTube a post needs a video (MP4, WebM or MOV). Add one, or leave this channel out.",
)
HIDDEN = Sentence(
    "„Privat“ sieht bei PeerTube nur das eigene Konto. Nehmen Sie unlisted oder lassen Sie den "
    "Kanal weg.",
    "“Private” is seen on PeerTube by the own account only. Take unlisted, or leave this channel "
    "out.",
)
_ONE_LANGUAGE = Sentence(
    "PeerTube zeigt alle Teile in einer Beschreibung; als Sprache gilt überall die des ersten.",
    "PeerTube shows all parts in one description; the language of the first counts for all.",
)
