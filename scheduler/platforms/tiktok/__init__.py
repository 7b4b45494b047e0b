# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""TikTok, through the Content Posting API (direct post) and the Display API for figures.

Facts: TikTok's pages on direct posts, status, OAuth (2026-11), rate limits (2026-08) and errors,
and public copies; docs/platforms/tiktok.md lists which is which. Nothing was tried on TikTok.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.tiktok.account import Account
from scheduler.platforms.tiktok.composing import LIMITS, compose, measure
from scheduler.platforms.tiktok.settings import Settings

PLATFORM = PlatformKind(
    name="tiktok",
    title="TikTok",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Account,
    looks_up=True,
    settle_for=timedelta(seconds=60),
    media_kinds=("video",),
)
