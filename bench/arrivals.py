# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stub as a process, and what arrived there."""

from __future__ import annotations

import subprocess
import sys
import time
from types import TracebackType
from typing import Self

import requests

WAIT_SECONDS = 120.0


class StubProcess:
    """A running stub; its clock is the machine's, so arrivals compare with due times."""

    def __init__(self, latency: float = 0.0) -> None:
        """Answer after `latency` seconds."""
        self._latency = latency

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "bench.stub", str(self._latency)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None  # noqa: S101 - opened above
        self.url = f"http://127.0.0.1:{self._process.stdout.readline().strip()}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait()

    def take(self) -> list[int]:
        """Arrivals since the last call, in nanoseconds since 1970."""
        return list(requests.get(f"{self.url}/arrivals", timeout=30).json())

    def wait_for(self, count: int) -> list[int]:
        """Arrivals until there are `count`, or until nothing comes any more."""
        found: list[int] = []
        end = time.monotonic() + WAIT_SECONDS
        while len(found) < count and time.monotonic() < end:
            time.sleep(0.2)
            found += self.take()
        return sorted(found)
