# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fault plan: which requests go wrong, how, and how often.

A fault strikes only requests that publish, unless its match says otherwise; so a test that
orders "drop the answer" does not hit the look-up that follows.
"""

from __future__ import annotations

import dataclasses
import enum
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

DEFAULT_WAIT_SECONDS = 60.0


class FaultKind(enum.StrEnum):
    """What goes wrong; "before" means that nothing was published, "after" that it was."""

    FAIL_BEFORE = "fail_before"
    FAIL_AFTER = "fail_after"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    TRUNCATE = "truncate"
    DELAY = "delay"
    RATE_LIMIT = "rate_limit"
    EXPIRED_TOKEN = "expired_token"  # noqa: S105 - the name of a fault
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A request on its way in: to which platform and path, does it publish, what is in it."""

    platform: str
    method: str
    path: str
    publishes: bool
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Match:
    """Which requests a fault may strike; None does not narrow.

    `publishing` False takes any request. `path` and `text` are looked for as they stand, `text`
    in the body as it was sent (JSON writes umlauts as escapes: choose a plain word).
    """

    platform: str | None = None
    publishing: bool = True
    method: str | None = None
    path: str | None = None
    text: str | None = None

    def covers(self, occasion: Occasion) -> bool:
        """Whether `occasion` is such a request."""
        return (
            self.platform in {None, occasion.platform}
            and (occasion.publishes or not self.publishing)
            and self.method in {None, occasion.method}
            and (self.path or "") in occasion.path
            and (self.text or "").encode() in occasion.body
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, striking the next `times` requests that match.

    `seconds` is the length of a delay, and what a rate limit asks to wait.
    """

    kind: FaultKind
    times: int = 1
    seconds: float = DEFAULT_WAIT_SECONDS
    match: Match = field(default_factory=Match)


@dataclass(frozen=True, slots=True)
class Strike:
    """A fault that struck: what, when, and which request."""

    kind: FaultKind
    at: datetime
    occasion: Occasion


class FaultPlan:
    """The faults still to come, in the order they were planned, and those that struck."""

    def __init__(self) -> None:
        """Begin without faults."""
        self._lock = threading.Lock()
        self._coming: list[Fault] = []
        self._strikes: list[Strike] = []

    def add(self, fault: Fault) -> None:
        """Plan `fault`."""
        with self._lock:
            self._coming.append(fault)

    def plan(self, kind: str, *, times: int = 1, match: Match | None = None) -> None:
        """Plan a fault of `kind` in short; raises ValueError for a kind that there is not."""
        self.add(Fault(FaultKind(kind), times=times, match=match or Match()))

    def clear(self) -> None:
        """Forget what is still to come."""
        with self._lock:
            self._coming.clear()

    def take(self, occasion: Occasion, now: datetime) -> Fault | None:
        """The first fault that strikes `occasion`, one time less of it to come; else None."""
        with self._lock:
            for place, fault in enumerate(self._coming):
                if fault.match.covers(occasion):
                    self._use_up(place)
                    self._strikes.append(Strike(fault.kind, now, occasion))
                    return fault
        return None

    def _use_up(self, place: int) -> None:
        fault = self._coming[place]
        if fault.times <= 1:
            del self._coming[place]
        else:
            self._coming[place] = dataclasses.replace(fault, times=fault.times - 1)

    @property
    def coming(self) -> tuple[Fault, ...]:
        """What is still to come."""
        with self._lock:
            return tuple(self._coming)

    @property
    def strikes(self) -> tuple[Strike, ...]:
        """What struck so far."""
        with self._lock:
            return tuple(self._strikes)


def fault_from(order: Mapping[str, Any]) -> Fault:
    """The fault that a JSON object orders: `kind`, and optionally `times`, `seconds`, `match`.

    Raises ValueError or TypeError with what is wrong.
    """
    unknown = set(order) - {"kind", "times", "seconds", "match"}
    if unknown or "kind" not in order:
        raise ValueError(f"expected kind, times, seconds, match; got {', '.join(sorted(order))}")
    return Fault(
        FaultKind(order["kind"]),
        times=int(order.get("times", 1)),
        seconds=float(order.get("seconds", DEFAULT_WAIT_SECONDS)),
        match=Match(**order.get("match", {})),
    )
