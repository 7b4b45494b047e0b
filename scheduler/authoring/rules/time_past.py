# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""T01: a post that is ready has its time before it, and some minutes to the next on its channel.

Asked when files are checked or synchronised, never by the claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from scheduler.authoring.closed_times import closed_on, due_times
from scheduler.authoring.linting import Draft, Rule
from scheduler.model.delivery import GateName
from scheduler.model.finding import Finding, Severity
from scheduler.model.post import Override, PostStatus
from scheduler.model.sentence import Sentence
from scheduler.planning.windows import Closure, is_festive

ID = "T01"
_ADVICE = Sentence(
    "Nennen Sie eine Zeit, die noch kommt, oder status: cancelled.",
    "Name a time that is still to come, or status: cancelled.",
)


def _check(draft: Draft) -> Iterator[Finding]:
    yield from _past(draft)
    for channel, closure in closed_on(draft, {GateName.QUIET_DAY, GateName.HOURS}):
        if closure.effect == "block" or closure.gate is GateName.HOURS or _is_festive(draft):
            yield _shut(draft, channel, closure)


def _is_festive(draft: Draft) -> bool:
    return is_festive(draft.post.tone)


def _past(draft: Draft) -> Iterator[Finding]:
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


def _shut(draft: Draft, channel: str | None, closure: Closure) -> Finding:
    """A quiet day that holds it is an error while nothing is planned yet; hours never are."""
    channels = [channel] if channel is not None else list(due_times(draft.post))
    is_new = any(each not in draft.delivered for each in channels)
    holds = closure.effect == "block"
    effect = _HELD if holds else _LOOK[closure.gate]
    is_error = holds and is_new and closure.gate is GateName.QUIET_DAY
    return Finding(
        ID,
        Severity.ERROR if is_error else Severity.WARNING,
        draft.post.place,
        Sentence(f"{closure.reason.de} {effect.de}", f"{closure.reason.en} {effect.en}"),
        _OTHER_TIME if holds else None,
        post=draft.post.id,
        channel=channel,
    )


_HELD = Sentence("Der Beitrag wird bis dahin angehalten.", "The post is held until then.")
_LOOK = {
    GateName.QUIET_DAY: Sentence(
        "Der Ton des Beitrags (tone) passt nicht dazu.", "The post's tone does not suit it."
    ),
    GateName.HOURS: Sentence(
        "Auf Antworten reagiert dann niemand.", "Nobody looks after replies then."
    ),
}
_OTHER_TIME = Sentence(
    "Wählen Sie eine andere Zeit, oder prüfen Sie, ob eines der exempt_tags zutrifft.",
    "Choose another time, or check whether one of the exempt_tags applies.",
)


def _compare(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Two posts on one channel, too near to each other."""
    by_channel: dict[str, list[tuple[datetime, str, Draft, timedelta]]] = defaultdict(list)
    for draft in drafts:
        if draft.post.status is PostStatus.READY:
            for channel in draft.channels:
                if channel.due_at is not None:
                    apart = timedelta(minutes=channel.terms.style.minutes_apart)
                    entry = (channel.due_at, draft.post.id, draft, apart)
                    by_channel[channel.channel].append(entry)
    for name, entries in by_channel.items():
        entries.sort(key=lambda entry: entry[:2])
        for (before, other, _, _), (due, _, draft, apart) in pairwise(entries):
            if due - before < apart:
                yield _too_near(draft, name, due - before, other)


def _too_near(draft: Draft, channel: str, distance: timedelta, other: str) -> Finding:
    minutes = int(distance.total_seconds() // 60)
    return Finding(
        ID,
        Severity.WARNING,
        draft.post.place,
        Sentence(
            f"Nur {minutes} Minuten nach „{other}“ auf demselben Kanal.",
            f"Only {minutes} minutes after “{other}” on the same channel.",
        ),
        Sentence(
            "Rücken Sie einen der beiden weiter weg (publish_offset verschiebt einen Kanal).",
            "Move one of the two away (publish_offset moves one channel).",
        ),
        post=draft.post.id,
        channel=channel,
    )


RULE = Rule(
    ID,
    "time",
    _check,
    Sentence(
        "Der Termin eines Beitrags, der ready ist und noch nicht geplant war, ist um mehr als das "
        "späte Fenster vorbei; oder er liegt auf einem stillen Tag (quiet_days), der alles anhält. "
        "Warnung: zwei Beiträge auf einem Kanal in weniger als 30 Minuten (minutes_apart); eine "
        "Zeit außerhalb der Zeiten des Kanals (hours); ein heiterer Ton an einem stillen Tag.",
        "the time of a post that is ready, and that was not planned before, has passed by more "
        "than the late window; or it lies on one of `quiet_days` that holds everything. Warning: "
        "two posts on one channel within less than 30 minutes (minutes_apart); a time outside the "
        "channel's `hours`; a festive tone on a quiet day",
    ),
    "error; warning",
    compare=_compare,
    binding=True,
    timeless=False,
)
