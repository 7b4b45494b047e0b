# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which method of the Bot API sends a part, and with what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scheduler.http_client import reviewed_bytes
from scheduler.model.message import Part
from scheduler.model.platform import ReplyTo
from scheduler.model.post import Attachment
from scheduler.planning.confirmed import own_id
from scheduler.platforms.telegram.composing import kind_of
from scheduler.platforms.telegram.settings import Settings

NUMBER = r"\d{1,18}"
File = tuple[str, bytes, str]
_PREVIEWS: Mapping[str, Mapping[str, bool]] = {
    "large": {"prefer_large_media": True},
    "small": {"prefer_small_media": True},
    "off": {"is_disabled": True},
}


@dataclass(frozen=True, slots=True)
class Call:
    """A method, its fields, and files by the name under which a field speaks of them."""

    method: str
    fields: Mapping[str, Any]
    files: Mapping[str, File] = field(default_factory=dict)


def sending(part: Part, reply_to: ReplyTo | None, settings: Settings, workspace: str) -> Call:
    """The call that publishes `part`; raises Rejected for a medium that has changed."""
    common = _common(reply_to, settings)
    files = {
        f"f{number}": _file(each, number, workspace) for number, each in enumerate(part.attachments)
    }
    if not part.attachments:
        preview = _PREVIEWS.get(settings.preview)
        shown = {"link_preview_options": preview} if preview else {}
        return Call("sendMessage", {**common, "text": part.text, **shown})
    caption = {"caption": part.text} if part.text else {}
    if len(part.attachments) == 1:
        kind = kind_of(part.attachments[0])
        fields = {**common, kind: "attach://f0", **caption}
        return Call(f"send{kind.capitalize()}", fields, files)
    media = [
        {"type": kind_of(each), "media": f"attach://f{number}", **(caption if not number else {})}
        for number, each in enumerate(part.attachments)
    ]
    return Call("sendMediaGroup", {**common, "media": media}, files)


def as_form(fields: Mapping[str, Any]) -> dict[str, str]:
    """Fields of a form: what is no text goes as JSON."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in fields.items()
    }


def _common(reply_to: ReplyTo | None, settings: Settings) -> Mapping[str, Any]:
    fields: dict[str, Any] = {"chat_id": settings.chat}
    if settings.silent:
        fields["disable_notification"] = True
    if settings.protect:
        fields["protect_content"] = True
    parent = own_id(reply_to.parent, NUMBER) if reply_to else None
    if parent is not None:
        fields["reply_parameters"] = {
            "message_id": int(parent),
            "allow_sending_without_reply": True,
        }
    return fields


def _file(attachment: Attachment, number: int, workspace: str) -> File:
    extension = attachment.mime.rpartition("/")[2]
    return (f"{number}.{extension}", reviewed_bytes(attachment, workspace), attachment.mime)
