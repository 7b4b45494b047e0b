# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of a message: reactions are events that point at it, one for each sender and sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scheduler.model.engagement import Counts


def is_redacted(event: Mapping[str, Any]) -> bool:
    """Whether only the event's shell is left."""
    return "redacted_because" in _object(event.get("unsigned"))


def counts_of(event: Mapping[str, Any], reactions: Mapping[str, Any]) -> Counts:
    """Reactions and, where the server bundles them, replies in the thread."""
    values = {}
    chunk = reactions.get("chunk")
    if isinstance(chunk, list):
        values["reactions"] = len({_of_one(each) for each in chunk if isinstance(each, dict)})
    bundled = _object(_object(event.get("unsigned")).get("m.relations"))
    replies = _object(bundled.get("m.thread")).get("count")
    if isinstance(replies, int):
        values["comments"] = replies
    return Counts(values)


def _of_one(reaction: Mapping[str, Any]) -> tuple[str, str]:
    relation = _object(_object(reaction.get("content")).get("m.relates_to"))
    return str(reaction.get("sender")), str(relation.get("key"))


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
