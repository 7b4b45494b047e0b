# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields of Threads' containers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.model.message import Part
from scheduler.model.post import Attachment


def post_fields(
    part: Part,
    addresses: Sequence[str],
    children: Sequence[str],
    parent: str | None,
    replies: str,
) -> Mapping[str, str]:
    """The container of `part`; `addresses` are those of its media, `children` a carousel's."""
    fields = {"text": part.text} if part.text else {}
    if len(addresses) > 1:
        fields |= {"media_type": "CAROUSEL", "children": ",".join(children)}
    elif addresses:
        fields |= _medium(part.attachments[0], addresses[0])
    else:
        fields |= {"media_type": "TEXT"}
    if part.content_warning and addresses:
        fields |= {"is_spoiler_media": "true"}
    if parent is not None:
        fields |= {"reply_to_id": parent}
    elif replies != "everyone":
        fields |= {"reply_control": replies}
    return fields


def child_fields(attachment: Attachment, address: str) -> Mapping[str, str]:
    """The container of one picture or video in a carousel."""
    return {**_medium(attachment, address), "is_carousel_item": "true"}


def _medium(attachment: Attachment, address: str) -> dict[str, str]:
    is_video = attachment.mime.startswith("video/")
    kind = "VIDEO" if is_video else "IMAGE"
    fields = {"media_type": kind, f"{kind.lower()}_url": address}
    return fields | ({"alt_text": attachment.alt} if attachment.alt else {})
