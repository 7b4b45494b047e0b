# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Messages as they are sent and as they come back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from scheduler import __version__
from scheduler.http_client import UPLOAD, Request, Response, reviewed_bytes
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.platforms.discord.composing import LIMITS, is_overlong
from scheduler.platforms.discord.refusals import parsed

FILES = "attachments"
NUMBER = r"\d{1,20}"
WEB = "https://discord.com/channels"
# Without such a name Discord's gateway turns calls away (40333).
AGENT = {"User-Agent": f"DiscordBot (https://litfass.example, {__version__})"}
NOBODY: Mapping[str, Any] = {"allowed_mentions": {"parse": []}}


def sending(url: str, part: Part, more: Mapping[str, Any], workspace: str) -> Request:
    """The request that makes a message of `part`; nobody is mentioned by its text."""
    refuse_hidden(part, "Discord")
    if is_overlong(part):
        raise Rejected(_TOO_LONG)
    message: dict[str, Any] = {"content": part.text, **NOBODY, **more}
    if not part.attachments:
        return Request("POST", url, headers=AGENT, json=message)
    names = [f"{n}-{PurePath(each.path).name}" for n, each in enumerate(part.attachments)]
    message[FILES] = [
        {"id": number, "filename": name, "description": each.alt}
        for number, (name, each) in enumerate(zip(names, part.attachments, strict=True))
    ]
    files = {
        f"files[{number}]": (name, reviewed_bytes(each, workspace), each.mime)
        for number, (name, each) in enumerate(zip(names, part.attachments, strict=True))
    }
    form = {"payload_json": json.dumps(message, ensure_ascii=False)}
    return Request("POST", url, headers=AGENT, data=form, files=files, bounds=UPLOAD)


def changing(url: str, part: Part, remote: Remote) -> Request:
    """The request that changes a message's text; files that are not listed would be lost."""
    kept = [each for each in dict(remote.extra).get(FILES, "").split(",") if each]
    body = {"content": part.text, **NOBODY, FILES: [{"id": each} for each in kept]}
    return Request("PATCH", url, headers=AGENT, json=body)


def remote_of(response: Response, server: str, channel: str) -> Remote:
    """Where the message of this answer is; raises OutcomeUnknown when it names none."""
    remote = remote_in(parsed(response), server, channel)
    if remote is None:
        raise OutcomeUnknown(_NAMELESS, response.answer())
    return remote


def remote_in(message: Mapping[str, Any], server: str, channel: str) -> Remote | None:
    """Where `message` is; None if it names none."""
    identifier = message.get("id")
    if not isinstance(identifier, str) or not identifier:
        return None
    told = message.get(FILES)
    files = [str(each["id"]) for each in told if "id" in each] if isinstance(told, list) else []
    extra = ((FILES, ",".join(files)),) if files else ()
    address = f"{WEB}/{server}/{channel}/{identifier}" if server else None
    return Remote(identifier, address, extra)


def counts_of(message: Mapping[str, Any]) -> Counts:
    """Reactions and, where a thread was opened, its messages. Discord leaves out empty lists."""
    reactions = message.get("reactions") or []
    values = {"reactions": sum(int(each.get("count", 0)) for each in reactions)}
    thread = message.get("thread")
    if isinstance(thread, dict) and isinstance(thread.get("message_count"), int):
        values["comments"] = thread["message_count"]
    return Counts(values)


_TOO_LONG = Sentence(
    f"Der Text ist länger als {LIMITS.text} Zeichen.",
    f"The text is longer than {LIMITS.text} characters.",
)
_NAMELESS = Sentence(
    "Discord sagt „angenommen“, nennt aber keine Nachricht; ob sie erschienen ist, ist offen.",
    "Discord says “accepted” but names no message; whether it is live is open.",
)
