# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of answers that all Graph hosts share, and who is asking."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.world import SimAccount, World, token_of

TOKEN_LIVES = timedelta(days=60)
Views = Mapping[tuple[str, str], Callable[..., Response]]
_SECOND = "%Y-%m-%dT%H:%M:%S+0000"


def error(code: int, subcode: int, message: str, *, status: int = 400) -> Response:
    """An error object; nearly all of them come with 400."""
    told: dict[str, Any] = {"message": message, "type": "OAuthException", "code": code}
    if subcode:
        told["error_subcode"] = subcode
    answer = jsonify({"error": {**told, "is_transient": False, "fbtrace_id": "A6LJylpZRKw"}})
    answer.status_code = status
    return answer


def missing(identifier: str) -> Response:
    """An object that there is not, or that the token may not see."""
    text = f"Unsupported request. Object with ID '{identifier}' does not exist"
    return error(100, 33, text)


def expired_token(world: World) -> Response:
    """A token whose time is over."""
    del world
    text = "Error validating access token: Session has expired on Monday, 08-Mar-27 00:00:00 PST."
    return error(190, 463, text, status=401)


def rejected(world: World) -> Response:
    """A parameter that is never taken."""
    del world
    return error(100, 0, "Invalid parameter")


def throttled(code: int, kind: str, seconds: float) -> Response:
    """A limit, with the minutes to wait in the header of business use cases."""
    use = {
        "type": kind,
        "call_count": 100,
        "total_cputime": 25,
        "total_time": 25,
        "estimated_time_to_regain_access": math.ceil(seconds / 60),
    }
    answer = error(code, 0, "There have been too many calls to this account.")
    answer.headers["X-Business-Use-Case-Usage"] = json.dumps({"178414": [use]})
    return answer


def given() -> dict[str, str]:
    """The parameters of the request, wherever they stand."""
    return {**request.args.to_dict(), **request.form.to_dict()}


def asking(world: World, platform: str) -> SimAccount | None:
    """Whose token the request carries: as a parameter, or in its header."""
    header = request.headers.get("Authorization", "").rpartition(" ")[2]
    return world.account_with(platform, given().get("access_token") or header)


def without_version(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the API's version out of what the views get."""
    del endpoint
    if values is not None:
        values.pop("version", None)


def instant(at: datetime) -> str:
    """An instant as the Graph writes it: whole seconds, and an offset without a colon."""
    return at.astimezone(UTC).strftime(_SECOND)


def listing(entries: Sequence[Mapping[str, Any]]) -> Response:
    """A page of a list, newest first; `after` is a number of entries."""
    newest = list(reversed(entries))
    asked = given()
    start, size = int(asked.get("after") or 0), int(asked.get("limit") or 25)
    page = newest[start : start + size]
    paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(start + size)}}
    if start + size < len(newest):
        paging["next"] = f"{request.base_url}?after={start + size}"
    return jsonify({"data": page, "paging": paging})


def insights(identifier: str, counts: Mapping[str, int]) -> Response:
    """Figures over a post's life."""
    data = [
        {
            "name": name,
            "period": "lifetime",
            "values": [{"value": value}],
            "id": f"{identifier}/insights/{name}/lifetime",
        }
        for name, value in counts.items()
    ]
    return jsonify({"data": data})


def debug(world: World, platform: str, scopes: Sequence[str]) -> Response:
    """What `debug_token` tells of a token."""
    account = world.account_with(platform, given().get("input_token", ""))
    ends = int((account.created_at + TOKEN_LIVES).timestamp()) if account else 0
    data = {"is_valid": account is not None, "expires_at": ends, "scopes": list(scopes)}
    return jsonify({"data": data})


def renewed(account: SimAccount) -> Response:
    """A younger long-lived token; here it is the same."""
    lives = int(TOKEN_LIVES.total_seconds())
    told = {"access_token": token_of(account.handle), "token_type": "bearer", "expires_in": lives}
    return jsonify(told)


def route(routes: Blueprint, views: Views) -> None:
    """Let each view answer its method and path, under whatever version is asked for."""
    for (method, path), view in views.items():
        routes.add_url_rule(f"/<version>{path}", f"{method} {path}", view, methods=[method])
