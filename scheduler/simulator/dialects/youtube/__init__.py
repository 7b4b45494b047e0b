# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""YouTube's Data API v3 as its discovery document and guides describe it.

Facts: discovery document rev 20261104, quota page and revision history (to November 2026), guide
of the resumable protocol, public copies of answers (2026).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from scheduler.simulator.dialect import Dialect, spoken_secret
from scheduler.simulator.dialects.youtube.answers import (
    NAME,
    expired_token,
    rate_limited,
    refresh_token_of,
    rejected,
    renewed,
)
from scheduler.simulator.dialects.youtube.comments import Comments
from scheduler.simulator.dialects.youtube.server import Api
from scheduler.simulator.dialects.youtube.sessions import Sessions
from scheduler.simulator.dialects.youtube.shelf import Shelf
from scheduler.simulator.world import World


def blueprint(world: World) -> Blueprint:
    """The API over `world`."""
    routes = Blueprint(NAME, __name__)
    shelf = Shelf(world)
    api, sessions, comments = Api(world, shelf), Sessions(world, shelf), Comments(world, shelf)
    routes.before_request(api.authenticate)
    rules: list[tuple[str, str, Callable[..., Response]]] = [
        ("POST", "/token", renewed),
        ("POST", "/upload/youtube/v3/videos", sessions.begin),
        ("PUT", "/upload/youtube/v3/videos", sessions.take),
        ("POST", "/upload/youtube/v3/captions", sessions.captions),
        ("GET", "/youtube/v3/videos", api.videos),
        ("PUT", "/youtube/v3/videos", api.update),
        ("DELETE", "/youtube/v3/videos", api.remove),
        ("GET", "/youtube/v3/videos:batchGetStats", api.statistics),
        ("GET", "/youtube/v3/channels", api.channels),
        ("GET", "/youtube/v3/playlistItems", api.uploads),
        ("POST", "/youtube/v3/commentThreads", comments.insert),
        ("GET", "/youtube/v3/commentThreads", comments.threads),
        ("PUT", "/youtube/v3/comments", comments.update),
        ("DELETE", "/youtube/v3/comments", comments.remove),
    ]
    for verb, path, view in rules:
        routes.add_url_rule(path, f"{verb} {path}", view, methods=[verb])
    return routes


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    return {
        "url": base_url,
        "token_url": base_url,
        "web": base_url,
        "client_id": "simulated-client",
        "client_secret": spoken_secret("simulated-client-secret"),
        "refresh_token": spoken_secret(refresh_token_of(account)),
    }


DIALECT = Dialect(
    name=NAME,
    title="YouTube",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
    flat_threads=True,
    names_wait=False,
    needs_video=True,
)
