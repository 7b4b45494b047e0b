# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Instagram's professional accounts, through the Graph API, with either of its two logins.

Facts: Meta's references of IG User Media and IG Media insights (2026-09-11), its error codes
(2026-06-02), the Graph API changelog to v26.0 (2026-07-29), and public schedulers.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.meta.instagram.account import connected
from scheduler.platforms.meta.instagram.composing import LIMITS, compose, measure
from scheduler.platforms.meta.instagram.settings import Settings

PLATFORM = PlatformKind(
    name="instagram",
    title="Instagram",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=connected,
    looks_up=True,
    # Media lie at a public address while Meta fetches them: only what all gates let through.
    prepare_ahead=timedelta(),
    media_kinds=("photo", "sharepic", "video"),
)
