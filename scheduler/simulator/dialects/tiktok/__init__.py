# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""TikTok's Content Posting and Display APIs as their references describe them.

Facts: references of direct posts and of the status, pages on OAuth (2026-11), rate limits
(2026-08) and errors, public copies of answers (2026).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from scheduler.simulator.dialect import Dialect, spoken_secret
from scheduler.simulator.dialects.tiktok.answers import (
    NAME,
    expired_token,
    rate_limited,
    rejected,
)
from scheduler.simulator.dialects.tiktok.consent import Consent, first_refresh_token
from scheduler.simulator.dialects.tiktok.server import Api
from scheduler.simulator.dialects.tiktok.uploads import Uploads
from scheduler.simulator.world import World


def blueprint(world: World) -> Blueprint:
    """The API over `world`."""
    routes = Blueprint(NAME, __name__)
    consent, uploads = Consent(world), Uploads(world)
    api = Api(world, uploads)
    routes.before_request(api.authenticate)
    rules: list[tuple[str, str, Callable[..., Response]]] = [
        ("POST", "/v2/oauth/token/", consent.renewed),
        ("POST", "/v2/post/publish/creator_info/query/", api.creator),
        ("POST", "/v2/post/publish/video/init/", uploads.begin),
        ("PUT", "/upload/<name>", uploads.take),
        ("POST", "/v2/post/publish/status/fetch/", uploads.status),
        ("POST", "/v2/video/list/", api.videos),
        ("POST", "/v2/video/query/", api.several),
        ("GET", "/v2/user/info/", api.user),
    ]
    for verb, path, view in rules:
        routes.add_url_rule(path, f"{verb} {path}", view, methods=[verb])
    return routes


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    return {
        "url": base_url,
        "web": base_url,
        "client_key": "simulated-key",
        "client_secret": spoken_secret("simulated-client-secret"),
        "refresh_token": spoken_secret(first_refresh_token(account)),
    }


DIALECT = Dialect(
    name=NAME,
    title="TikTok",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
    names_wait=False,
    needs_video=True,
    one_text=True,
)
