# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sampling: what is due is asked for in batches, and whatever was given is kept.

One call serves as many posts as the platform takes; a thread counts as the sum of its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from scheduler.model.clock import Clock
from scheduler.model.engagement import Counts, Sample, ages_to_sample
from scheduler.model.errors import ChannelBlocked, PublishError, TryLater
from scheduler.model.platform import MeasuresAccount, MeasuresPosts
from scheduler.store import samples
from scheduler.store.database import Database, Transaction, Writer
from scheduler.store.samples import SampleDue
from scheduler.worker.connections import Connections
from scheduler.worker.log import log
from scheduler.worker.troubles import Troubles

AT_ONCE = 500
AGAIN_AFTER = timedelta(minutes=10)
ACCOUNT_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one round over one channel gave."""

    samples: tuple[Sample, ...] = ()
    done: tuple[SampleDue, ...] = ()
    failed: tuple[SampleDue, ...] = ()


class Sampler:
    """The chore that measures."""

    def __init__(
        self,
        *,
        database: Database,
        writer: Writer,
        connections: Connections,
        clock: Clock,
        cadence: tuple[timedelta, ...],
        troubles: Troubles | None = None,
    ) -> None:
        """`troubles` is shared with the other chores, so that each is told once."""
        self._database = database
        self._writer = writer
        self._connections = connections
        self._clock = clock
        self._ages = ages_to_sample(cadence)
        self._troubles = troubles or Troubles()

    def run(self) -> int:
        """Measure all that is due; returns how many deliveries were measured."""
        measured = 0
        while True:
            now = self._clock.now()
            with self._database.read() as connection:
                due = samples.dues(connection, now, limit=AT_ONCE)
            if not due:
                return measured
            for channel, of_channel in groupby(
                sorted(due, key=lambda item: item.channel), key=lambda item: item.channel
            ):
                measured += self._channel(channel, list(of_channel), now)

    def measure_accounts(self, channels: Iterable[str]) -> None:
        """Measure each account that was not measured for a day."""
        now = self._clock.now()
        for channel in channels:
            with self._database.read() as connection:
                last = samples.last_account_sample(connection, channel)
            if last is None or now - last >= ACCOUNT_EVERY:
                self._account(channel, now)

    def _account(self, channel: str, now: datetime) -> None:
        try:
            platform = self._connections.get(channel)
            if not isinstance(platform, MeasuresAccount):
                return
            counts = platform.measure_account()
        except PublishError as error:
            self._troubles.tell("account.unmeasured", channel, error)
            return
        self._troubles.over(channel)
        sample = Sample(channel, now, counts)
        self._writer.run(lambda connection: samples.add_samples(connection, [sample]))

    def _channel(self, channel: str, due: Sequence[SampleDue], now: datetime) -> int:
        result = self._ask(channel, due, now)

        def write(connection: Transaction) -> None:
            samples.add_samples(connection, result.samples)
            samples.plan_next(connection, result.done, self._ages, now)
            samples.put_off(connection, result.failed, now + AGAIN_AFTER)

        self._writer.run(write)
        if result.samples:
            log("delivery.measured", channel=channel, deliveries=len(result.samples))
        return len(result.samples)

    def _ask(self, channel: str, due: Sequence[SampleDue], now: datetime) -> Measured:
        try:
            platform = self._connections.get(channel)
        except PublishError as error:
            self._troubles.tell("sample.failed", channel, error)
            return Measured(failed=tuple(due))
        if not isinstance(platform, MeasuresPosts):
            return Measured(done=tuple(due))
        answer = _batched(platform, due)
        for failure in answer.errors:
            self._troubles.tell("sample.failed", channel, failure)
        if not answer.errors:
            self._troubles.over(channel)
        failed = tuple(item for item in due if not answer.unasked.isdisjoint(_ids(item)))
        done = tuple(item for item in due if answer.unasked.isdisjoint(_ids(item)))
        taken = [
            Sample(channel, now, total, delivery=item.delivery, age=now - item.published_at)
            for item in done
            if (total := _total(item, answer.counts)).values
        ]
        return Measured(tuple(taken), done, failed)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the batches of a round gave, which posts no batch told of, and why."""

    counts: Mapping[str, Counts]
    unasked: frozenset[str]
    errors: tuple[PublishError, ...]


def _batched(platform: MeasuresPosts, due: Sequence[SampleDue]) -> _Answer:
    """Ask batch by batch; one that fails costs only its own posts.

    A channel that is blocked or asks for time is not asked again: the rest of it would fail, too.
    """
    remotes = [remote for item in due for remote in item.remotes]
    found: dict[str, Counts] = {}
    unasked: set[str] = set()
    errors: list[PublishError] = []
    for start in range(0, len(remotes), platform.batch_size):
        batch = remotes[start : start + platform.batch_size]
        if any(isinstance(error, ChannelBlocked | TryLater) for error in errors):
            unasked |= {remote.id for remote in batch}
            continue
        try:
            found |= platform.measure_posts(batch)
        except PublishError as error:
            errors.append(error)
            unasked |= {remote.id for remote in batch}
    return _Answer(found, frozenset(unasked), tuple(errors))


def _ids(item: SampleDue) -> frozenset[str]:
    return frozenset(remote.id for remote in item.remotes)


def _total(item: SampleDue, counts: Mapping[str, Counts]) -> Counts:
    """The sum over a delivery's parts; a metric that any part lacks stays unknown for it."""
    given = [counts[remote.id].values for remote in item.remotes if remote.id in counts]
    if not given or len(given) < len(item.remotes):
        return Counts()
    complete = set.intersection(*(set(values) for values in given))
    return Counts({metric: sum(values[metric] for values in given) for metric in complete})
