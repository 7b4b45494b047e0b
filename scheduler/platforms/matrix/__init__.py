# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Matrix rooms, through the client-server API v3.

Facts: matrix-org/matrix-spec d0ba2aae (2026-07-21), element-hq/synapse a58ad44eb0, and runs of
Synapse 1.163 (2026-11).
"""

from __future__ import annotations

from scheduler.model.platform import PlatformKind
from scheduler.platforms.matrix.composing import LIMITS, compose, measure
from scheduler.platforms.matrix.room import Room
from scheduler.platforms.matrix.settings import Settings

PLATFORM = PlatformKind(
    name="matrix",
    title="Matrix",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Room,
    looks_up=True,
    media_kinds=("photo", "sharepic", "video", "gif", "audio"),
)
