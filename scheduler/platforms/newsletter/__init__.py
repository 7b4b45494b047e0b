# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A newsletter by mail: through listmonk, or as one mail to a mailing list over SMTP.

Facts: knadh/listmonk 911e0b77 (2026-07-21), its API pages and campaigns.go; RFC 5321 and 5322.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.newsletter.composing import LIMITS, compose, measure
from scheduler.platforms.newsletter.entrance import open_channel
from scheduler.platforms.newsletter.settings import Settings

PLATFORM = PlatformKind(
    name="newsletter",
    title="Newsletter",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=open_channel,
    looks_up=True,  # listmonk can be asked; a mail over SMTP cannot, and goes to a person
    settle_for=timedelta(seconds=5),
    media_kinds=("photo", "sharepic", "gif"),
)
