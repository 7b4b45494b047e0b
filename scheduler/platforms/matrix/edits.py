# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Replacements of a message: events of their own, of which readers see the newest.

Seen on Synapse 1.163.2 (2026-11-23): redacting a message leaves its replacements readable in the
room's history, and a transaction id that was used before makes no further replacement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Edit:
    """The newest replacement: its event, "" where there is none, and what readers see."""

    event: str
    content: Mapping[str, Any]


def newest(event: Mapping[str, Any]) -> Edit:
    """What the server bundles into `event`; the event's own content where nothing replaced it."""
    bundled = _object(_object(_object(event.get("unsigned")).get("m.relations")).get("m.replace"))
    seen = _object(_object(bundled.get("content")).get("m.new_content"))
    if not seen:
        return Edit("", _object(event.get("content")))
    return Edit(str(bundled.get("event_id") or ""), seen)


def transaction(remote: str, last: Edit, text: str) -> str:
    """The id of an edit: the same for a repeat, another for going back to an earlier text."""
    return sha256(f"{remote}\n{last.event}\n{text}".encode()).hexdigest()[:32]


def own_replacements(relations: Mapping[str, Any], me: str) -> Sequence[str]:
    """The events by which `me` has replaced a message; those of others are none."""
    chunk = relations.get("chunk")
    events = [_object(each) for each in chunk] if isinstance(chunk, list) else []
    return [str(each["event_id"]) for each in events if each.get("sender") == me]


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
