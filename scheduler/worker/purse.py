# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What platforms still take of us: counted down in the claim, told anew by the platform."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from scheduler.store import channels
from scheduler.store.channels import ChannelRow
from scheduler.store.claims import Claim
from scheduler.store.database import Transaction


class Purse:
    """The quotas of one transaction; a channel whose platform names none is free.

    Only what a platform told is counted, and only until it starts anew: then it is asked again.
    """

    def __init__(self, known: Mapping[str, ChannelRow], now: datetime) -> None:
        """`known` are the channels as this transaction has them."""
        self._quotas = {
            name: row.quota
            for name, row in known.items()
            if row.quota is not None and row.quota.resets_at > now
        }
        self._spent: Counter[str] = Counter()

    def empty_until(self, claim: Claim) -> datetime | None:
        """Until when `claim` must wait for its channel's quota; None where it may go.

        What was begun may finish: its place was counted with its first try.
        """
        quota = self._quotas.get(claim.channel)
        if quota is None or claim.attempts:
            return None
        left = quota.left - self._spent[claim.channel]
        return quota.resets_at if left < _posts(claim) else None

    def spend(self, claim: Claim) -> None:
        """Count `claim`, unless it only leaves to be prepared: then it is asked once more."""
        prepared = claim.prepared_at is not None or not claim.has_media
        if claim.channel in self._quotas and not claim.attempts and prepared:
            self._spent[claim.channel] += _posts(claim)

    def settle(self, connection: Transaction) -> None:
        """Write down what was spent, for the next transaction and other daemons."""
        for channel, posts in self._spent.items():
            channels.spend(connection, channel, posts)


def _posts(claim: Claim) -> int:
    """Each part of a thread is a post to the platform."""
    return len(claim.message.parts)
