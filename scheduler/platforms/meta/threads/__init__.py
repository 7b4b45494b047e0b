# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Threads, through the Threads API v1.0.

Facts: Meta's pages on posts, publishing, insights, troubleshooting, deleting and tokens, as
public copies have them (changelog to 2026-04-21), and fbsamples/threads_api 44df04d (2026-01-02).
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.meta.threads.composing import LIMITS, compose, measure
from scheduler.platforms.meta.threads.profile import Profile
from scheduler.platforms.meta.threads.settings import Settings

PLATFORM = PlatformKind(
    name="threads",
    title="Threads",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Profile,
    looks_up=True,
    # Media lie at a public address while Meta fetches them: only what all gates let through.
    prepare_ahead=timedelta(),
    media_kinds=("photo", "sharepic", "video", "gif"),
)
