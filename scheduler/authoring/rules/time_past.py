# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""T01, the part about the past: a post that is ready must still have its time before it.

Asked when files are checked or synchronised, never by the claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.authoring.linting import Draft, Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Override, PostStatus
from scheduler.model.sentence import Sentence

ID = "T01"
_ADVICE = Sentence(
    "Nennen Sie eine Zeit, die noch kommt, oder status: cancelled.",
    "Name a time that is still to come, or status: cancelled.",
)


def _check(draft: Draft) -> Iterator[Finding]:
    waiting = _due_times(draft)
    past = {channel: due for channel, due in waiting.items() if draft.now > due + _covered(draft)}
    if not past:
        return
    if len(past) == len(waiting):
        yield _finding(draft, None, max(past.values()))
        return
    for channel, due in past.items():
        yield _finding(draft, channel, due)


def _due_times(draft: Draft) -> dict[str, datetime]:
    """When each channel is due that still has no delivery."""
    post = draft.post
    if post.publish_at is None or post.status is not PostStatus.READY:
        return {}
    times = {}
    for channel in post.channels:
        override = post.overrides.get(channel, Override())
        if not override.skip and channel not in draft.delivered:
            times[channel] = post.publish_at + override.publish_offset
    return times


def _covered(draft: Draft) -> timedelta:
    """How long after its time a post still goes out by itself."""
    within = draft.post.on_missed.within or timedelta()
    return max(draft.late_window, within)


def _finding(draft: Draft, channel: str | None, due: datetime) -> Finding:
    local = draft.post.publish_local
    shown = due.astimezone(ZoneInfo(local.zone) if local is not None else UTC)
    return Finding(
        ID,
        Severity.ERROR,
        draft.post.place,
        Sentence(
            f"{shown:%d.%m.%Y %H:%M} Uhr ist schon vorbei.",
            f"{shown:%Y-%m-%d %H:%M} has already passed.",
        ),
        _ADVICE,
        post=draft.post.id,
        channel=channel,
    )


RULE = Rule(ID, "time", _check)
