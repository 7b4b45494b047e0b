# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facebook Pages, through the Graph API.

Facts: Meta's pages on page posts, photos, insights and errors, as public copies have them
(2026-09-11), the changelog to v26.0 (2026-07-29), and the adapters of public schedulers.
"""

from __future__ import annotations

from scheduler.model.platform import PlatformKind
from scheduler.platforms.meta.facebook.composing import LIMITS, compose, measure
from scheduler.platforms.meta.facebook.page import Page
from scheduler.platforms.meta.facebook.settings import Settings

PLATFORM = PlatformKind(
    name="facebook",
    title="Facebook",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Page,
    looks_up=True,
    media_kinds=("photo", "sharepic", "video", "gif"),
)
