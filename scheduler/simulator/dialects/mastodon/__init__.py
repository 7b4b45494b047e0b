# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mastodon as its documents and other people's servers describe it, for `litfass rehearse`.

Facts: mastodon/documentation 2903485d (2026-07-02); GoToSocial 0.20, Takahe 0.11, Hollo 0.6 and
snac 2.38 as seen running (2026-11). `dialect(flavour)` plays one of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response

from scheduler.simulator.dialect import Dialect, spoken_secret
from scheduler.simulator.dialects.mastodon.answers import error, reset_header
from scheduler.simulator.dialects.mastodon.consent import ConsentDesk
from scheduler.simulator.dialects.mastodon.flavour import (
    GOTOSOCIAL,
    MASTODON,
    SNAC,
    TAKAHE,
    Flavour,
)
from scheduler.simulator.dialects.mastodon.server import Server
from scheduler.simulator.world import World, token_of

__all__ = ["DIALECT", "GOTOSOCIAL", "MASTODON", "SNAC", "TAKAHE", "Flavour", "dialect"]


def dialect(flavour: Flavour) -> Dialect:
    """The dialect that plays `flavour`, under its name."""
    return Dialect(
        name=flavour.name,
        title=flavour.title,
        blueprint=_blueprint(flavour),
        channel_settings=channel_settings,
        rate_limited=rate_limited,
        expired_token=expired_token,
        rejected=rejected,
    )


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulated server."""
    return {"url": base_url, "token": spoken_secret(token_of(account))}


def rate_limited(world: World, seconds: float) -> Response:
    """429: the reset is ISO 8601 with microseconds, and there is no Retry-After."""
    answer = error(429, "Too many requests")
    answer.headers["X-RateLimit-Remaining"] = "0"
    answer.headers["X-RateLimit-Reset"] = reset_header(world.now(), seconds)
    return answer


def expired_token(world: World) -> Response:
    """401 as after a revocation; tokens do not expire by themselves."""
    del world
    return error(401, "The access token was revoked")


def rejected(world: World) -> Response:
    """422, in the language of the account: nobody may judge by the words."""
    del world
    return error(422, "Gültigkeitsprüfung ist fehlgeschlagen: Text ist nicht gültig")


def _blueprint(flavour: Flavour) -> Callable[[World], Blueprint]:
    def build(world: World) -> Blueprint:
        routes = Server(world, flavour).blueprint()
        ConsentDesk(world, flavour).add_to(routes)
        return routes

    return build


DIALECT = dialect(MASTODON)
