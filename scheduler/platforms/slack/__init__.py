# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slack channels, as a bot of one's own workspace.

Facts: slackapi/python-slack-sdk ae87985e (2026-08), the reference of chat.postMessage and of rate
limits, slackapi/slack-api-specs (2021, lists of errors), slackapi/bolt-js issue 2509 (lengths).
"""

from __future__ import annotations

from scheduler.model.platform import PlatformKind
from scheduler.platforms.slack.bot import Bot
from scheduler.platforms.slack.composing import LIMITS, compose, measure
from scheduler.platforms.slack.settings import Settings

PLATFORM = PlatformKind(
    name="slack",
    title="Slack",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Bot,
    looks_up=True,
    media_kinds=("photo", "sharepic", "video", "gif", "audio"),
)
