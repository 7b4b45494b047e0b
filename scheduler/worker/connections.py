# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opened platforms by channel: opened when first needed, kept while the daemon lives."""

from __future__ import annotations

import threading
from collections.abc import Callable

from scheduler.model.platform import Platform


class Connections:
    """A channel's platform, opened once; a channel that cannot be opened is tried again."""

    def __init__(self, open_channel: Callable[[str], Platform]) -> None:
        """`open_channel` raises ChannelBlocked when the channel lacks a secret."""
        self._open_channel = open_channel
        self._lock = threading.Lock()
        self._opened: dict[str, Platform] = {}

    def get(self, channel: str) -> Platform:
        """The platform of `channel`."""
        with self._lock:
            platform = self._opened.get(channel)
            if platform is None:
                platform = self._opened[channel] = self._open_channel(channel)
        return platform

    def forget(self, channel: str) -> None:
        """Open `channel` anew next time: its settings or secrets may have changed."""
        with self._lock:
            self._opened.pop(channel, None)
