# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a workspace: settings, database, platforms."""

from __future__ import annotations

from pathlib import Path

from scheduler import registry
from scheduler.bootstrap.channels import ChannelOpener
from scheduler.bootstrap.clock import SystemClock
from scheduler.config import Settings, load_settings
from scheduler.model.clock import Clock
from scheduler.operations.workspace import Workspace
from scheduler.store import channels
from scheduler.store.database import Database, Writer, open_database
from scheduler.store.upgrade import ensure_schema


def read_settings(path: Path) -> Settings:
    """The settings of config.yaml at `path`; raises ConfigurationError."""
    return load_settings(path, registry.platforms())


def open_workspace(
    settings: Settings, *, clock: Clock | None = None, create: bool = True
) -> Workspace:
    """The workspace with its database; `create` makes or upgrades an SQLite database."""
    used = clock or SystemClock()
    database = open_database(settings.database_url())
    if create:
        ensure_schema(database, used.now())
        with database.write() as connection:
            platforms = {name: channel.platform for name, channel in settings.channels.items()}
            channels.ensure(connection, platforms)
    return make_workspace(settings, database, database, used)


def make_workspace(
    settings: Settings, database: Database, writer: Writer, clock: Clock
) -> Workspace:
    """A workspace that writes through `writer`."""
    opener = ChannelOpener(settings, database, writer, clock)
    return Workspace(
        settings=settings,
        database=database,
        writer=writer,
        kinds=registry.platforms(),
        clock=clock,
        open_channel=opener.open,
        connection=opener.connection,
    )
