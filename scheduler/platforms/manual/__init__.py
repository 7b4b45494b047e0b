# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manual channel: at the due second a person gets the ready package and publishes it.

For what has no publishing API (WhatsApp channels, intranets, notice boards) and for what a house
does not want to leave to a machine. docs/platforms/manual.md tells how to use it.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.manual.composing import LIMITS, compose, measure
from scheduler.platforms.manual.handover import ManualChannel
from scheduler.platforms.manual.settings import Settings

PLATFORM = PlatformKind(
    name="manual",
    title="Handversand / manual publishing",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=ManualChannel,
    looks_up=True,
    settle_for=timedelta(),
    media_kinds=("photo", "sharepic", "video", "gif", "audio"),
)
