# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""LinkedIn, as the page of an organisation or as a member, through the versioned Posts API.

Facts: LinkedIn's documentation as far as it could be read (posts 2026-01, little text 2026-05,
rate limits, refresh of tokens) and answers that public repositories have recorded (2026);
docs/platforms/linkedin.md lists which is which. Nothing was tried on LinkedIn itself.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.linkedin.account import Account
from scheduler.platforms.linkedin.composing import LIMITS, compose, measure
from scheduler.platforms.linkedin.settings import Settings

PLATFORM = PlatformKind(
    name="linkedin",
    title="LinkedIn",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Account,
    takes_card=True,
    looks_up=True,
    settle_for=timedelta(seconds=30),
    media_kinds=("photo", "sharepic", "video", "gif"),
)
