# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What systemd is told about the daemon: datagrams to the socket it named in the environment."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass

_MICROSECONDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Systemd:
    """`address` None: nobody listens. `watchdog_seconds` None: nobody waits for a sign of life."""

    address: str | None = None
    watchdog_seconds: float | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], pid: int) -> Systemd:
        """What the service manager of process `pid` wants, by NOTIFY_SOCKET and WATCHDOG_USEC."""
        address = environment.get("NOTIFY_SOCKET", "")
        if not address.startswith(("/", "@")):
            return cls()
        period = environment.get("WATCHDOG_USEC", "")
        mine = environment.get("WATCHDOG_PID", str(pid)) == str(pid)
        watched = mine and period.isascii() and period.isdigit() and int(period) > 0
        return cls(address, int(period) / _MICROSECONDS if watched else None)

    def tell(self, *lines: str) -> bool:
        """Send `lines` in one datagram, without waiting; False when they are worth a second try.

        That is when the manager has too much to read. One that is gone is no fault.
        """
        if self.address is None or not lines:
            return True
        abstract = self.address.startswith("@")
        target = "\0" + self.address[1:] if abstract else self.address
        kind = socket.SOCK_DGRAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC
        try:
            with socket.socket(socket.AF_UNIX, kind) as sender:
                sender.sendto("\n".join(lines).encode(), target)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
