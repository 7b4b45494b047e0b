# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who counts what the dispatcher does; by default nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from scheduler.model.delivery import Outcome
from scheduler.store.claims import Claim


class Meter(Protocol):
    """Is told in the middle of publishing: returns at once, never fails, takes any thread."""

    def leaving(self, claim: Claim, now: datetime) -> None:
        """The request for the next part of `claim` leaves at `now`."""
        ...

    def answered(self, outcome: Outcome) -> None:
        """An attempt ended with `outcome`, and that is written down."""
        ...


class Unmetered:
    """Counts nothing."""

    def leaving(self, claim: Claim, now: datetime) -> None:
        """Nothing."""

    def answered(self, outcome: Outcome) -> None:
        """Nothing."""
