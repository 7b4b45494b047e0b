# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mattermost channels, through the REST API v4 with a bot's token.

Facts: mattermost/mattermost posts.yaml 0b06deb6, mattermost-server 0276a69f0c, and runs of a 5.38
server (2026-11).
"""

from __future__ import annotations

from scheduler.model.platform import PlatformKind
from scheduler.platforms.mattermost.bot import Bot
from scheduler.platforms.mattermost.composing import LIMITS, compose, measure
from scheduler.platforms.mattermost.settings import Settings

PLATFORM = PlatformKind(
    name="mattermost",
    title="Mattermost",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Bot,
    looks_up=True,
    media_kinds=("photo", "sharepic", "video", "gif", "audio"),
)
