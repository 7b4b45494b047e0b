# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a server describes itself: /api/v2/instance, v1, nodeinfo, and a token's scopes."""

from __future__ import annotations

from typing import Any

from scheduler.simulator.dialects.mastodon.checks import (
    IMAGE_BYTES,
    MIME_TYPES,
    MOST_ALT,
    MOST_MEDIA,
    URL_RESERVE,
    VIDEO_BYTES,
)
from scheduler.simulator.dialects.mastodon.flavour import Flavour

SCOPES = ("profile", "read:statuses", "write:statuses", "write:media")


def instance_v2(flavour: Flavour) -> dict[str, Any]:
    """As since Mastodon 4.0."""
    return {
        "domain": "social.example",
        "title": flavour.title,
        "version": flavour.version,
        "configuration": configuration(flavour),
        "languages": ["de"],
    }


def instance_v1(flavour: Flavour) -> dict[str, Any]:
    """As since Mastodon 3.4.2."""
    return {
        "uri": "social.example",
        "title": flavour.title,
        "version": flavour.version,
        "configuration": configuration(flavour),
    }


def configuration(flavour: Flavour) -> dict[str, Any]:
    """The limits; GoToSocial announces the reserve, too, although it does not keep to it."""
    return {
        "statuses": {
            "max_characters": flavour.most_characters,
            "max_media_attachments": MOST_MEDIA,
            "characters_reserved_per_url": URL_RESERVE,
        },
        "media_attachments": {
            "supported_mime_types": list(MIME_TYPES),
            "description_limit": MOST_ALT,
            "image_size_limit": IMAGE_BYTES,
            "video_size_limit": VIDEO_BYTES,
        },
    }


def nodeinfo(flavour: Flavour) -> dict[str, Any]:
    """Nodeinfo 2.0, as far as an adapter reads it."""
    return {
        "version": "2.0",
        "software": {"name": flavour.software, "version": flavour.version},
        "protocols": ["activitypub"],
        "usage": {"users": {}},
        "openRegistrations": False,
    }
