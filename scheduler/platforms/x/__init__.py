# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""X, through its API v2 with the keys of an application of one's own.

Facts: xdevplatform/docs 28713281 (2026-08-22, openapi 2.167 and prose pages), twitter-text
configuration v3, and answers that public repositories have recorded (2026);
docs/platforms/x.md lists which is which. Nothing was tried on X itself.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.x.account import Account
from scheduler.platforms.x.composing import compose
from scheduler.platforms.x.counting import LIMITS, measure
from scheduler.platforms.x.price import price_of
from scheduler.platforms.x.settings import Settings

PLATFORM = PlatformKind(
    name="x",
    title="X",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Account,
    looks_up=True,
    settle_for=timedelta(seconds=30),
    media_kinds=("photo", "sharepic", "video", "gif"),
    price=price_of,
)
