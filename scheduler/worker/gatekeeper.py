# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asks the gates about claimed rows, inside the claim's transaction, and remembers floors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.model.delivery import GateName, State
from scheduler.model.pause import Pause
from scheduler.model.sentence import Sentence
from scheduler.planning.gates import OPEN, Question, Verdict, ask, last_moment
from scheduler.planning.windows import Closure
from scheduler.store import channels
from scheduler.store.channels import ChannelRow
from scheduler.store.claims import Claim
from scheduler.store.database import Transaction
from scheduler.store.outcomes import Move
from scheduler.worker.approvals import ApprovalWatch
from scheduler.worker.consequences import Pace, question_of
from scheduler.worker.pauses import PauseWatch
from scheduler.worker.purse import Purse
from scheduler.worker.windows import WindowWatch, extra_approvals, restrictions_of

LOOK_AGAIN = timedelta(minutes=5)
MOMENT = timedelta(seconds=1)

# While one of these is shut, whether a lost post is live is asked on and on.
_SHUT = frozenset(
    {
        GateName.PAUSED,
        GateName.BLOCKED,
        GateName.RIGHTS,
        GateName.BLACKOUT,
        GateName.QUIET_DAY,
        GateName.HOURS,
    }
)
_ASKED = frozenset({State.PLANNED, State.RETRYING, State.HELD})


@dataclass(frozen=True, slots=True)
class Watches:
    """Who says, in the claim's transaction, what stands against a delivery."""

    pauses: PauseWatch
    approvals: ApprovalWatch
    windows: WindowWatch


class Gatekeeper:
    """Knows which channels must wait (the platform's floor, or catching up in order)."""

    def __init__(self, pace: Callable[[str], Pace], catch_up: timedelta, watches: Watches) -> None:
        """`catch_up` is the time between two late posts of one channel."""
        self._pace = pace
        self._watches = watches
        self._catch_up = catch_up
        self._floors: dict[str, datetime] = {}
        self._late_sends: dict[str, datetime] = {}

    def floors(self, now: datetime) -> dict[str, datetime]:
        """The channels that must wait, and until when."""
        self._floors = {channel: at for channel, at in self._floors.items() if at > now}
        return self._floors

    def is_closed(self, channel: str, now: datetime) -> bool:
        """Whether `channel` must wait."""
        floor = self._floors.get(channel)
        return floor is not None and floor > now

    def raise_floor(self, channel: str, until: datetime) -> None:
        """Let `channel` wait until `until`, or longer if it must anyway."""
        self._floors[channel] = max(until, self._floors.get(channel, until))

    def ask(
        self, connection: Transaction, rows: Sequence[Claim], now: datetime
    ) -> tuple[list[Claim], list[Move]]:
        """Which of `rows` may be sent now, and what becomes of those whose gate is closed."""
        asked = [claim for claim in rows if claim.state in _ASKED]
        if not asked:
            return [], []
        known = channels.restrained(connection, now)
        paused = self._watches.pauses.covering(connection, asked, now)
        shut = self._watches.windows.standing(connection, asked, now)
        extra = {number: extra_approvals(closed) for number, closed in shut.items()}
        unapproved = self._watches.approvals.closed(connection, asked, now, extra)
        purse = Purse(known, now)
        moves: list[Move] = []
        through: list[Claim] = []
        for claim in asked:
            row = known.get(claim.channel)
            question = self._question(claim, row, paused.get(claim.id), unapproved.get(claim.id))
            question = _within(question, shut.get(claim.id, ()))
            verdict = self._verdict(claim, question, row, now)
            if verdict is None:
                continue
            move = self._stopped(claim, verdict, now) or self._waits(claim, purse, now)
            if move is not None:
                moves.append(move)
            elif self._in_turn(claim, now):
                through.append(claim)
                purse.spend(claim)
        purse.settle(connection)
        return through, moves

    @staticmethod
    def _stopped(claim: Claim, verdict: Verdict, now: datetime) -> Move | None:
        """What a closed gate makes of `claim`; None when all are open."""
        if verdict is OPEN:
            return None
        return _closed(claim, verdict, now)

    def _waits(self, claim: Claim, purse: Purse, now: datetime) -> Move | None:
        """What becomes of `claim` whose gates are open, when it must not leave just now."""
        if claim.ordered_at is not None and claim.ordered_at > now:
            return _not_yet(claim, claim.ordered_at)
        if claim.state is State.HELD:
            return _released(claim, now)
        until = purse.empty_until(claim)
        return None if until is None else _used_up(claim, until, self._last_moment(claim))

    def _last_moment(self, claim: Claim) -> datetime:
        return last_moment(question_of(claim, self._pace(claim.channel).late_window, None, None))

    def _question(
        self, claim: Claim, row: ChannelRow | None, pause: Pause | None, unapproved: Sentence | None
    ) -> Question:
        late_window = self._pace(claim.channel).late_window
        return question_of(claim, late_window, row.blocked if row else None, pause, unapproved)

    def _verdict(
        self, claim: Claim, question: Question, row: ChannelRow | None, now: datetime
    ) -> Verdict | None:
        """The gates' answer; None when the channel must wait for its platform."""
        verdict = ask(question, now)
        if verdict is OPEN and row and row.next_allowed_at and row.next_allowed_at > now:
            self.raise_floor(claim.channel, row.next_allowed_at)
            return None
        return verdict

    def _in_turn(self, claim: Claim, now: datetime) -> bool:
        """While catching up after an outage or a pause, one channel sends one post at a time."""
        if claim.live:
            return True
        late = now - claim.due_at > self._pace(claim.channel).late_window
        ordered = claim.ordered_at is not None or claim.begun_at is not None
        if claim.gate is not GateName.PAUSED and (ordered or not late):
            return True
        last = self._late_sends.get(claim.channel)
        if last is not None and now < last + self._catch_up:
            self.raise_floor(claim.channel, last + self._catch_up)
            return False
        self._late_sends[claim.channel] = now
        return True


