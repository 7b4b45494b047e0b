# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is due and not yet in hand, by channel, so that one channel cannot hold up the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice

from scheduler.store.claims import Candidate


class Backlog:
    """Candidates in the order of their time; each channel keeps its own order.

    Of several channels with something equally old, the one served longest ago comes first.
    """

    def __init__(self) -> None:
        self._queues: dict[str, deque[Candidate]] = {}
        self._served: dict[str, int] = {}
        self._turns = 0

    def refill(self, candidates: Iterable[Candidate], in_hand: frozenset[int]) -> None:
        """Let `candidates` stand in place of what was there, but for those in hand."""
        self._queues = {}
        for candidate in candidates:
            if candidate.id not in in_hand:
                self._queues.setdefault(candidate.channel, deque()).append(candidate)

    def take(
        self,
        most: int,
        may_take: Callable[[str], bool],
        reserve: Callable[[str], bool] = lambda _channel: True,
    ) -> list[Candidate]:
        """Up to `most` candidates, one of each channel that `may_take`, oldest first.

        `reserve` is asked for each in that order: whether there is room beside those before.
        """
        ready = [queue[0] for channel, queue in self._queues.items() if queue and may_take(channel)]
        ready.sort(key=self._order)
        roomy = (candidate for candidate in ready if reserve(candidate.channel))
        chosen = list(islice(roomy, max(most, 0)))
        for candidate in chosen:
            self._turns += 1
            self._queues[candidate.channel].popleft()
            self._served[candidate.channel] = self._turns
        return chosen

    def _order(self, candidate: Candidate) -> tuple[datetime, int, int]:
        return candidate.wake_at, self._served.get(candidate.channel, 0), candidate.id

    def count_for(self, may_take: Callable[[str], bool]) -> int:
        """How many channels that `may_take` have something waiting."""
        return sum(1 for channel, queue in self._queues.items() if queue and may_take(channel))

    def any_for(self, may_take: Callable[[str], bool]) -> bool:
        """Whether a channel that `may_take` has something waiting."""
        return any(queue and may_take(channel) for channel, queue in self._queues.items())

    def __len__(self) -> int:
        """How many wait."""
        return sum(map(len, self._queues.values()))
