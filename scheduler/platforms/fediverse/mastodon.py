# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mastodon, and every server that speaks its API: GoToSocial, Takahe, Hollo, snac, Akkoma."""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.fediverse.account import Account
from scheduler.platforms.fediverse.composing import LIMITS, compose
from scheduler.platforms.fediverse.consent import Consent
from scheduler.platforms.fediverse.counting import measure
from scheduler.platforms.fediverse.settings import Settings

PLATFORM = PlatformKind(
    name="mastodon",
    title="Mastodon",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Account,
    looks_up=True,
    counts_warning=True,
    prepare_ahead=timedelta(seconds=60),
    login=Consent,
    media_kinds=("photo", "sharepic", "video", "gif", "audio"),
)
