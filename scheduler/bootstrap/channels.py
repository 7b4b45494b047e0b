# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening channels: HTTP client, vault and secrets of each."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

from scheduler import __version__, registry
from scheduler.config import Settings
from scheduler.config.stored_secrets import with_stored
from scheduler.credentials import Sealer, key_beside
from scheduler.http_client import Bounds, HttpClient
from scheduler.model.clock import Clock
from scheduler.model.errors import ChannelBlocked
from scheduler.model.platform import Connection, Platform
from scheduler.model.sentence import Sentence
from scheduler.store.database import Database, Writer
from scheduler.store.secrets import load_secret, save_secret
from scheduler.store.session_lock import session_lock

USER_AGENT = f"Litfass/{__version__}"


class ChannelOpener:
    """Opens channels: HTTP client, vault and secrets of each, made when first asked."""

    def __init__(
        self, settings: Settings, database: Database, writer: Writer, clock: Clock
    ) -> None:
        self._settings = settings
        self._database = database
        self._writer = writer
        self._clock = clock
        # One for all channels: accounts on the same server share its connections.
        self._http = http_client(settings)

    def open(self, channel: str) -> Platform:
        """The connected platform of `channel`; raises ChannelBlocked without its secret."""
        configured = self._settings.channels.get(channel)
        opened = registry.platform(configured.platform).open if configured else None
        if configured is None or opened is None:
            raise ChannelBlocked(
                Sentence(
                    f"Der Kanal „{channel}“ steht nicht mehr in config.yaml.",
                    f"The channel “{channel}” no longer stands in config.yaml.",
                )
            )
        connection = self.connection(channel)
        return opened(with_stored(configured.settings, channel, connection.vault.load), connection)

    def connection(self, channel: str) -> Connection:
        """What the platform of `channel` is opened with."""
        return Connection(
            channel=channel,
            http=self._http,
            clock=self._clock,
            vault=StoredVault(self._sealer, self._database, self._writer, self._clock, channel),
            workspace=str(self._settings.folder),
            zone=self._settings.timezone,
        )

    def _sealer(self) -> Sealer:
        if self._settings.encryption_key is not None:
            return Sealer(self._settings.encryption_key.reveal(self._settings.folder))
        beside = self._database.file or self._settings.folder / "litfass"
        return Sealer(key_beside(beside))


class StoredVault:
    """A channel's refreshable secrets in the database, encrypted."""

    def __init__(
        self,
        sealer: Callable[[], Sealer],
        database: Database,
        writer: Writer,
        clock: Clock,
        channel: str,
    ) -> None:
        self._sealer = sealer
        self._database = database
        self._writer = writer
        self._clock = clock
        self._channel = channel
        self._lock = threading.RLock()
        self._held_by_us = False

    def load(self, name: str) -> str | None:
        """The stored secret of `name`."""
        with self._database.read() as connection:
            return load_secret(connection, self._sealer(), self._channel, name)

    def save(self, name: str, secret: str) -> None:
        """Store `secret`; returns only once it is committed."""
        sealer = self._sealer()
        self._writer.run(
            lambda connection: save_secret(
                connection, sealer, self._channel, name=name, secret=secret, now=self._clock.now()
            )
        )

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold while refreshing, against the other threads and the other processes."""
        with self._lock:
            if self._held_by_us:
                yield
                return
            with session_lock(self._database, self._channel):
                self._held_by_us = True
                try:
                    yield
                finally:
                    self._held_by_us = False


def http_client(settings: Settings) -> HttpClient:
    """Its deadlines are real time, also in a rehearsal."""
    http = settings.http
    return HttpClient(
        monotonic=time.monotonic,
        user_agent=USER_AGENT,
        bounds=Bounds(
            connect_seconds=http.connect_seconds,
            read_seconds=http.read_seconds,
            total_seconds=http.total_seconds,
        ),
        ca_file=str(http.ca_file) if http.ca_file else None,
    )