def _within(question: Question, closed: Sequence[Closure]) -> Question:
    """The question with the closed times that it falls into."""
    if not closed:
        return question
    return replace(question, restrictions=(*question.restrictions, *restrictions_of(closed)))


def _closed(claim: Claim, verdict: Verdict, now: datetime) -> Move:
    in_doubt = claim.doubt is not None and claim.state is State.RETRYING
    if in_doubt and verdict.gate in _SHUT:
        return _looked_up_meanwhile(claim, verdict, now)
    if in_doubt and verdict.answer == "miss":
        verdict = replace(verdict, answer="hold", gate=GateName.LATE)
    return Move(
        claim.id,
        claim.token,
        claim.state,
        State.HELD if verdict.answer == "hold" else State.MISSED,
        wake_at=verdict.ask_again_at,
        reason=verdict.reason,
        gate=verdict.gate,
        failures=claim.failures,
    )


def _looked_up_meanwhile(claim: Claim, verdict: Verdict, now: datetime) -> Move:
    """Whether it is live is asked on and on; when the gate opens a repeat may be harmful."""
    again = now + LOOK_AGAIN
    return Move(
        claim.id,
        claim.token,
        claim.state,
        State.UNCONFIRMED,
        wake_at=min(again, verdict.ask_again_at or again),
        reason=verdict.reason,
        gate=verdict.gate,
    )


def _not_yet(claim: Claim, at: datetime) -> Move:
    """A person moved it, and its file, whose time is past, was read again."""
    return Move(
        claim.id,
        claim.token,
        claim.state,
        claim.state,
        wake_at=at,
        reason=claim.reason,
        gate=claim.gate,
        failures=claim.failures,
    )


def _used_up(claim: Claim, until: datetime, last: datetime) -> Move:
    """It waits for the quota, and is asked again when its window ends: somebody is then told."""
    return Move(
        claim.id,
        claim.token,
        claim.state,
        claim.state,
        wake_at=min(until, last + MOMENT),
        reason=Sentence(
            f"Die Plattform nimmt bis {until:%d.%m.%Y %H:%M} UTC nichts mehr an (Kontingent).",
            f"The platform takes nothing more until {until:%Y-%m-%d %H:%M} UTC (quota).",
        ),
        failures=claim.failures,
    )


def _released(claim: Claim, now: datetime) -> Move:
    """What a pause held keeps the mark of it, so that it leaves in the order of catching up."""
    to = State.RETRYING if claim.attempts else State.PLANNED
    gate = claim.gate if claim.gate is GateName.PAUSED else None
    return Move(
        claim.id, claim.token, claim.state, to, wake_at=now, gate=gate, failures=claim.failures
    )
