# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""LinkedIn's words: errors, posts and comments as it lists them, figures."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from flask import Response, jsonify, request

from scheduler.simulator.world import SimPost, World, handle_of, token_of

NAME = "linkedin"
_WEIGHTS = {"likes": 0.6, "praise": 0.1, "comments": 0.1, "shares": 0.1, "seen": 20.0}
_MOST_TEXT = 100


def error(status: int, code: str, message: str, **more: Any) -> Response:  # noqa: ANN401 - JSON
    """An error with its status in the body, too."""
    answer = jsonify({"status": status, "code": code, "message": message[:_MOST_TEXT], **more})
    answer.status_code = status
    return answer


def rate_limited(world: World, seconds: float) -> Response:
    """429: LinkedIn names no time, neither in headers nor in the body."""
    del world, seconds
    said = "Resource level throttle limit for calls to this resource is reached."
    return error(429, "TOO_MANY_REQUESTS", said, serviceErrorCode=101)


def expired_token(world: World) -> Response:
    """401, as recorded."""
    del world
    said = "The token used in the request has expired"
    return error(401, "EXPIRED_ACCESS_TOKEN", said, serviceErrorCode=65602)


def rejected(world: World) -> Response:
    """400 for content that it does not take."""
    del world
    return error(400, "ILLEGAL_ARGUMENT", "Invalid argument in commentary")


def duplicate(existing: str) -> Response:
    """422, which names the post that is there."""
    said = f"Content is a duplicate of {existing}"
    return error(422, "UNPROCESSABLE", said, errorDetails={"code": "DUPLICATE_POST"})


def refresh_token_of(handle: str) -> str:
    """The refresh token of an account."""
    return f"{token_of(handle)}-refresh"


def renewed() -> Response:
    """A new access token for a refresh token; in form fields, as OAuth 2.0 asks."""
    given = request.form.get("refresh_token", "")
    handle = handle_of(given.removesuffix("-refresh"))
    complete = request.form.get("client_id") and request.form.get("client_secret")
    asked = request.form.get("grant_type") == "refresh_token" and complete
    if not asked or handle is None or given != refresh_token_of(handle):
        answer = jsonify({"error": "invalid_grant", "error_description": "invalid or expired"})
        answer.status_code = 400
        return answer
    return jsonify({"access_token": token_of(handle), "expires_in": 5_184_000})


def page_of(handle: str) -> str:
    """The URN of an account's page."""
    number = int.from_bytes(hashlib.sha256(handle.encode()).digest()[:4])
    return f"urn:li:organization:{number}"


def milliseconds(instant: datetime) -> int:
    """`instant` as LinkedIn writes it."""
    return int(instant.timestamp() * 1000)


def listed_post(post: SimPost) -> dict[str, Any]:
    """A post as the finder lists it: the text in LinkedIn's own markup."""
    at = milliseconds(post.created_at)
    return {
        **post.raw,
        "id": post.id,
        "createdAt": at,
        "publishedAt": at,
        "lastModifiedAt": at,
    }


def listed_comment(post: SimPost) -> dict[str, Any]:
    """A comment below a post."""
    return {
        "id": comment_number(post),
        "commentUrn": post.id,
        "actor": page_of(post.account),
        "object": post.reply_to,
        "message": {"text": post.text},
        "created": {"time": milliseconds(post.created_at)},
        "lastModified": {"time": milliseconds(post.created_at)},
    }


def comment_number(post: SimPost) -> str:
    """The number in a comment's URN."""
    return post.id.rpartition(",")[2].removesuffix(")")


def social_metadata(world: World, post: SimPost) -> dict[str, Any]:
    """Live counts of one post."""
    counts = world.counts(post, _WEIGHTS)
    kinds = {"LIKE": counts["likes"], "PRAISE": counts["praise"]}
    return {
        "entity": post.id,
        "reactionSummaries": {
            kind: {"reactionType": kind, "count": count} for kind, count in kinds.items() if count
        },
        "commentSummary": {"count": counts["comments"], "topLevelCount": counts["comments"]},
    }


def statistics(world: World, post: SimPost) -> dict[str, Any] | None:
    """Statistics of one post; None for one that nobody has seen yet."""
    counts = world.counts(post, _WEIGHTS)
    if not any(counts.values()):
        return None
    return {
        "organizationalEntity": page_of(post.account),
        post.id.split(":")[2]: post.id,
        "totalShareStatistics": {
            "impressionCount": counts["seen"],
            "uniqueImpressionsCount": counts["seen"] * 2 // 3,
            "clickCount": counts["likes"],
            "likeCount": counts["likes"],
            "commentCount": counts["comments"],
            "shareCount": counts["shares"],
            "engagement": 0.1,
        },
    }
