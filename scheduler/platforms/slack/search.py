# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds one's own messages again: by the key in their metadata, or by the files they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scheduler.model.platform import Sought

EVENT = "litfass_post"
UPLOADED = "uploaded"
COMPLETED = "completed"
MOST_PAGES = 10

type_message = Mapping[str, Any]


def metadata(key: str) -> Mapping[str, Any]:
    """What makes a message ours; readers do not see it."""
    return {"event_type": EVENT, "event_payload": {"key": key}}


def listing(page_at: Callable[[str], Mapping[str, Any]]) -> tuple[list[type_message], bool]:
    """All messages that the pages hold, and whether these were all."""
    messages: list[type_message] = []
    cursor = ""
    for _ in range(MOST_PAGES):
        page = page_at(cursor)
        messages += [each for each in page.get("messages") or [] if isinstance(each, dict)]
        cursor = str(_object(page.get("response_metadata")).get("next_cursor") or "")
        if not cursor:
            return messages, isinstance(page.get("messages"), list)
    return messages, False


def is_sought(message: type_message, sought: Sought, bot: str) -> bool:
    """Whether `message` of the bot is the one that is sought."""
    if message.get("ts") in sought.taken:
        return False
    files = file_ids(sought.artefacts.get(UPLOADED))
    if files:
        return shows(message, files)
    told = _object(message.get("metadata"))
    payload = _object(told.get("event_payload"))
    ours = told.get("event_type") == EVENT and message.get("bot_id") == bot
    return ours and payload.get("key") == sought.key


def shows(message: type_message, files: set[str]) -> bool:
    """Whether `message` shows one of `files`; their ids are Slack's and used once."""
    shown = message.get("files")
    return isinstance(shown, list) and any(_object(each).get("id") in files for each in shown)


def file_ids(kept: object) -> set[str]:
    """The ids of what was uploaded."""
    return {str(each) for each in kept.values()} if isinstance(kept, dict) else set()


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
