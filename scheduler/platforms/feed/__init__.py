# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A feed of one's own: Atom, RSS and JSON Feed, written as files beside each other.

Rules: RFC 4287 (Atom), the RSS 2.0 specification of the RSS board, JSON Feed 1.1; from general
knowledge of them, and checked by feedparser 6.0.14 (2026-11).
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.feed.composing import LIMITS, compose, measure
from scheduler.platforms.feed.settings import Settings
from scheduler.platforms.feed.site import Site

PLATFORM = PlatformKind(
    name="feed",
    title="Feed (Atom, RSS, JSON)",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Site,
    looks_up=True,
    settle_for=timedelta(),
    media_kinds=("photo", "sharepic", "video", "gif", "audio"),
)
