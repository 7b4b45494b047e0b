# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields of Instagram's containers: picture, carousel, reel, story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.model.message import Part
from scheduler.model.post import Attachment
from scheduler.platforms.meta.instagram.composing import is_video


def post_fields(
    part: Part, addresses: Sequence[str], children: Sequence[str], *, in_feed: bool
) -> Mapping[str, str]:
    """The container of a post: a carousel, a reel or a picture."""
    caption = {"caption": part.text} if part.text else {}
    if len(addresses) > 1:
        return {"media_type": "CAROUSEL", "children": ",".join(children), **caption}
    (medium,) = part.attachments
    if is_video(medium):
        shown = {"share_to_feed": str(in_feed).lower()}
        return {"media_type": "REELS", "video_url": addresses[0], **shown, **caption}
    return {**_picture(medium, addresses[0]), **caption}


def story_fields(part: Part, addresses: Sequence[str]) -> Mapping[str, str]:
    """The container of a story."""
    name = "video_url" if is_video(part.attachments[0]) else "image_url"
    return {"media_type": "STORIES", name: addresses[0]}


def child_fields(attachment: Attachment, address: str) -> Mapping[str, str]:
    """The container of one picture or video in a carousel."""
    if is_video(attachment):
        return {"media_type": "VIDEO", "video_url": address, "is_carousel_item": "true"}
    return {**_picture(attachment, address), "is_carousel_item": "true"}


def _picture(attachment: Attachment, address: str) -> dict[str, str]:
    alt = {"alt_text": attachment.alt} if attachment.alt else {}
    return {"image_url": address, **alt}
