# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What TikTok says of a post by its name (`publish_id`)."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from scheduler.platforms.tiktok.api import Api


class Stage(enum.Enum):
    """How far a post is."""

    UPLOADING = enum.auto()
    WORKING = enum.auto()
    LIVE = enum.auto()
    FAILED = enum.auto()


_STAGES = {
    "PROCESSING_UPLOAD": Stage.UPLOADING,
    "PROCESSING_DOWNLOAD": Stage.WORKING,
    "SEND_TO_USER_INBOX": Stage.WORKING,
    "PUBLISH_COMPLETE": Stage.LIVE,
    "FAILED": Stage.FAILED,
}


@dataclass(frozen=True, slots=True)
class State:
    """The stage; the public id once it was checked; why it failed; how many bytes are there."""

    stage: Stage
    post: str = ""
    reason: str = ""
    received: int | None = None


def state_of(api: Api, name: str) -> State:
    """Ask TikTok; a word that nobody knows counts as still working."""
    told = api.asked("/v2/post/publish/status/fetch/", {"publish_id": name})
    ids = told.get("publicaly_available_post_id")  # TikTok's own spelling
    received = told.get("uploaded_bytes")
    return State(
        _STAGES.get(str(told.get("status")), Stage.WORKING),
        str(ids[0]) if isinstance(ids, list) and ids else "",
        str(told.get("fail_reason") or ""),
        received if isinstance(received, int) else None,
    )
