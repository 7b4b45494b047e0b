# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what happened to what is written: pure decisions, one value for each result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.model.delivery import GateName, Outcome, State
from scheduler.model.errors import ChannelBlocked, PublishError, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.pause import Pause
from scheduler.model.platform import Absent, Found, HandedOver, Look, Pending
from scheduler.model.sentence import Sentence
from scheduler.planning.gates import Question, last_moment
from scheduler.planning.reconcile import Settled, after_failed_look, settle
from scheduler.planning.retry import Again, GiveUp, next_try
from scheduler.store.audit import delivery_name
from scheduler.store.claims import Claim
from scheduler.store.outcomes import AttemptResult, LivePart, Move
from scheduler.worker.publish import Looked, Sent, sought_key

_INSTANT = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """The times that decide: late window, settling before a look, pause between looks."""

    late_window: timedelta
    settle_for: timedelta
    between_looks: timedelta


@dataclass(frozen=True, slots=True)
class Consequence:
    """Everything one result changes; `absent`: a look has proved that no try went through."""

    move: Move
    attempt: AttemptResult | None = None
    live: LivePart | None = None
    floor: datetime | None = None
    block: Sentence | None = None
    absent: bool = False


def question_of(
    claim: Claim,
    late_window: timedelta,
    blocked: Sentence | None,
    pause: Pause | None = None,
    unapproved: Sentence | None = None,
) -> Question:
    """What the gates are asked about `claim`.

    What a pause kept from being sent again does not count as begun: it may have become too late.
    """
    sent_and_absent = (
        claim.begun_at is not None and claim.failures == 0 and claim.gate is not GateName.PAUSED
    )
    return Question(
        due_at=claim.due_at,
        late_window=late_window,
        on_missed=claim.on_missed,
        begun=bool(claim.live) or sent_and_absent,
        ordered_at=claim.ordered_at,
        not_after=claim.not_after,
        embargo_until=claim.embargo_until,
        channel_blocked=blocked,
        pause=pause,
        under_way=bool(claim.live),
        unapproved=unapproved,
        restrictions=claim.restrictions,
        finding=claim.finding,
    )


def after_sending(sent: Sent, pace: Pace, now: datetime, random: float) -> Consequence:
    """What follows from one try to publish."""
    result = sent.result
    if isinstance(result, Remote):
        return _live(sent, result, now)
    if isinstance(result, Pending):
        move = _move(sent.claim, State.RETRYING, wake_at=result.ask_again_at)
        return Consequence(move, _attempt(sent, "pending", result.sentence))
    if isinstance(result, HandedOver):
        move = _move(sent.claim, State.REVIEW, reason=result.sentence)
        return Consequence(move, _attempt(sent, "handed_over", result.sentence))
    return _after_error(sent, result, pace, now, random)


def after_look(looked: Looked, claim: Claim, pace: Pace, now: datetime) -> Consequence:
    """What follows for `claim` from one look at the platform."""
    if looked.repeatable:
        return Consequence(_move(claim, State.RETRYING, wake_at=now, reason=_REPEATED))
    if not looked.can_look:
        return Consequence(_move(claim, State.REVIEW, reason=_CANNOT_ASK))
    if looked.error is not None:
        settled = after_failed_look(looks=claim.failures, now=now, between=pace.between_looks)
        return _settled(claim, settled, None, now, failures=claim.failures + 1)
    look = looked.looks.get(sought_key(claim), Absent())
    settled = settle(look, absent_before=claim.looks, now=now, between=pace.between_looks)
    return _settled(claim, settled, look, now)


def _live(sent: Sent, remote: Remote, now: datetime) -> Consequence:
    live = LivePart(sent.claim.id, sent.part, remote)
    return Consequence(
        _after_part(sent.claim, sent.part, remote, now), _attempt(sent, "published", None), live
    )


def _after_part(claim: Claim, part: int, remote: Remote, now: datetime) -> Move:
    parts = len(claim.message.parts)
    if part < parts:
        # Its own due time is in the past, so the rest of a thread comes before anything newer.
        reason = Sentence(
            f"Teil {part} von {parts} ist erschienen; der nächste folgt.",
            f"Part {part} of {parts} is live; the next one follows.",
        )
        return _move(claim, State.RETRYING, wake_at=min(claim.due_at, now), reason=reason)
    first = remote if part == 1 else claim.live[1]
    return _move(claim, State.PUBLISHED, published_at=now, remote=first)


def _after_error(
    sent: Sent, error: PublishError, pace: Pace, now: datetime, random: float
) -> Consequence:
    claim = sent.claim
    if isinstance(error, Rejected):
        move = _move(claim, State.FAILED, reason=error.sentence)
        return Consequence(move, _failed(sent, "failed", error))
    if isinstance(error, ChannelBlocked):
        move = _move(claim, State.HELD, reason=error.sentence, gate=GateName.BLOCKED)
        return Consequence(move, _failed(sent, "blocked", error), block=error.sentence)
    if isinstance(error, TryLater):
        return _try_later(sent, error, pace, now, random)
    move = _move(claim, State.UNCONFIRMED, wake_at=now + pace.settle_for, reason=error.sentence)
    return Consequence(move, _failed(sent, "unknown", error))


