# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asks the gates about claimed rows, inside the claim's transaction, and remembers floors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from scheduler.model.delivery import State
from scheduler.planning.gates import OPEN, Verdict, ask
from scheduler.store import channels
from scheduler.store.channels import ChannelRow
from scheduler.store.claims import Claim
from scheduler.store.database import Transaction
from scheduler.store.outcomes import Move
from scheduler.worker.consequences import Pace, question_of

_ASKED = frozenset({State.PLANNED, State.RETRYING, State.HELD})


class Gatekeeper:
    """Knows which channels must wait (the platform's floor, or catching up in order)."""

    def __init__(self, pace: Callable[[str], Pace], catch_up: timedelta) -> None:
        """`catch_up` is the pause between two late posts of one channel."""
        self._pace = pace
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
        known = channels.restrained(connection, now) if asked else {}
        moves: list[Move] = []
        through: list[Claim] = []
        for claim in asked:
            verdict = self._verdict(claim, known.get(claim.channel), now)
            if verdict is None:
                continue
            if verdict is not OPEN:
                moves.append(_closed(claim, verdict))
            elif claim.state is State.HELD:
                moves.append(_released(claim, now))
            elif self._in_turn(claim, now):
                through.append(claim)
        return through, moves

    def _verdict(self, claim: Claim, row: ChannelRow | None, now: datetime) -> Verdict | None:
        """The gates' answer; None when the channel must wait for its platform."""
        late_window = self._pace(claim.channel).late_window
        verdict = ask(question_of(claim, late_window, row.blocked if row else None), now)
        if verdict is OPEN and row and row.next_allowed_at and row.next_allowed_at > now:
            self.raise_floor(claim.channel, row.next_allowed_at)
            return None
        return verdict

    def _in_turn(self, claim: Claim, now: datetime) -> bool:
        """While catching up after an outage, one channel sends one post per pause."""
        late = now - claim.due_at > self._pace(claim.channel).late_window
        if claim.ordered_at or claim.begun_at or not late:
            return True
        last = self._late_sends.get(claim.channel)
        if last is not None and now < last + self._catch_up:
            self.raise_floor(claim.channel, last + self._catch_up)
            return False
        self._late_sends[claim.channel] = now
        return True


def _closed(claim: Claim, verdict: Verdict) -> Move:
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


def _released(claim: Claim, now: datetime) -> Move:
    to = State.RETRYING if claim.attempts else State.PLANNED
    return Move(claim.id, claim.token, claim.state, to, wake_at=now, failures=claim.failures)
