# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""X's words: problems as recorded, posts as it lists them, figures."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Response, jsonify

from scheduler.simulator.dialects.x.texts import listed
from scheduler.simulator.world import SimPost, World

NAME = "x"
_WEIGHTS = {
    "like_count": 0.5,
    "retweet_count": 0.1,
    "reply_count": 0.1,
    "quote_count": 0.05,
    "bookmark_count": 0.05,
    "impression_count": 20.0,
}


def problem(status: int, title: str, detail: str, kind: str = "about:blank") -> Response:
    """Problem JSON."""
    answer = jsonify({"title": title, "detail": detail, "type": kind, "status": status})
    answer.status_code = status
    return answer


def rate_limited(world: World, seconds: float) -> Response:
    """429 that names the end of the window in seconds since 1970."""
    answer = problem(429, "Too Many Requests", "Too Many Requests")
    answer.headers["x-rate-limit-limit"] = "100"
    answer.headers["x-rate-limit-remaining"] = "0"
    answer.headers["x-rate-limit-reset"] = str(int(world.now().timestamp() + seconds))
    return answer


def unauthorized(world: World) -> Response:
    """401 for keys that are wrong or revoked."""
    del world
    return problem(401, "Unauthorized", "Unauthorized")


def rejected(world: World) -> Response:
    """400 for content that it does not take."""
    del world
    kind = "https://api.twitter.com/2/problems/invalid-request"
    return problem(400, "Invalid Request", "One or more parameters were invalid.", kind)


def duplicate() -> Response:
    """403, as recorded; the post that is there is not named."""
    said = "You are not allowed to create a Tweet with duplicate content."
    return problem(403, "Forbidden", said)


def not_permitted() -> Response:
    """403 that X also gives for a text that is too long."""
    return problem(403, "Forbidden", "You are not permitted to perform this action.")


def missing(number: str) -> dict[str, str]:
    """What a listing says of a post that is not there."""
    kind = "https://api.twitter.com/2/problems/resource-not-found"
    return {"resource_id": number, "title": "Not Found Error", "type": kind}


def user_id(handle: str) -> str:
    """The number of an account."""
    return str(int.from_bytes(hashlib.sha256(handle.encode()).digest()[:6]))


def listed_post(post: SimPost) -> dict[str, Any]:
    """A post in a timeline."""
    keys = [f"3_{each.id}" for each in post.media]
    told: dict[str, Any] = {
        "id": post.id,
        "created_at": f"{post.created_at:%Y-%m-%dT%H:%M:%S}.000Z",
        **listed(post.text, keys[0] if keys else None),
    }
    if keys:
        told["attachments"] = {"media_keys": keys}
    if post.reply_to:
        told["referenced_tweets"] = [{"type": "replied_to", "id": post.reply_to}]
    return told


def metrics(world: World, post: SimPost) -> dict[str, Any]:
    """A post with its public figures."""
    return {"id": post.id, "public_metrics": world.counts(post, _WEIGHTS)}
