# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Discord channels, as a bot or through a channel's webhook.

Facts: discord/discord-api-docs c98d64bc (2026-08-06): webhook, message, rate limits, codes.
"""

from __future__ import annotations

from scheduler.model.platform import PlatformKind
from scheduler.platforms.discord.composing import LIMITS, compose, measure
from scheduler.platforms.discord.entrance import open_channel
from scheduler.platforms.discord.settings import Settings

PLATFORM = PlatformKind(
    name="discord",
    title="Discord",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=open_channel,
    looks_up=True,  # a bot does; after a webhook's lost answer a person looks
    media_kinds=("photo", "sharepic", "video", "gif", "audio"),
)
