# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gates: asked about every delivery inside the claim transaction, in this order.

A delivery that was begun in time may finish, whatever the clock says; nothing else passes a
closed gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from scheduler.model.delivery import GateName
from scheduler.model.pause import Pause
from scheduler.model.post import OnMissed
from scheduler.model.restriction import Restriction, holding, opens_at
from scheduler.model.sentence import Sentence

ASK_AGAIN = timedelta(seconds=30)
_INSTANT = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Question:
    """What the gates need to know of a delivery whose turn has come.

    `ordered_at` is when a person said "now"; lateness then counts from there. `begun` says that
    it was begun in time and may finish: a part is live, or it was sent and found absent. `pause`
    is the one that covers it; `under_way` says that readers see a part of it already; `unapproved`
    says which approval is missing; `finding` says why the file's newer wish could not be planned.
    """

    due_at: datetime
    late_window: timedelta
    on_missed: OnMissed
    begun: bool = False
    ordered_at: datetime | None = None
    not_after: datetime | None = None
    embargo_until: datetime | None = None
    channel_blocked: Sentence | None = None
    pause: Pause | None = None
    under_way: bool = False
    unapproved: Sentence | None = None
    restrictions: tuple[Restriction, ...] = ()
    finding: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gates say: `open`, `hold` (with gate, reason and when to ask again) or `miss`.

    `ask_again_at` is None where only a person can open the gate.
    """

    answer: Literal["open", "hold", "miss"]
    reason: Sentence | None = None
    gate: GateName | None = None
    ask_again_at: datetime | None = None


OPEN = Verdict("open")


def ask(question: Question, now: datetime) -> Verdict:
    """Ask every gate; the first closed one decides."""
    for gate in (
        _paused, _blocked, _embargo, _restricted, _hard_end, _findings, _approval, _late
    ):  # fmt: skip
        verdict = gate(question, now)
        if verdict.answer != "open":
            return verdict
    return OPEN


def last_moment(question: Question) -> datetime:
    """Until when a try may begin: late window or `publish_within`, and never after `not_after`."""
    base = question.ordered_at or question.due_at
    within = question.late_window
    if question.on_missed.policy == "publish_within" and question.on_missed.within is not None:
        within = max(within, question.on_missed.within)
    end = base + within
    return min(end, question.not_after) if question.not_after else end


def _paused(question: Question, now: datetime) -> Verdict:
    """A thread that readers see the beginning of may finish: half of one is worse."""
    pause = question.pause
    if pause is None or question.under_way or not pause.stands_at(now):
        return OPEN
    return Verdict("hold", _why_paused(pause), GateName.PAUSED, pause.until)


def _why_paused(pause: Pause) -> Sentence:
    since, until = pause.began_at, pause.until
    return Sentence(
        f"Pausiert von {pause.actor} seit {since:%d.%m.%Y %H:%M} UTC: „{pause.reason}“. "
        + (f"Bis {until:%d.%m.%Y %H:%M} UTC." if until else "Weiter geht es mit: litfass resume"),
        f"Paused by {pause.actor} since {since:%Y-%m-%d %H:%M} UTC: “{pause.reason}”. "
        + (f"Until {until:%Y-%m-%d %H:%M} UTC." if until else "To go on: litfass resume"),
    )


def _blocked(question: Question, now: datetime) -> Verdict:
    del now
    if question.channel_blocked is None:
        return OPEN
    return Verdict("hold", question.channel_blocked, GateName.BLOCKED)


def _embargo(question: Question, now: datetime) -> Verdict:
    until = question.embargo_until
    if until is None or now >= until:
        return OPEN
    reason = Sentence(
        f"Sperrfrist bis {until:%d.%m.%Y %H:%M} UTC.", f"Embargo until {until:%Y-%m-%d %H:%M} UTC."
    )
    return Verdict("hold", reason, GateName.EMBARGO, until)


def _restricted(question: Question, now: datetime) -> Verdict:
    """A thread that readers see the beginning of may finish, but no picture without its right."""
    closed = tuple(
        one
        for one in question.restrictions
        if not question.under_way or one.gate is GateName.RIGHTS
    )
    found = holding(closed, now)
    if found is None:
        return OPEN
    return Verdict("hold", found.reason, found.gate, opens_at(closed, now))


def _hard_end(question: Question, now: datetime) -> Verdict:
    end = question.not_after
    if question.begun or end is None or now <= end:
        return OPEN
    return Verdict(
        "miss",
        Sentence(
            f"Nach not_after ({end:%d.%m.%Y %H:%M} UTC) wird nichts mehr gesendet.",
            f"Nothing is sent after not_after ({end:%Y-%m-%d %H:%M} UTC).",
        ),
    )


def _findings(question: Question, now: datetime) -> Verdict:
    """The file wants something else by now: the old text must not go out in its place."""
    del now
    if question.begun or question.finding is None:
        return OPEN
    return Verdict("hold", question.finding, GateName.FINDINGS)


def _approval(question: Question, now: datetime) -> Verdict:
    """Only an approval opens it; what would be missed meanwhile is missed, approved or not."""
    if question.unapproved is None:
        return OPEN
    late = _late(question, now)
    if late.answer == "miss":
        return late
    drops = question.on_missed.policy != "hold" and not question.begun
    end = last_moment(question) if drops else question.not_after
    again = end + _INSTANT if end is not None and not question.begun else None
    if question.due_at > now:
        again = min(again or question.due_at, question.due_at)
    return Verdict("hold", question.unapproved, GateName.APPROVAL, again)


def _late(question: Question, now: datetime) -> Verdict:
    if question.begun or now <= last_moment(question):
        return OPEN
    return too_late(question.on_missed, now - (question.ordered_at or question.due_at))


def too_late(on_missed: OnMissed, late_by: timedelta) -> Verdict:
    """What becomes of a delivery that is `late_by` late, outside its window."""
    minutes = int(late_by.total_seconds() // 60)
    if on_missed.policy == "hold":
        return Verdict(
            "hold",
            Sentence(
                f"{minutes} Minuten zu spät. Entscheiden Sie: litfass publish oder litfass cancel.",
                f"{minutes} minutes late. Decide: litfass publish or litfass cancel.",
            ),
            GateName.LATE,
        )
    return Verdict(
        "miss",
        Sentence(
            f"{minutes} Minuten zu spät; laut on_missed wird nicht mehr gesendet.",
            f"{minutes} minutes late; on_missed says not to send any more.",
        ),
    )
