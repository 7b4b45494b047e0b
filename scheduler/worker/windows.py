# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closed times as the claim asks about them: config.yaml as it is now, the post as it is stored."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from scheduler.model.pause import Subject
from scheduler.model.restriction import Restriction
from scheduler.model.window import NO_WINDOWS, Windows
from scheduler.planning.windows import Closure, closures
from scheduler.store import pauses
from scheduler.store.claims import Claim
from scheduler.store.database import Transaction


class WindowWatch:
    """Says which closed times stand against claims."""

    def __init__(self, windows: Windows = NO_WINDOWS) -> None:
        """`windows` are those of config.yaml, whatever was in force at the sync."""
        self._windows = windows

    def standing(
        self, connection: Transaction, claims: Sequence[Claim], now: datetime
    ) -> Mapping[int, tuple[Closure, ...]]:
        """What stands against each of `claims` at `now`; no query where nothing is ever closed."""
        if self._windows.are_none:
            return {}
        known = pauses.subjects(connection, {claim.post for claim in claims})
        found = {}
        for claim in claims:
            subject = known.get(claim.post, Subject(""))
            subject = dataclasses.replace(subject, channel=claim.channel)
            found[claim.id] = tuple(closures(self._windows, subject, now))
        return found


def restrictions_of(closed: Iterable[Closure]) -> tuple[Restriction, ...]:
    """What of `closed` holds a delivery, in the words of the gates."""
    return tuple(
        Restriction(one.gate, one.reason, until=one.until)
        for one in closed
        if one.effect == "block"
    )


def extra_approvals(closed: Iterable[Closure]) -> int:
    """How many approvals are asked on top of every policy."""
    return sum(one.effect == "extra_approval" for one in closed)
