# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The record of a post as it is stored in the account's repository (app.bsky.feed.post)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from scheduler.model.languages import sent_tag
from scheduler.model.message import Facet, Part, Remote
from scheduler.model.platform import ReplyTo
from scheduler.model.post import Attachment, Card

POST = "app.bsky.feed.post"
Json = dict[str, Any]


def record_of(
    part: Part, *, created_at: datetime, blobs: Mapping[str, Any], reply_to: ReplyTo | None
) -> Json:
    """The whole record of `part`; `blobs` are the uploaded media by their SHA-256."""
    record: Json = {
        "$type": POST,
        "text": part.text,
        "createdAt": instant(created_at),
        "langs": [sent_tag(part.lang)],
    }
    facets = [_facet(facet) for facet in part.facets if _is_sendable(facet)]
    if facets:
        record["facets"] = facets
    if reply_to is not None:
        record["reply"] = {"root": _reference(reply_to.root), "parent": _reference(reply_to.parent)}
    embed = _embed(part, blobs)
    if embed:
        record["embed"] = embed
    return record


def instant(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds and Z, as the lexicon asks."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _is_sendable(facet: Facet) -> bool:
    """A mention that was not resolved to a DID stays plain text."""
    return facet.kind != "mention" or facet.target.startswith("did:")


def _facet(facet: Facet) -> Json:
    field = {"link": "uri", "mention": "did", "tag": "tag"}[facet.kind]
    return {
        "index": {"byteStart": facet.byte_start, "byteEnd": facet.byte_end},
        "features": [{"$type": f"app.bsky.richtext.facet#{facet.kind}", field: facet.target}],
    }


def _reference(remote: Remote) -> Json:
    return {"uri": remote.id, "cid": dict(remote.extra)["cid"]}


def _embed(part: Part, blobs: Mapping[str, Any]) -> Json | None:
    if part.attachments:
        images = [_image(medium, blobs) for medium in part.attachments]
        return {"$type": "app.bsky.embed.images", "images": images}
    if part.card is not None:
        return {"$type": "app.bsky.embed.external", "external": _external(part.card, blobs)}
    return None


def _image(medium: Attachment, blobs: Mapping[str, Any]) -> Json:
    image: Json = {"image": blobs[medium.sha256], "alt": medium.alt}
    if medium.width and medium.height:
        image["aspectRatio"] = {"width": medium.width, "height": medium.height}
    return image


def _external(card: Card, blobs: Mapping[str, Any]) -> Json:
    external: Json = {"uri": card.url, "title": card.title, "description": card.description}
    if card.image is not None:
        external["thumb"] = blobs[card.image.sha256]
    return external
