# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""X's API v2 as its specification and recorded answers describe it.

Facts: xdevplatform/docs 28713281 (2026-08-22), twitter-text configuration v3, public copies of
answers (2026). Requests must be signed, and the signature is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from scheduler.simulator.dialect import Dialect, spoken_secret
from scheduler.simulator.dialects.x.answers import NAME, rate_limited, rejected, unauthorized
from scheduler.simulator.dialects.x.media import Media
from scheduler.simulator.dialects.x.server import Api
from scheduler.simulator.dialects.x.signatures import API_KEY, API_SECRET, secret_of
from scheduler.simulator.world import World, token_of


def blueprint(world: World) -> Blueprint:
    """The API over `world`."""
    routes = Blueprint(NAME, __name__)
    media = Media(world)
    api = Api(world, media)
    routes.before_request(api.authenticate)
    rules: list[tuple[str, str, Callable[..., Response]]] = [
        ("POST", "/2/tweets", api.post),
        ("GET", "/2/tweets", api.several),
        ("DELETE", "/2/tweets/<number>", api.remove),
        ("GET", "/2/users/me", api.me),
        ("GET", "/2/users/<number>/tweets", api.timeline),
        ("POST", "/2/media/upload", media.whole),
        ("GET", "/2/media/upload", media.status),
        ("POST", "/2/media/upload/initialize", media.initialize),
        ("POST", "/2/media/upload/<number>/append", media.append),
        ("POST", "/2/media/upload/<number>/finalize", media.finalize),
        ("POST", "/2/media/metadata", media.describe),
    ]
    for verb, path, view in rules:
        routes.add_url_rule(path, f"{verb} {path}", view, methods=[verb])
    return routes


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    token = token_of(account)
    return {
        "url": base_url,
        "web": base_url,
        "api_key": spoken_secret(API_KEY),
        "api_secret": spoken_secret(API_SECRET),
        "access_token": spoken_secret(token),
        "access_secret": spoken_secret(secret_of(token)),
    }


DIALECT = Dialect(
    name=NAME,
    title="X",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=unauthorized,
    rejected=rejected,
    refuses_repeats=True,
)
