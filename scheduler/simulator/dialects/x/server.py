# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The endpoints for posts and accounts, over a world."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Response, jsonify, request

from scheduler.simulator.dialect import publishes
from scheduler.simulator.dialects.x import answers
from scheduler.simulator.dialects.x.answers import NAME, problem, user_id
from scheduler.simulator.dialects.x.media import Media
from scheduler.simulator.dialects.x.signatures import signer
from scheduler.simulator.dialects.x.texts import MOST, weight
from scheduler.simulator.world import SimMedium, SimPost, World

MOST_MEDIA = 4
MOST_IDS = 100
WINDOW = timedelta(minutes=15)
POSTS_PER_WINDOW = 100
DUPLICATE_WINDOW = timedelta(minutes=10)  # X does not say how long
_FIELDS = {"text", "media", "reply", "poll", "reply_settings", "quote_tweet_id"}


class Api:
    """Posts, timelines and figures."""

    def __init__(self, world: World, media: Media) -> None:
        self._world = world
        self._media = media

    def authenticate(self) -> Response | None:
        """Refuse requests that nobody known has signed."""
        return None if signer() else answers.unauthorized(self._world)

    @publishes
    def post(self) -> Response:
        """Create a post."""
        body = request.get_json()
        media = self._media.of(body.get("media", {}).get("media_ids", []))
        refused = self._refused(body, media)
        if refused is not None:
            return refused
        number = self._world.next_id()
        self._world.publish(
            SimPost(
                id=number,
                platform=NAME,
                account=signer() or "",
                text=body.get("text", ""),
                created_at=self._world.now(),
                media=media or (),
                reply_to=body.get("reply", {}).get("in_reply_to_tweet_id"),
                url=f"{request.host_url}#post-{NAME}-{number}",
                raw=body,
            )
        )
        answer = jsonify({"data": {"id": number, "text": body.get("text", "")}})
        answer.status_code = 201
        return self._with_limits(answer)

    def several(self) -> Response:
        """Several posts by number; missing ones stand among the errors."""
        numbers = request.args["ids"].split(",")
        if len(numbers) > MOST_IDS:
            return answers.rejected(self._world)
        posts = {number: self._world.post(NAME, number) for number in numbers}
        data = [answers.metrics(self._world, post) for post in posts.values() if post]
        errors = [answers.missing(number) for number, post in posts.items() if post is None]
        return jsonify(
            {**({"data": data} if data else {}), **({"errors": errors} if errors else {})}
        )

    def remove(self, number: str) -> Response:
        """Delete a post."""
        if not self._world.delete(NAME, number):
            return self._no_post(number)
        return jsonify({"data": {"deleted": True}})

    def timeline(self, number: str) -> Response:
        """The posts of an account, newest first."""
        handle = signer() or ""
        if number != user_id(handle):
            return answers.not_permitted()
        since = datetime.fromisoformat(request.args["start_time"])
        live = [post for post in reversed(self._world.posts(NAME, handle)) if not post.deleted]
        shown = [answers.listed_post(post) for post in live if post.created_at >= since]
        start = int(request.args.get("pagination_token", 0))
        size = int(request.args.get("max_results", 10))
        page = shown[start : start + size]
        meta: dict[str, Any] = {"result_count": len(page)}
        if len(shown) > start + size:
            meta["next_token"] = str(start + size)
        return jsonify({**({"data": page} if page else {}), "meta": meta})

    def me(self) -> Response:
        """The account that the keys belong to."""
        handle = signer() or ""
        data: dict[str, Any] = {"id": user_id(handle), "name": handle, "username": handle}
        if request.args.get("user.fields") == "public_metrics":
            data["public_metrics"] = {"followers_count": self._world.followers(NAME, handle)}
        answer = jsonify({"data": data})
        answer.headers["x-access-level"] = "read-write"
        return answer

    def _refused(
        self, body: dict[str, Any], media: tuple[SimMedium, ...] | None
    ) -> Response | None:
        text, parent = body.get("text", ""), body.get("reply", {}).get("in_reply_to_tweet_id")
        if set(body) - _FIELDS or media is None or not (text or media):
            return answers.rejected(self._world)
        moving = [each for each in media if each.mime in {"image/gif", "video/mp4"}]
        if len(media) > MOST_MEDIA or (moving and len(media) > 1):
            return answers.rejected(self._world)
        if weight(text) > MOST:
            return answers.not_permitted()
        if parent is not None and self._world.post(NAME, parent) is None:
            return self._no_post(parent)
        return answers.duplicate() if self._has_said(text, media) else None

    def _has_said(self, text: str, media: tuple[SimMedium, ...]) -> bool:
        """Whether the account has just said the same; X does not promise it for media."""
        since = self._world.now() - DUPLICATE_WINDOW
        return not media and any(
            post.text == text and post.created_at >= since and not post.deleted and not post.media
            for post in self._world.posts(NAME, signer())
        )

    def _with_limits(self, answer: Response) -> Response:
        since = self._world.now() - WINDOW
        posts = self._world.posts(NAME, signer())
        used = sum(1 for post in posts if post.created_at > since)
        answer.headers["x-rate-limit-limit"] = str(POSTS_PER_WINDOW)
        answer.headers["x-rate-limit-remaining"] = str(max(POSTS_PER_WINDOW - used, 0))
        end = self._world.now() + WINDOW
        answer.headers["x-rate-limit-reset"] = str(int(end.timestamp()))
        return answer

    def _no_post(self, number: str) -> Response:
        kind = "https://api.twitter.com/2/problems/resource-not-found"
        return problem(404, "Not Found Error", f"Could not find tweet with id: [{number}].", kind)
