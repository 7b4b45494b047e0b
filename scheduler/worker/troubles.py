# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which blocked channels the log has told of already: each chore meets them again and again."""

from __future__ import annotations

import threading

from scheduler.model.errors import ChannelBlocked, LitfassError
from scheduler.worker.log import warn


class Troubles:
    """Warns of a channel that a person must mend once, until the reason changes or it works."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[str, str] = {}

    def tell(self, event: str, channel: str, error: LitfassError) -> None:
        """Warn that `error` kept a chore from its work; what passes by itself is always told."""
        reason = str(error.sentence)
        if isinstance(error, ChannelBlocked):
            with self._lock:
                if self._told.get(channel) == reason:
                    return
                self._told[channel] = reason
        warn(event, channel=channel, reason=error)

    def over(self, channel: str) -> None:
        """The account of `channel` answered: the next trouble is a new one."""
        with self._lock:
            self._told.pop(channel, None)
