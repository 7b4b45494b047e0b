# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stand-ins for what surrounds a platform: a clock that stands still, a vault, artefacts."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduler.model.platform import type_json


@dataclass
class StandingClock:
    """A clock that moves only when it is told to."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return self.instant.timestamp()

    def sleep(self, seconds: float) -> None:
        self.instant += timedelta(seconds=seconds)


@dataclass
class MemoryVault:
    """A vault in memory; `saved` lists what was saved, in order."""

    secrets: dict[str, str] = field(default_factory=dict)
    saved: list[str] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def load(self, name: str) -> str | None:
        return self.secrets.get(name)

    def save(self, name: str, secret: str) -> None:
        self.secrets[name] = secret
        self.saved.append(secret)

    def lock(self) -> AbstractContextManager[None]:
        return self.guard  # type: ignore[return-value]


@dataclass
class MemoryArtefacts:
    """Artefacts in memory; `history` names what was kept, in order."""

    kept: dict[str, type_json] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)

    def get(self, name: str) -> type_json:
        return self.kept.get(name)

    def keep(self, name: str, value: type_json) -> None:
        self.kept[name] = value
        self.history.append(name)
