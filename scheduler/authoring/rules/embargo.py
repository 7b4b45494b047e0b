# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""T02, the part about the embargo: nothing is planned for a time before it may be told.

The gate in the claim holds it all the same; here it is said while there is time to mend it. What
is planned already gets a warning only: an error would keep its last good plan, the one without
the embargo, in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scheduler.authoring.linting import Draft, Rule
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Override, Post, PostStatus
from scheduler.model.sentence import Sentence

ID = "T02"
_ADVICE = Sentence(
    "Setzen Sie publish_at (oder publish_offset) hinter embargo_until, oder ändern Sie dieses.",
    "Set publish_at (or publish_offset) after embargo_until, or change that one.",
)


def _check(draft: Draft) -> Iterator[Finding]:
    post = draft.post
    if post.embargo_until is None or post.status is PostStatus.CANCELLED:
        return
    times = _due_times(post)
    early = [channel for channel, due in times.items() if due < post.embargo_until]
    severities = {_severity(draft, channel) for channel in early}
    if len(early) == len(times) and len(severities) == 1:
        yield _finding(draft, None, min(times.values()), severities.pop())
        return
    for channel in early:
        yield _finding(draft, channel, times[channel], _severity(draft, channel))


def _severity(draft: Draft, channel: str) -> Severity:
    return Severity.WARNING if channel in draft.delivered else Severity.ERROR


def _due_times(post: Post) -> dict[str, datetime]:
    """When the post is due on each channel that gets it."""
    if post.publish_at is None:
        return {}
    overrides = {channel: post.overrides.get(channel, Override()) for channel in post.channels}
    return {
        channel: post.publish_at + override.publish_offset
        for channel, override in overrides.items()
        if not override.skip
    }


def _finding(draft: Draft, channel: str | None, due: datetime, severity: Severity) -> Finding:
    post = draft.post
    zone = ZoneInfo(post.publish_local.zone) if post.publish_local is not None else UTC
    at, end = due.astimezone(zone), (post.embargo_until or due).astimezone(zone)
    return Finding(
        ID,
        severity,
        post.place,
        Sentence(
            f"Sperrfrist bis {end:%d.%m.%Y %H:%M} Uhr; geplant ist {at:%d.%m.%Y %H:%M} Uhr.",
            f"Embargo until {end:%Y-%m-%d %H:%M}; it is planned for {at:%Y-%m-%d %H:%M}.",
        ),
        _ADVICE,
        post=post.id,
        channel=channel,
    )


RULE = Rule(
    ID,
    "embargo",
    _check,
    Sentence(
        "Der Beitrag ist für eine Zeit vor embargo_until geplant. Warnung: Er ist schon geplant "
        "und wird bis dahin angehalten.",
        "it is planned for a time before `embargo_until`. Warning: it is planned already, and "
        "will be held until then",
    ),
    "error; warning",
    binding=True,
    timeless=False,
)
