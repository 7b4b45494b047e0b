# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the workers have in hand: one job for a channel at a time, and no host takes them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable


class Flights:
    """The jobs in the pool, by channel and by host.

    A host that hangs would hold every worker until its calls time out. Where channels lead to
    several hosts, one of them gets at most three quarters of the workers.
    """

    def __init__(self, workers: int, host_of: Callable[[str], str], hosts: int) -> None:
        """`host_of` names the host behind a channel; `hosts` is how many there are."""
        self._host_of = host_of
        self._most = workers * 3 // 4 if hosts > 1 else 2 * workers
        self._sending: dict[str, frozenset[int]] = {}
        self._preparing: dict[int, str] = {}
        self._load: Counter[str] = Counter()

    def __len__(self) -> int:
        """How many jobs are in the pool."""
        return len(self._sending) + len(self._preparing)

    def send(self, channel: str, ids: Iterable[int]) -> None:
        """A job that sends or looks for the deliveries `ids` of `channel`."""
        self._sending[channel] = frozenset(ids)
        self._load[self._host_of(channel)] += 1

    def prepare(self, delivery: int, channel: str) -> None:
        """A job that prepares `delivery`."""
        self._preparing[delivery] = channel
        self._load[self._host_of(channel)] += 1

    def sent(self, channel: str) -> None:
        """The job that sent or looked is back."""
        if self._sending.pop(channel, None) is not None:
            self._load[self._host_of(channel)] -= 1

    def prepared(self, delivery: int) -> None:
        """The job that prepared is back."""
        channel = self._preparing.pop(delivery, None)
        if channel is not None:
            self._load[self._host_of(channel)] -= 1

    def may_take(self, channel: str) -> bool:
        """Whether a job for `channel` may join the pool."""
        busy = channel in self._sending or channel in self._preparing.values()
        return not busy and self._load[self._host_of(channel)] < self._most

    def reservation(self) -> Callable[[str], bool]:
        """Asked for one channel after another, says who still finds room beside those before."""
        load = Counter(self._load)

        def reserve(channel: str) -> bool:
            host = self._host_of(channel)
            load[host] += 1
            return load[host] <= self._most

        return reserve

    def ids(self) -> frozenset[int]:
        """The deliveries in hand."""
        return frozenset().union(self._preparing, *self._sending.values())
