# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looks after the channels between posts: limits, quotas, a daily check, and opening them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from scheduler.model.clock import Clock
from scheduler.model.errors import ChannelBlocked, LitfassError
from scheduler.model.platform import Checks, Platform, RefreshesLimits, TellsQuota
from scheduler.model.sentence import Sentence
from scheduler.store import channels
from scheduler.store.channels import ChannelRow
from scheduler.store.database import Database, Transaction, Writer
from scheduler.worker.connections import Connections
from scheduler.worker.log import log, warn
from scheduler.worker.troubles import Troubles

CHECK_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChannelCare:
    """A chore: one round asks every channel's platform what it can tell."""

    database: Database
    writer: Writer
    connections: Connections
    clock: Clock
    names: Iterable[str]
    troubles: Troubles = field(default_factory=Troubles)

    def run(self) -> None:
        """Ask each platform; one that cannot be asked costs the others nothing."""
        with self.database.read() as connection:
            rows = channels.all_channels(connection)
        for name in self.names:
            try:
                self._look_after(name, rows.get(name))
            except LitfassError as error:
                self.troubles.tell("channel.unchecked", name, error)
            else:
                self.troubles.over(name)

    def _look_after(self, name: str, row: ChannelRow | None) -> None:
        blocked = row is not None and row.blocked is not None
        if blocked:
            self.connections.forget(name)
        platform = self.connections.get(name)
        if isinstance(platform, Checks) and (blocked or self._check_is_due(row)):
            self._check(name, platform, blocked=blocked)
        self._ask_terms(name, platform)

    def _ask_terms(self, name: str, platform: Platform) -> None:
        if isinstance(platform, TellsQuota):
            quota = platform.quota()
            self._write(lambda connection: channels.remember_quota(connection, name, quota))
        if isinstance(platform, RefreshesLimits):
            limits = platform.fetch_limits()
            self._write(lambda connection: channels.remember_limits(connection, name, limits))

    def _check_is_due(self, row: ChannelRow | None) -> bool:
        checked_at = row.checked_at if row is not None else None
        return checked_at is None or self.clock.now() - checked_at >= CHECK_AFTER

    def _check(self, name: str, platform: Checks, *, blocked: bool) -> None:
        """Whether the channel could publish: better known now than at the due second."""
        now = self.clock.now()
        try:
            health = platform.check()
        except ChannelBlocked as error:
            if not blocked:
                self._block(name, error.sentence)
            raise
        self._write(lambda connection: channels.remember_check(connection, name, health, now))
        for problem in health.problems:
            warn("channel.problem", channel=name, reason=problem)
        if blocked and not health.problems:
            released = self.writer.run(lambda found: channels.unblock(found, name, now))
            log("channel.opened", channel=name, released=released)

    def _block(self, name: str, reason: Sentence) -> None:
        now = self.clock.now()
        self._write(lambda connection: channels.block(connection, name, reason, now))
        warn("channel.blocked", channel=name, reason=reason)

    def _write(self, work: Callable[[Transaction], None]) -> None:
        self.writer.run(work)
