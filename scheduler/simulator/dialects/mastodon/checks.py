# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a server checks before it takes a status; counted here by itself, not by the adapter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import regex

from scheduler.simulator.dialects.mastodon.flavour import Flavour

URL_RESERVE = 23
MOST_MEDIA = 4
MOST_ALT = 1500
IMAGE_BYTES = 16_777_216
VIDEO_BYTES = 103_809_024
MIME_TYPES = (
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "video/mp4",
    "video/webm",
    "video/quicktime",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
)
VISIBILITIES = ("public", "unlisted", "private", "direct")
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "status": str,
    "visibility": str,
    "language": str,
    "spoiler_text": str,
    "sensitive": bool,
    "in_reply_to_id": str,
    "media_ids": list,
    "media_attributes": list,
}
_URL = regex.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'“”…]")
_REMOTE = regex.compile(r"(?<![\w/])(@\w+)@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A status code and Mastodon's words."""

    status: int
    text: str


def counted(text: str, warning: str, flavour: Flavour) -> int:
    """The graphemes of warning and text, as `flavour` counts URLs and mentions."""
    if flavour.concedes_urls:
        text = _REMOTE.sub(r"\1", _URL.sub("#" * URL_RESERVE, text))
    return len(regex.findall(r"\X", warning + text))


def refused(body: Mapping[str, Any], flavour: Flavour) -> Refusal | None:
    """Why `body` is no status; None for one that may be taken."""
    return _wrong_field(body) or _wrong_value(body) or _wrong_length(body, flavour)


def _wrong_field(body: Mapping[str, Any]) -> Refusal | None:
    for name, value in body.items():
        kind = _KINDS.get(name)
        if kind is None or not isinstance(value, kind):
            return Refusal(422, f"Validation failed: {name} is unknown or of another type")
    return None


def _wrong_value(body: Mapping[str, Any]) -> Refusal | None:
    if body.get("visibility", "public") not in VISIBILITIES:
        return Refusal(422, "Validation failed: Visibility is not included in the list")
    if not re.fullmatch("[a-z]{2,3}", body.get("language", "en")):
        return Refusal(422, "Validation failed: Language is invalid")
    if len(body.get("media_ids", ())) > MOST_MEDIA:
        return Refusal(422, "Validation failed: Cannot attach more than 4 files")
    return None


def _wrong_length(body: Mapping[str, Any], flavour: Flavour) -> Refusal | None:
    text, warning = body.get("status", ""), body.get("spoiler_text", "")
    if not text.strip() and not body.get("media_ids"):
        return Refusal(422, "Validation failed: Text can't be blank")
    if flavour.too_long and counted(text, warning, flavour) > flavour.most_characters:
        limit = flavour.most_characters
        return Refusal(
            flavour.too_long, f"Validation failed: Text character limit of {limit} exceeded"
        )
    return None
