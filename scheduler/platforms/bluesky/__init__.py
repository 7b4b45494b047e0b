# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bluesky and every other server of the AT Protocol.

Held to the lexicons and sources of bluesky-social/atproto (2026-08-20) and to what the reference
PDS 0.5 really answers (2026-11); docs/platforms/bluesky.md lists both.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.bluesky.account import BlueskyAccount
from scheduler.platforms.bluesky.composing import LIMITS, compose, measure
from scheduler.platforms.bluesky.settings import Settings

PLATFORM = PlatformKind(
    name="bluesky",
    title="Bluesky",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=BlueskyAccount,
    takes_card=True,
    looks_up=True,
    prepare_ahead=timedelta(seconds=60),  # an upload without a record lives only minutes
    media_kinds=("photo", "sharepic"),
)
