# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""An opened workspace: its settings, its database, and the platforms it may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scheduler.config import Settings
from scheduler.model.clock import Clock
from scheduler.model.platform import Connection, Limits, Platform, PlatformKind
from scheduler.store import channels
from scheduler.store.database import Database, Writer


@dataclass(frozen=True, slots=True)
class Workspace:
    """What operations work on; bootstrap opens it.

    `writer` is the database itself in a command, the dispatcher's desk in the daemon.
    `open_channel` raises ChannelBlocked when a secret is missing; `connection` is what it opens
    a channel's platform with.
    """

    settings: Settings
    database: Database
    writer: Writer
    kinds: Mapping[str, PlatformKind]
    clock: Clock
    open_channel: Callable[[str], Platform]
    connection: Callable[[str], Connection]

    def kind_of(self, channel: str) -> PlatformKind:
        """The platform kind of a configured channel."""
        return self.kinds[self.settings.channels[channel].platform]

    def askable(self) -> frozenset[str]:
        """The channels whose platform can be asked what became of a post."""
        names = self.settings.channels
        return frozenset(name for name in names if self.kind_of(name).looks_up)

    def known_limits(self) -> dict[str, Limits]:
        """Each channel's limits: the last ones its instance told, else the fact sheet's."""
        with self.database.read() as connection:
            rows = channels.all_channels(connection)
        return {
            channel: remembered_limits(rows.get(channel), self.kind_of(channel))
            for channel in self.settings.channels
        }


def remembered_limits(row: channels.ChannelRow | None, kind: PlatformKind) -> Limits:
    """What the instance last told, else what the fact sheet says."""
    return row.limits if row is not None and row.limits is not None else kind.limits
