# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telegram channels and groups, through the Bot API.

Facts: tdlib/telegram-bot-api 01a3679 (2026-05-07, Bot API 10.0); python-telegram-bot 1183d401f
(2026-08-16), whose docstrings follow the official documents, which could not be read.
"""

from __future__ import annotations

from scheduler.model.platform import PlatformKind
from scheduler.platforms.telegram.bot import Bot
from scheduler.platforms.telegram.composing import LIMITS, compose, measure
from scheduler.platforms.telegram.settings import Settings

PLATFORM = PlatformKind(
    name="telegram",
    title="Telegram",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Bot,
    looks_up=False,  # no key, no list of one's own messages: only a person can look
    media_kinds=("photo", "sharepic", "video", "gif", "audio"),
)
