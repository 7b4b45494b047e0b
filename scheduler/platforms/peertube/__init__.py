# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""PeerTube: videos on a server of the Fediverse, through its REST API v1.

Facts: PeerTube's OpenAPI description 8.1.0; docs.joinpeertube.org; the protocol of resumable
uploads as in kukhariev/node-uploadx, proto.md. No running server was seen.
"""

from __future__ import annotations

from datetime import timedelta

from scheduler.model.platform import PlatformKind
from scheduler.platforms.peertube.account import Account
from scheduler.platforms.peertube.composing import LIMITS, compose, measure
from scheduler.platforms.peertube.settings import Settings

PLATFORM = PlatformKind(
    name="peertube",
    title="PeerTube",
    settings=Settings,
    limits=LIMITS,
    measure=measure,
    compose=compose,
    open=Account,
    looks_up=True,
    prepare_ahead=timedelta(minutes=10),
    settle_for=timedelta(seconds=5),
    media_kinds=("video",),
)
