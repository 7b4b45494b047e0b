# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Named places on the way of a delivery, at which the fault tests stop or end the process.

Nothing happens there otherwise: `visit` is only replaced from outside, by a test's plugin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Place = Literal[
    "marking",  # claims and marks are written, the transaction is not committed
    "marked",  # committed; nothing has been handed to a worker
    "preparing",  # a worker is about to upload media
    "sending",  # a worker is about to open the connection
    "answered",  # the platform has answered; nothing is handed in
    "recording",  # outcomes are written, the transaction is not committed
    "recorded",  # outcomes are committed
    "looking",  # a worker is about to ask what became of a lost answer
    "looked",  # the platform has told; nothing is handed in
]


def _nothing(place: Place) -> None:
    """Go on."""


visit: Callable[[Place], None] = _nothing


def reached(place: Place) -> None:
    """Say that the way has come to `place`."""
    visit(place)
