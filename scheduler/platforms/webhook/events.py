# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bodies of events. Bytes are made once: what is signed is what is sent."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from scheduler.http_client import reviewed_bytes
from scheduler.model.message import Part, Remote
from scheduler.model.platform import ReplyTo
from scheduler.model.post import Attachment

EVENT = "event"  # the key in Remote.extra under which our own id of the post is kept

type_data = Mapping[str, Any]


def body_of(kind: str, occurred_at: str, data: type_data) -> bytes:
    """The event as it is sent: compact JSON in UTF-8."""
    event = {"type": kind, "timestamp": occurred_at, "data": data}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def data_of(part: Part, key: str, reply_to: ReplyTo | None, workspace: str) -> type_data:
    """One part as the receiver gets it; raises Rejected for a medium that has changed."""
    return {
        "id": key,
        "text": part.text,
        "language": part.lang,
        "visibility": part.visibility,
        "content_warning": part.content_warning,
        "reply_to": _post(reply_to.parent) if reply_to else None,
        "thread": _post(reply_to.root) if reply_to else None,
        "media": [_medium(each, workspace) for each in part.attachments],
    }


def event_id(remote: Remote) -> str:
    """Our own id of a post that is live."""
    return dict(remote.extra).get(EVENT, remote.id)


def _post(remote: Remote) -> type_data:
    return {"id": event_id(remote), "remote_id": remote.id, "url": remote.url}


def _medium(attachment: Attachment, workspace: str) -> type_data:
    return {
        "mime": attachment.mime,
        "alt": attachment.alt,
        "size": attachment.size_bytes,
        "width": attachment.width,
        "height": attachment.height,
        "sha256": attachment.sha256,
        "content": base64.b64encode(reviewed_bytes(attachment, workspace)).decode(),
    }
