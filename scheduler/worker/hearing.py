# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A thread that wakes the dispatcher when another program says that there is work."""

from __future__ import annotations

import threading
from collections.abc import Callable

from scheduler.model.errors import StoreError
from scheduler.store.database import Database
from scheduler.store.hints import Listener
from scheduler.worker.log import log, warn

LISTEN_SECONDS = 1.0
AGAIN_SECONDS = 5.0


class Hearing:
    """Rings at each hint of a PostgreSQL database, and listens anew when the server was away.

    Without it a daemon still looks every half second: what is lost is punctuality of what was
    ordered for now, nothing else.
    """

    def __init__(self, database: Database, ring: Callable[[], None]) -> None:
        """`ring` is safe from any thread and returns at once."""
        self._database = database
        self._ring = ring
        self._stopping = threading.Event()
        self._silent = False

    def start(self) -> None:
        """Begin to listen; on SQLite there is nobody to hear."""
        if not self._database.is_sqlite:
            threading.Thread(target=self._run, name="litfass-listen", daemon=True).start()

    def stop(self) -> None:
        """Listen no more, after at most a second."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with Listener(self._database) as listener:
                    self._listen(listener)
            except StoreError as error:
                if not self._silent:
                    warn("hints.unheard", reason=error)
                self._silent = True
                self._stopping.wait(AGAIN_SECONDS)

    def _listen(self, listener: Listener) -> None:
        if self._silent:
            log("hints.heard_again")
        self._silent = False
        self._ring()  # what was said while nobody listened
        while not self._stopping.is_set():
            if listener.heard(LISTEN_SECONDS):
                self._ring()
