# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""YouTube's words: errors, channels, videos and comments as it lists them, tokens."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any

from flask import Response, jsonify, request

from scheduler.simulator.world import SimPost, World, handle_of, token_of

NAME = "youtube"
_REFRESH = "-refresh"


def error(status: int, reason: str, message: str) -> Response:
    """An error in the shape that all Google APIs of that age share."""
    told = {"message": message, "domain": "youtube.video", "reason": reason}
    answer = jsonify({"error": {"code": status, "message": message, "errors": [told]}})
    answer.status_code = status
    return answer


def rate_limited(world: World, seconds: float) -> Response:
    """403 without a word about when to come back."""
    del world, seconds
    return error(403, "rateLimitExceeded", "Too many requests have been sent recently.")


def expired_token(world: World) -> Response:
    """401 for a token that has ended."""
    del world
    return error(401, "authError", "Request had invalid authentication credentials.")


def rejected(world: World) -> Response:
    """400 for content that it does not take."""
    del world
    return error(400, "invalidVideoMetadata", "The request metadata is invalid.")


def refresh_token_of(handle: str) -> str:
    """The refresh token of an account; it stays the same."""
    return token_of(handle) + _REFRESH


def renewed() -> Response:
    """An access token for a refresh token, asked for in form fields."""
    given = request.form.get("refresh_token", "")
    handle = handle_of(given.removesuffix(_REFRESH))
    complete = request.form.get("client_id") and request.form.get("client_secret")
    asked = request.form.get("grant_type") == "refresh_token" and complete
    if not asked or handle is None or given != refresh_token_of(handle):
        answer = jsonify({"error": "invalid_grant", "error_description": "Bad Request"})
        answer.status_code = 400
        return answer
    return jsonify({"access_token": token_of(handle), "expires_in": 3599, "token_type": "Bearer"})


def channel_id(handle: str) -> str:
    """The id of a channel."""
    return "UC" + hashlib.sha256(handle.encode()).hexdigest()[:22]


def uploads_id(handle: str) -> str:
    """The id of the playlist of a channel's uploads."""
    return "UU" + channel_id(handle)[2:]


def video_name(number: str) -> str:
    """The eleven characters that a video is called by."""
    return base64.urlsafe_b64encode(int(number).to_bytes(8)).decode().rstrip("=")


def written(instant: datetime) -> str:
    """`instant` as YouTube writes it."""
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def thread_of(post: SimPost) -> dict[str, Any]:
    """A comment as the head of its thread."""
    said = {
        "textOriginal": post.text,
        "textDisplay": post.text,
        "authorChannelId": {"value": channel_id(post.account)},
        "publishedAt": written(post.created_at),
        "videoId": post.reply_to,
    }
    top = {"kind": "youtube#comment", "id": post.id, "snippet": said}
    about = {"videoId": post.reply_to, "topLevelComment": top, "totalReplyCount": 0}
    return {"kind": "youtube#commentThread", "id": post.id, "snippet": about}
