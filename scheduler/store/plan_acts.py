# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the audit log is told when the files change the plan: one act for each post or delivery."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from scheduler.planning.planner import Insert, Update, Wanted, Withdraw
from scheduler.store.audit import Act
from scheduler.store.types import to_milliseconds


def planned(inserts: Iterable[Insert], now: datetime, actor: str) -> list[Act]:
    """One act for each post that is planned anew, with its deliveries."""
    by_post: dict[str, list[Any]] = {}
    for change in inserts:
        by_post.setdefault(change.wanted.post, []).append(_content(change.wanted))
    return [
        Act(now, actor, "plan.created", post, None, {"deliveries": deliveries})
        for post, deliveries in by_post.items()
    ]


def changed(change: Update, now: datetime, actor: str) -> Act:
    """The content or time of a delivery is another one now."""
    return Act(now, actor, "plan.changed", "", None, _content(change.wanted), delivery=change.id)


def withdrawn(change: Withdraw, now: datetime, actor: str) -> Act:
    """The files no longer want a delivery."""
    return Act(now, actor, "plan.withdrawn", "", change.reason.en, delivery=change.id)


def _content(wanted: Wanted) -> dict[str, Any]:
    return {
        "channel": wanted.channel,
        "occurrence": wanted.occurrence,
        "digest": wanted.digest,
        "due": to_milliseconds(wanted.due_at),
    }
