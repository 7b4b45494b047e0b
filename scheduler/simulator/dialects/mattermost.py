# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Mattermost server as its API describes it and a 5.38 server answers, for rehearsals.

Facts: mattermost/mattermost posts.yaml 0b06deb6, mattermost-server 0276a69f0c, runs of 2026-11.
Each account has one channel, which is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "mattermost"
LONGEST = 16_383
MOST_FILES = 5
FILE_BYTES = 100 * 1024 * 1024
PENDING_LIVES = timedelta(seconds=30)  # pendingPostIDsCacheTTL
_POST = "/api/v4/posts/<post_id>"


class ChatServer:
    """The endpoints, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def authenticate(self) -> Response | None:
        """401 without a known token, 403 for a channel that is not the account's."""
        account = self._known()
        if account is None:
            return expired_token(self._world)
        channel = (request.view_args or {}).get("channel")
        if channel is not None and channel != channel_of(account.handle):
            return _forbidden()
        return None

    @publishes
    def create(self) -> Response:
        """A post, or the one that this pending id has made within the last 30 seconds."""
        body = request.get_json()
        if body.get("channel_id") != channel_of(self._account().handle):
            return _forbidden()
        if len(body["message"]) > LONGEST:
            return error(400, "model.post.is_valid.msg.app_error", "Invalid message.")
        if len(body.get("file_ids", ())) > MOST_FILES:
            return error(400, "model.post.is_valid.file_ids.app_error", "Invalid file ids.")
        known = self._pending(body.get("pending_post_id"))
        if known is None:
            known = self._world.publish(self._post(body))
        answer = jsonify(self._shown(known))
        answer.status_code = 201
        return answer

    def change(self, post_id: str) -> Response:
        """Edit."""
        post = self._world.post(NAME, post_id)
        if post is None:
            return _absent()
        changed = replace(post, text=request.get_json()["message"])
        return jsonify(self._shown(self._world.replace(changed)))

    def remove(self, post_id: str) -> Response:
        """Delete; a second time there is nothing."""
        return jsonify({"status": "OK"}) if self._world.delete(NAME, post_id) else _absent()

    def listing(self, channel: str) -> Response:
        """What was made or changed in the channel since an instant, in milliseconds."""
        since = int(request.args.get("since", 0))
        posts = [
            post
            for post in self._world.posts(NAME, self._account().handle)
            if post.created_at.timestamp() * 1000 >= since
        ]
        shown = {post.id: self._shown(post) for post in posts}
        return jsonify({"order": list(reversed(shown)), "posts": shown})

    def thread(self, post_id: str) -> Response:
        """A post and what answers it."""
        post = self._world.post(NAME, post_id)
        if post is None:
            return _absent()
        number = self._world.counts(post, {"replies": 0.2})["replies"]
        replies = {
            f"reply{each}": {"id": f"reply{each}", "root_id": post_id} for each in range(number)
        }
        shown: dict[str, Any] = {post_id: self._shown(post), **replies}
        return jsonify({"order": list(shown), "posts": shown})

    def reactions(self) -> Response:
        """The reactions of several posts."""
        told = {}
        for post_id in request.get_json():
            post = self._world.post(NAME, post_id)
            number = self._world.counts(post, {"r": 0.5})["r"] if post else 0
            told[post_id] = [
                {"user_id": f"reader{each}", "emoji_name": "thumbsup"} for each in range(number)
            ]
        return jsonify(told)

    def take_file(self) -> Response:
        """Keep an uploaded file."""
        if request.form.get("channel_id") != channel_of(self._account().handle):
            return _forbidden()
        file = request.files["files"]
        data = file.read()
        if len(data) > FILE_BYTES:
            return error(413, "api.file.upload_file.too_large.app_error", "Too large.")
        medium = SimMedium(self._world.next_id(), file.mimetype, len(data), data)
        self._world.keep_medium(medium)
        answer = jsonify({"file_infos": [{"id": medium.id}], "client_ids": []})
        answer.status_code = 201
        return answer

    def me(self) -> Response:
        """Whose token it is."""
        handle = self._account().handle
        return jsonify({"id": f"user-{handle}", "username": handle, "is_bot": True})

    def channel(self, channel: str) -> Response:
        """The channel."""
        handle = self._account().handle
        return jsonify({"id": channel, "display_name": handle, "name": handle, "delete_at": 0})

    def _post(self, body: dict[str, Any]) -> SimPost:
        post_id = self._world.next_id()
        media = [self._world.medium(each) for each in body.get("file_ids", ())]
        return SimPost(
            id=post_id,
            platform=NAME,
            account=self._account().handle,
            text=body["message"],
            created_at=self._world.now(),
            media=tuple(each for each in media if each is not None),
            reply_to=body.get("root_id") or None,
            url=f"{request.host_url}#post-{NAME}-{post_id}",
            raw=body,
            key=body.get("pending_post_id"),
        )

    def _pending(self, key: str | None) -> SimPost | None:
        since = self._world.now() - PENDING_LIVES
        posts = self._world.posts(NAME, self._account().handle)
        fits = (each for each in posts if key and each.key == key and each.created_at > since)
        return next(fits, None)

    def _shown(self, post: SimPost) -> dict[str, Any]:
        at = int(post.created_at.timestamp() * 1000)
        return {
            "id": post.id,
            "create_at": at,
            "delete_at": at + 1 if post.deleted else 0,
            "user_id": f"user-{post.account}",
            "channel_id": channel_of(post.account),
            "root_id": post.reply_to or "",
            "message": post.text,
            "props": post.raw.get("props", {}),
            "pending_post_id": post.key or "",
        }

    def _known(self) -> SimAccount | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self._world.account_with(NAME, token)

    def _account(self) -> SimAccount:
        account = self._known()
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The server over `world`."""
    routes = Blueprint(NAME, __name__)
    server = ChatServer(world)
    routes.before_request(server.authenticate)
    endpoints: list[tuple[str, str, Callable[..., Response]]] = [
        ("POST", "/api/v4/posts", server.create),
        ("PUT", f"{_POST}/patch", server.change),
        ("DELETE", _POST, server.remove),
        ("GET", f"{_POST}/thread", server.thread),
        ("POST", "/api/v4/posts/ids/reactions", server.reactions),
        ("POST", "/api/v4/files", server.take_file),
        ("GET", "/api/v4/channels/<channel>/posts", server.listing),
        ("GET", "/api/v4/channels/<channel>", server.channel),
        ("GET", "/api/v4/users/me", server.me),
    ]
    for method, path, view in endpoints:
        routes.add_url_rule(path, view.__name__, view, methods=[method])
    return routes


def channel_of(handle: str) -> str:
    """The id of an account's channel."""
    return f"channel-{handle}"


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    token = spoken_secret(token_of(account))
    return {"url": base_url, "token": token, "channel": channel_of(account), "team": "haus"}


def rate_limited(world: World, seconds: float) -> Response:
    """429 as documented; tried on no server."""
    del world
    answer = error(429, "api.rate_limit", "limit exceeded")
    answer.headers["X-Ratelimit-Remaining"] = "0"
    answer.headers["X-Ratelimit-Reset"] = str(int(seconds))
    return answer


def expired_token(world: World) -> Response:
    """401."""
    del world
    return error(401, "api.context.session_expired.app_error", "Invalid or expired session.")


def rejected(world: World) -> Response:
    """400."""
    del world
    return error(400, "model.post.is_valid.props.app_error", "Invalid props.")


def error(status: int, name: str, message: str) -> Response:
    """An error in Mattermost's form."""
    answer = jsonify({"id": name, "message": message, "status_code": status, "request_id": "x"})
    answer.status_code = status
    return answer


def _forbidden() -> Response:
    return error(403, "api.context.permissions.app_error", "No permission.")


def _absent() -> Response:
    return error(404, "app.post.get.app_error", "Unable to find the post.")


DIALECT = Dialect(
    name=NAME,
    title="Mattermost",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
    flat_threads=True,
)
