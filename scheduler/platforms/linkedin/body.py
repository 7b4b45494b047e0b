# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is sent: a post, with pictures, a video or a card, and a comment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scheduler.model.message import Part
from scheduler.model.post import Attachment, Card
from scheduler.platforms.linkedin.composing import comment_text, is_video
from scheduler.platforms.linkedin.little_text import written


def post_body(part: Part, author: str, urns: Sequence[str]) -> dict[str, Any]:
    """The post by `author`; `urns` are its uploaded media, in order."""
    body: dict[str, Any] = {
        "author": author,
        "commentary": written(part.text),
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    content = _content(part, urns)
    return {**body, "content": content} if content else body


def comment_body(part: Part, author: str, post: str) -> dict[str, Any]:
    """A comment of `author` below `post`."""
    return {"actor": author, "object": post, "message": {"text": comment_text(part)}}


def _content(part: Part, urns: Sequence[str]) -> dict[str, Any]:
    if part.attachments:
        images = [_image(*each) for each in zip(part.attachments, urns, strict=True)]
        return {"media": images[0]} if len(images) == 1 else {"multiImage": {"images": images}}
    return {"article": _article(part.card, urns)} if part.card else {}


def _image(attachment: Attachment, urn: str) -> dict[str, str]:
    described = attachment.alt and not is_video(attachment)
    return {"id": urn, **({"altText": attachment.alt} if described else {})}


def _article(card: Card, urns: Sequence[str]) -> dict[str, str]:
    """LinkedIn does not look at the page itself: whatever the card shows must be sent."""
    article = {"source": card.url, "title": card.title}
    if card.description:
        article["description"] = card.description
    if urns:
        article["thumbnail"] = urns[0]
    return article