def _try_later(
    sent: Sent, error: TryLater, pace: Pace, now: datetime, random: float
) -> Consequence:
    claim = sent.claim
    end = last_moment(question_of(claim, pace.late_window, None))
    decision = next_try(
        attempts=claim.failures + 1, now=now, last_moment=end, floor=error.retry_at, random=random
    )
    floor = _floor(error, decision)
    attempt = _failed(sent, "retrying", error)
    failures = claim.failures + 1
    if not isinstance(decision, GiveUp):
        move = _move(
            claim, State.RETRYING, wake_at=decision.at, reason=error.sentence, failures=failures
        )
    elif decision.late:
        # The gate decides just past the window's end whether it is held or missed.
        wake_at = max(end, now) + _INSTANT
        move = _move(
            claim, State.RETRYING, wake_at=wake_at, reason=decision.reason, failures=failures
        )
    else:
        move = _move(claim, State.FAILED, reason=decision.reason)
    return Consequence(move, attempt, floor=floor)


def _floor(error: TryLater, decision: Again | GiveUp) -> datetime | None:
    """From when on the channel may be asked again; a limit without a time is kept for ours."""
    if not error.whole_channel:
        return None
    return error.retry_at or (decision.at if isinstance(decision, Again) else None)


def _settled(
    claim: Claim, settled: Settled, look: Look | None, now: datetime, failures: int = 0
) -> Consequence:
    part = claim.next_part or 1
    if settled.to == "published" and isinstance(look, Found):
        move = _after_part(claim, part, look.remote, now)
        if move.to is State.PUBLISHED:
            move = _with_reason(move, _FOUND)
        elif claim.begun_at is None:
            # An older database began this thread: look for the rest before sending it.
            move = _move(claim, State.UNCONFIRMED, wake_at=now, reason=claim.reason)
        return Consequence(move, live=LivePart(claim.id, part, look.remote))
    if settled.to == "retrying":
        move = _move(claim, State.RETRYING, wake_at=now, reason=settled.reason)
        return Consequence(move, absent=True)
    if settled.to == "review":
        return Consequence(_move(claim, State.REVIEW, reason=settled.reason))
    absent = claim.looks + (0 if failures else 1)
    move = _move(
        claim,
        State.UNCONFIRMED,
        wake_at=settled.at,
        looks=absent,
        failures=failures,
        reason=claim.reason,
    )
    return Consequence(move)


def _with_reason(move: Move, reason: Sentence) -> Move:
    return Move(
        move.id,
        move.token,
        move.seen,
        move.to,
        reason=reason,
        published_at=move.published_at,
        remote=move.remote,
        name=move.name,
    )


def _move(  # noqa: PLR0913 - one keyword for each column that may change
    claim: Claim,
    to: State,
    *,
    wake_at: datetime | None = None,
    reason: Sentence | None = None,
    gate: GateName | None = None,
    published_at: datetime | None = None,
    remote: Remote | None = None,
    looks: int = 0,
    failures: int = 0,
) -> Move:
    return Move(
        claim.id,
        claim.token,
        claim.state,
        to,
        wake_at=wake_at,
        reason=reason,
        gate=gate or _kept_gate(claim, to),
        published_at=published_at,
        remote=remote,
        looks=looks,
        failures=failures,
        name=delivery_name(claim.post, claim.channel, claim.occurrence),
    )


def _kept_gate(claim: Claim, to: State) -> GateName | None:
    """While a lost answer is looked up, it stays known that a pause kept the re-send waiting."""
    looked_up = claim.state is State.UNCONFIRMED and to in {State.UNCONFIRMED, State.RETRYING}
    return claim.gate if looked_up else None


def _attempt(sent: Sent, outcome: Outcome, reason: Sentence | None) -> AttemptResult:
    return AttemptResult(sent.claim.id, sent.claim.attempts, outcome, reason)


def _failed(sent: Sent, outcome: Outcome, error: PublishError) -> AttemptResult:
    return AttemptResult(sent.claim.id, sent.claim.attempts, outcome, error.sentence, error.answer)


_REPEATED = Sentence(
    "Die Antwort ging verloren; der Aufruf wird wiederholt, was hier nie doppelt veröffentlicht.",
    "The answer was lost; the call is repeated, which never publishes twice here.",
)
_CANNOT_ASK = Sentence(
    "Ob der Beitrag erschienen ist, lässt sich hier nicht abfragen. Bitte selbst nachsehen, dann: "
    "litfass confirm.",
    "Whether the post is live cannot be asked here. Please look yourself, then: litfass confirm.",
)
_FOUND = Sentence(
    "Die Antwort ging verloren; auf der Plattform nachgesehen: der Beitrag ist erschienen.",
    "The answer was lost; a look at the platform found the post live.",
)
