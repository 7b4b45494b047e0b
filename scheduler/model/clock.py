# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The clock as everything else sees it; the system's own stands in bootstrap."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where every "now" comes from, so that a rehearsal can jump and a test can stand still."""

    def now(self) -> datetime:
        """The present instant, aware and in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never step back; only differences mean anything."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass on this clock."""
        ...
