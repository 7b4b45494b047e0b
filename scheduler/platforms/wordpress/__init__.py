# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A WordPress site, through the REST API of its core (wp/v2).

Facts: WP-API/docs ab20319; runs of WordPress 6.1.9 and 6.5 (2026-11).
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.wordpress.composing import LIMITS, compose, measure
from scheduler.platforms.wordpress.settings import Settings
from scheduler.platforms.wordpress.site import Site

PLATFORM = PlatformKind(
    name="wordpress",
    title="WordPress",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Site,
    looks_up=True,
    settle_for=timedelta(seconds=5),
    media_kinds=("photo", "sharepic", "video", "gif", "audio"),
)
