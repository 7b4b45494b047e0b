# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""T02: nothing is planned for a time at which it may not be told: embargo and blackouts.

The gate in the claim holds it all the same; here it is said while there is time to mend it. What
is planned already gets a warning only: an error would keep its last good plan, the one without
the embargo, in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scheduler.authoring.closed_times import closed_on, due_times
from scheduler.authoring.linting import Draft, Rule
from scheduler.model.delivery import GateName
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import PostStatus
from scheduler.model.sentence import Sentence
from scheduler.planning.windows import Closure

ID = "T02"
_ADVICE = Sentence(
    "Setzen Sie publish_at (oder publish_offset) hinter embargo_until, oder ändern Sie dieses.",
    "Set publish_at (or publish_offset) after embargo_until, or change that one.",
)


def _check(draft: Draft) -> Iterator[Finding]:
    yield from _embargo(draft)
    for channel, closure in closed_on(draft, {GateName.BLACKOUT}):
        yield _shut(draft, channel, closure)


def _embargo(draft: Draft) -> Iterator[Finding]:
    post = draft.post
    if post.embargo_until is None or post.status is PostStatus.CANCELLED:
        return
    times = due_times(post)
    early = [channel for channel, due in times.items() if due < post.embargo_until]
    severities = {_severity(draft, channel) for channel in early}
    if len(early) == len(times) and len(severities) == 1:
        yield _finding(draft, None, min(times.values()), severities.pop())
        return
    for channel in early:
        yield _finding(draft, channel, times[channel], _severity(draft, channel))


def _severity(draft: Draft, channel: str) -> Severity:
    return Severity.WARNING if channel in draft.delivered else Severity.ERROR


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


def _shut(draft: Draft, channel: str | None, closure: Closure) -> Finding:
    """What is planned already gets a warning only, as for an embargo; the claim holds it."""
    channels = [channel] if channel is not None else list(due_times(draft.post))
    is_new = any(each not in draft.delivered for each in channels)
    holds = closure.effect == "block"
    effect = {"block": _HOLDS, "extra_approval": _ASKS, "warn": _WARNS}[closure.effect]
    return Finding(
        ID,
        Severity.ERROR if holds and is_new else Severity.WARNING,
        draft.post.place,
        Sentence(f"{closure.reason.de} {effect.de}", f"{closure.reason.en} {effect.en}"),
        _OTHER_TIME if holds else None,
        post=draft.post.id,
        channel=channel,
    )


_HOLDS = Sentence("Der Beitrag wird bis dahin angehalten.", "The post is held until then.")
_ASKS = Sentence(
    "Der Beitrag braucht eine Freigabe mehr als sonst.",
    "The post needs one approval more than usual.",
)
_WARNS = Sentence("Prüfen Sie, ob der Beitrag passt.", "Check whether the post is fitting.")
_OTHER_TIME = Sentence(
    "Wählen Sie eine andere Zeit, oder prüfen Sie, ob eines der exempt_tags zutrifft.",
    "Choose another time, or check whether one of its exempt_tags applies.",
)

RULE = Rule(
    ID,
    "embargo",
    _check,
    Sentence(
        "Der Beitrag ist für eine Zeit vor embargo_until oder in einer Sperrzeit (blackouts) "
        "geplant. Warnung: Er ist schon geplant und wird bis dahin angehalten, oder die Sperrzeit "
        "verlangt nur eine Freigabe mehr oder eine Prüfung.",
        "it is planned for a time before `embargo_until`, or within one of `blackouts`. Warning: "
        "it is planned already, and will be held until then; or the blackout only asks one more "
        "approval, or a look",
    ),
    "error; warning",
    binding=True,
    timeless=False,
)
