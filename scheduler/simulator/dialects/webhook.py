# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A receiver as Standard Webhooks 1.0.0 asks for it (b2fa7b8, 2026-08-17), for rehearsals.

It checks id, second and signature, remembers ids, and answers a repeat as it did before.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.world import SimMedium, SimPost, World, token_of

NAME = "webhook"
TOLERANCE_SECONDS = 300
LONGEST_ID = 128
WEIGHTS = {"likes": 1.0, "shares": 0.3, "views": 12.0}


class Receiver:
    """Takes events for an account; its path names whose they are."""

    def __init__(self, world: World) -> None:
        self._world = world

    @publishes
    def take(self, account: str) -> Response:
        """One event."""
        if not _is_signed(account, self._world.now().timestamp()):
            return _refusal(401, "signature does not match")
        event = request.get_json(silent=True)
        if not isinstance(event, dict) or not {"type", "timestamp", "data"} <= set(event):
            return _refusal(400, "not an event")
        answers = {
            "post.publish": self._publish,
            "post.update": self._update,
            "post.delete": self._delete,
        }
        return answers[event["type"]](account, event["data"])

    def figures(self, account: str) -> Response:
        """Figures of the asked posts that are still there."""
        if not _is_signed(account, self._world.now().timestamp()):
            return _refusal(401, "signature does not match")
        asked = [self._known(account, each) for each in request.args.get("ids", "").split(",")]
        told = [
            {"id": post.key, **self._world.counts(post, WEIGHTS)}
            for post in asked
            if post is not None and not post.deleted
        ]
        return jsonify({"data": told})

    def _publish(self, account: str, data: dict[str, Any]) -> Response:
        event = request.headers["webhook-id"]
        known = self._known(account, event)
        if known is not None:
            return _answer(known)
        if not data["text"] and not data["media"]:
            return _refusal(422, "empty")
        post_id = self._world.next_id()
        parent = data["reply_to"]
        post = SimPost(
            id=post_id,
            platform=NAME,
            account=account,
            text=data["text"],
            created_at=self._world.now(),
            lang=data["language"],
            visibility=data["visibility"],
            content_warning=data["content_warning"],
            media=tuple(self._medium(each) for each in data["media"]),
            reply_to=parent["remote_id"] if parent else None,
            url=f"{request.host_url}#post-{NAME}-{post_id}",
            raw=data,
            key=event,
        )
        return _answer(self._world.publish(post))

    def _update(self, account: str, data: dict[str, Any]) -> Response:
        post = self._known(account, data["id"])
        if post is None or post.deleted:
            return _refusal(422, "no such post")
        changed = replace(
            post,
            text=data["text"],
            lang=data["language"],
            content_warning=data["content_warning"],
            raw=data,
        )
        return _answer(self._world.replace(changed))

    def _delete(self, account: str, data: dict[str, Any]) -> Response:
        post = self._known(account, data["id"])
        if post is not None:
            self._world.delete(NAME, post.id)
        return Response(status=204)

    def _known(self, account: str, event: str) -> SimPost | None:
        posts = self._world.posts(NAME, account)
        return next((post for post in posts if post.key == event), None)

    def _medium(self, told: dict[str, Any]) -> SimMedium:
        data = base64.b64decode(told["content"])
        medium = SimMedium(self._world.next_id(), told["mime"], len(data), data, told["alt"])
        return self._world.keep_medium(medium)


def blueprint(world: World) -> Blueprint:
    """The receivers of all accounts."""
    routes = Blueprint(NAME, __name__)
    receiver = Receiver(world)
    routes.post("/in/<account>")(receiver.take)
    routes.get("/figures/<account>")(receiver.figures)
    return routes


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel whose events go to `account` at the simulator."""
    return {
        "url": f"{base_url}/in/{account}",
        "secret": spoken_secret(f"whsec_{base64.b64encode(_key(account)).decode()}"),
        "metrics_url": f"{base_url}/figures/{account}",
        "allow": ["127.0.0.0/8"],
    }


def rate_limited(world: World, seconds: float) -> Response:
    """429 with Retry-After."""
    del world
    answer = _refusal(429, "slow down")
    answer.headers["Retry-After"] = str(int(seconds))
    return answer


def expired_token(world: World) -> Response:
    """401: the secret was changed here and not there."""
    del world
    return _refusal(401, "signature does not match")


def rejected(world: World) -> Response:
    """422."""
    del world
    return _refusal(422, "this content is not taken")


def _is_signed(account: str, now: float) -> bool:
    event = request.headers.get("webhook-id", "")
    second = request.headers.get("webhook-timestamp", "")
    if not event or "." in event or len(event) > LONGEST_ID or not second.isdecimal():
        return False
    if abs(now - int(second)) > TOLERANCE_SECONDS:
        return False
    content = f"{event}.{second}.".encode() + request.get_data()
    digest = hmac.new(_key(account), content, hashlib.sha256).digest()
    expected = f"v1,{base64.b64encode(digest).decode()}"
    given = request.headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected, each) for each in given)


def _key(account: str) -> bytes:
    return hashlib.sha256(token_of(account).encode()).digest()


def _answer(post: SimPost) -> Response:
    return jsonify({"id": post.id, "url": post.url})


def _refusal(status: int, error: str) -> Response:
    answer = jsonify({"error": error})
    answer.status_code = status
    return answer


DIALECT = Dialect(
    name=NAME,
    title="Webhook",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
)
