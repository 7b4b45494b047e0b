# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""LinkedIn's versioned API as its documentation and recorded answers describe it.

Facts: posts (2026-01), little text (2026-05), rate limits, images; public copies of answers
(2026). Each account owns one page, whose number follows from its name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from scheduler.simulator.dialect import Dialect, spoken_secret
from scheduler.simulator.dialects.linkedin import answers
from scheduler.simulator.dialects.linkedin.answers import (
    NAME,
    expired_token,
    page_of,
    rate_limited,
    rejected,
)
from scheduler.simulator.dialects.linkedin.contents import Contents
from scheduler.simulator.dialects.linkedin.server import Api
from scheduler.simulator.world import World, token_of

_COMMENTS = "/rest/socialActions/<urn>/comments"


def blueprint(world: World) -> Blueprint:
    """The API over `world`."""
    routes = Blueprint(NAME, __name__)
    contents = Contents(world)
    api = Api(world, contents)
    routes.before_request(api.authenticate)
    rules: list[tuple[str, str, Callable[..., Response]]] = [
        ("POST", "/rest/posts", api.post),
        ("GET", "/rest/posts", api.found),
        ("GET", "/rest/posts/<urn>", api.one),
        ("POST", "/rest/posts/<urn>", api.change),
        ("DELETE", "/rest/posts/<urn>", api.remove),
        ("POST", "/rest/images", contents.initialize),
        ("GET", "/rest/images/<urn>", contents.state),
        ("PUT", "/dms-uploads/<urn>", contents.take),
        ("POST", "/rest/videos", contents.video),
        ("GET", "/rest/videos/<urn>", contents.state),
        ("PUT", "/dms-pieces/<urn>/<int:number>", contents.piece),
        ("POST", _COMMENTS, api.comment),
        ("GET", _COMMENTS, api.comments),
        ("DELETE", f"{_COMMENTS}/<number>", api.remove_comment),
        ("GET", "/rest/socialMetadata", api.metadata),
        ("GET", "/rest/organizationalEntityShareStatistics", api.statistics),
        ("GET", "/rest/networkSizes/<urn>", api.network),
        ("GET", "/rest/organizations/<number>", api.organization),
        ("POST", "/oauth/v2/accessToken", answers.renewed),
    ]
    for verb, path, view in rules:
        routes.add_url_rule(path, f"{verb} {path}".replace(".", " "), view, methods=[verb])
    return routes


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of the page of `account` at the simulator."""
    return {
        "url": base_url,
        "web": base_url,
        "token": spoken_secret(token_of(account)),
        "author": page_of(account),
        "token_until": "2099-12-31",
    }


DIALECT = Dialect(
    name=NAME,
    title="LinkedIn",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
    flat_threads=True,
    names_wait=False,
    refuses_repeats=True,
)
