# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""YouTube, through the Data API v3: videos with captions, and comments below them.

Facts: discovery document rev 20261104, quota page and revision history (to November 2026), guide
of the resumable protocol, and public copies; docs/platforms/youtube.md lists which is which.
Nothing was tried on YouTube itself.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.youtube.account import Account
from scheduler.platforms.youtube.composing import LIMITS, compose, measure
from scheduler.platforms.youtube.settings import Settings

PLATFORM = PlatformKind(
    name="youtube",
    title="YouTube",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Account,
    looks_up=True,
    prepare_ahead=timedelta(hours=1),  # a video is large, and YouTube works on it for a while
    settle_for=timedelta(seconds=30),
    media_kinds=("video",),
)
