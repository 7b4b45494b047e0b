# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The contents of events: texts, files with captions, relations, replacements."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from scheduler.model.message import Part
from scheduler.model.platform import ReplyTo
from scheduler.model.post import Attachment
from scheduler.planning.confirmed import own_id

# Fields of one's own are allowed and stay (matrix-spec d0ba2aae, 2026-07-21): by this one a
# message is known again, whoever asks.
KEY = "example.litfass.key"
EVENT = r"\$\S+"
# An edit carries the new text once more for programs that know no edits. Both at full length do not
# fit into an event (413 by Synapse 1.163.2, 2026-11-23), so that these read the beginning only.
FALLBACK_CHARACTERS = 500
_FILES = {"image": "m.image", "video": "m.video", "audio": "m.audio"}

type_content = dict[str, Any]


def content_of(
    part: Part, key: str, uri: str | None, reply_to: ReplyTo | None, *, notice: bool
) -> type_content:
    """The event of `part`; `uri` is where its file was uploaded."""
    content = text_content(part.text, notice=notice)
    if part.attachments and uri:
        content = file_content(part.attachments[0], uri, part.text)
    content |= {"m.mentions": {}, KEY: key}
    root = own_id(reply_to.root, EVENT) if reply_to else None
    if reply_to is not None and root is not None:
        parent = own_id(reply_to.parent, EVENT) or root
        content["m.relates_to"] = {
            "rel_type": "m.thread",
            "event_id": root,
            "is_falling_back": True,
            "m.in_reply_to": {"event_id": parent},
        }
    return content


def text_content(text: str, *, notice: bool) -> type_content:
    """A plain text; without a formatted body, it is shown as it was written."""
    return {"msgtype": "m.notice" if notice else "m.text", "body": text}


def file_content(attachment: Attachment, uri: str, caption: str) -> type_content:
    """A file; a body that is not the file's name is its caption (since v1.10)."""
    name = PurePath(attachment.path).name
    size = {"w": attachment.width, "h": attachment.height}
    info = {"mimetype": attachment.mime, "size": attachment.size_bytes}
    return {
        "msgtype": _FILES.get(attachment.mime.partition("/")[0], "m.file"),
        "body": caption or name,
        "filename": name,
        "url": uri,
        "info": info | {side: pixels for side, pixels in size.items() if pixels},
    }


def replacement(event: str, content: Mapping[str, Any]) -> type_content:
    """The event that puts `content` in the place of `event`'s."""
    return {
        **content,
        "body": f"* {_beginning(str(content['body']))}",
        "m.new_content": dict(content),
        "m.relates_to": {"rel_type": "m.replace", "event_id": event},
        "m.mentions": {},
    }


def _beginning(text: str) -> str:
    is_short = len(text) <= FALLBACK_CHARACTERS
    return text if is_short else f"{text[: FALLBACK_CHARACTERS - 1].rstrip()}…"
