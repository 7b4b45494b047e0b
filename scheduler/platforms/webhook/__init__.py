# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A receiver of one's own, told by signed events after Standard Webhooks 1.0.0.

Source: standard-webhooks/standard-webhooks b2fa7b8, 2026-08-17. docs/platforms/webhook.md says
what an event holds and what a receiver has to do.
"""

from __future__ import annotations

from scheduler.model.platform import PlatformKind
from scheduler.platforms.webhook.composing import LIMITS, compose, measure
from scheduler.platforms.webhook.endpoint import open_endpoint
from scheduler.platforms.webhook.settings import Settings

PLATFORM = PlatformKind(
    name="webhook",
    title="Webhook",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=open_endpoint,
    looks_up=True,
    media_kinds=("photo", "sharepic", "gif"),
)
