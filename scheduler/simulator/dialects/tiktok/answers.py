# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""TikTok's words: `data` and `error` in every answer, "ok" for a success."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from scheduler.simulator.world import SimAccount, World

NAME = "tiktok"


def told(data: dict[str, Any]) -> Response:
    """A success."""
    return jsonify({"data": data, "error": {"code": "ok", "message": "", "log_id": "2027"}})


def error(status: int, code: str, message: str) -> Response:
    """A refusal."""
    answer = jsonify({"data": {}, "error": {"code": code, "message": message, "log_id": "2027"}})
    answer.status_code = status
    return answer


def rate_limited(world: World, seconds: float) -> Response:
    """429 without a word about when to come back."""
    del world, seconds
    return error(429, "rate_limit_exceeded", "The API rate limit was exceeded.")


def expired_token(world: World) -> Response:
    """401 for a token that has ended."""
    del world
    return error(401, "access_token_invalid", "The access token is invalid or not found.")


def rejected(world: World) -> Response:
    """400 for a file or fields that it does not take."""
    del world
    return error(400, "invalid_file_upload", "The uploaded file does not meet the requirements.")


def known(world: World) -> SimAccount | None:
    """Who is asking."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return world.account_with(NAME, token)


def asking(world: World) -> SimAccount:
    """Who is asking, where `authenticate` has let the request in."""
    account = known(world)
    assert account is not None  # noqa: S101 - see above
    return account
