# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A platform in memory that does as it is told, and counts what arrives."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Absent,
    Artefacts,
    Found,
    HandedOver,
    Look,
    Pending,
    ReplyTo,
    Sought,
)

Answer = Remote | Pending | HandedOver | Exception
Step = Callable[[str, Part], Answer]


@dataclass
class PlainPlatform:
    """Publishes; can neither be repeated nor asked."""

    arrivals: list[tuple[str, str]] = field(default_factory=list)
    script: deque[Step] = field(default_factory=deque)
    replies: dict[str, ReplyTo | None] = field(default_factory=dict)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending | HandedOver:
        self.replies[key] = reply_to
        step = self.script.popleft() if self.script else self.accept
        answer = step(key, part)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def accept(self, key: str, part: Part) -> Remote:
        self.arrivals.append((key, part.text))
        return Remote(f"id-{len(self.arrivals)}", f"https://social.example/{len(self.arrivals)}")

    def accept_then(self, error: Exception) -> Step:
        def step(key: str, part: Part) -> Answer:
            self.accept(key, part)
            return error

        return step

    def refuse(self, error: Exception) -> Step:
        return lambda _key, _part: error


@dataclass
class AskablePlatform(PlainPlatform):
    """Can be asked what it shows."""

    looks: int = 0

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        self.looks += 1
        shown = {key: number for number, (key, _) in enumerate(self.arrivals, start=1)}
        return {
            each.key: Found(Remote(f"id-{shown[each.key]}", "https://social.example/found"))
            if each.key in shown
            else Absent()
            for each in sought
        }


@dataclass
class RepeatablePlatform(PlainPlatform):
    """Takes a repeat of the same key for the same post, for ever."""

    def repeatable_for(self) -> timedelta | None:
        return None

    def accept(self, key: str, part: Part) -> Remote:
        for number, (known, _) in enumerate(self.arrivals, start=1):
            if known == key:
                return Remote(f"id-{number}", None)
        return super().accept(key, part)
