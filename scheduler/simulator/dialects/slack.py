# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slack's Web API as its SDK and reference describe it, for rehearsals.

Facts: slackapi/python-slack-sdk ae87985e (2026-08), slackapi/slack-api-specs (2021). Errors come
with status 200. Each account has one channel, which is its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "slack"
CUT_AT = 40_000
SCOPES = "chat:write,files:write,channels:history,reactions:read"


class WebApi:
    """The methods, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._uploads: dict[str, tuple[str, str | None]] = {}

    def authenticate(self) -> Response | None:
        """Refuse unknown tokens and other people's channels; uploads need neither."""
        if "/upload/" in request.path:
            return None
        account = self._known()
        if account is None:
            return expired_token(self._world)
        given = _given()
        channel = given.get("channel", given.get("channel_id"))
        if channel is not None and channel != channel_of(account.handle):
            return error("channel_not_found")
        return None

    @publishes
    def post(self) -> Response:
        """The method chat.postMessage."""
        body = request.get_json()
        if not body.get("text"):
            return error("no_text")
        key = body.get("metadata", {}).get("event_payload", {}).get("key")
        post = self._published(body["text"], body, (), key)
        return jsonify({"ok": True, "channel": body["channel"], "ts": post.id})

    @publishes
    def complete(self) -> Response:
        """The method files.completeUploadExternal: shares what was uploaded as one message."""
        body = request.get_json()
        media = [self._world.medium(each["id"]) for each in body["files"]]
        if not media or None in media:
            return error("file_not_found")
        kept = tuple(each for each in media if each is not None)
        self._published(body.get("initial_comment", ""), body, kept, None)
        return jsonify({"ok": True, "files": [{"id": each.id} for each in kept]})

    def place(self) -> Response:
        """The method files.getUploadURLExternal."""
        file = f"F{self._world.next_id()}"
        self._uploads[file] = (request.form["filename"], request.form.get("alt_txt"))
        base = request.base_url.removesuffix("/files.getUploadURLExternal")
        return jsonify({"ok": True, "upload_url": f"{base}/upload/{file}", "file_id": file})

    def take(self, file: str) -> Response:
        """The bytes of a file."""
        _, alt = self._uploads[file]
        data = request.get_data()
        self._world.keep_medium(SimMedium(file, "image/png", len(data), data, alt))
        return Response("OK - 1")

    def change(self) -> Response:
        """The method chat.update."""
        body = request.get_json()
        post = self._world.post(NAME, body["ts"])
        if post is None:
            return error("message_not_found")
        self._world.replace(replace(post, text=_plain(body["text"])))
        return jsonify({"ok": True, "ts": body["ts"]})

    def remove(self) -> Response:
        """The method chat.delete."""
        gone = self._world.delete(NAME, request.get_json()["ts"])
        return jsonify({"ok": True}) if gone else error("message_not_found")

    def history(self) -> Response:
        """The method conversations.history: newest first, without answers in threads."""
        return self._listed([post for post in reversed(self._live()) if post.reply_to is None])

    def replies(self) -> Response:
        """The method conversations.replies: a message and what answers it."""
        root = request.args["ts"]
        if self._world.post(NAME, root) is None:
            return error("thread_not_found")
        first = [post for post in self._live() if post.id == root]
        answers = [post for post in self._live() if post.reply_to == root]
        return self._listed([*first, *answers], always=root)

    def permalink(self) -> Response:
        """The method chat.getPermalink."""
        post = self._world.post(NAME, request.args["message_ts"])
        if post is None:
            return error("message_not_found")
        return jsonify({"ok": True, "permalink": post.url})

    def me(self) -> Response:
        """The method auth.test."""
        handle = self._account().handle
        answer = jsonify({"ok": True, "user": handle, "team": "Haus", "bot_id": f"B-{handle}"})
        answer.headers["X-OAuth-Scopes"] = SCOPES
        return answer

    def _listed(self, posts: list[SimPost], always: str = "") -> Response:
        oldest = float(request.args.get("oldest", 0))
        shown = [each for each in posts if each.id == always or float(each.id) >= oldest]
        start, size = int(request.args.get("cursor") or 0), int(request.args.get("limit", 100))
        following = str(start + size) if len(shown) > start + size else ""
        return jsonify(
            {
                "ok": True,
                "messages": [self._message(post) for post in shown[start : start + size]],
                "response_metadata": {"next_cursor": following},
            }
        )

    def _message(self, post: SimPost) -> dict[str, Any]:
        counts = self._world.counts(post, {"reactions": 0.5, "replies": 0.2})
        message: dict[str, Any] = {
            "ts": post.id,
            "text": post.text,
            "bot_id": f"B-{post.account}",
            "files": [{"id": each.id} for each in post.media],
        }
        if "metadata" in post.raw:
            message["metadata"] = post.raw["metadata"]
        if counts["reactions"]:
            message["reactions"] = [{"name": "+1", "count": counts["reactions"]}]
        if counts["replies"]:
            message["reply_count"] = counts["replies"]
        return message

    def _published(
        self, text: str, body: dict[str, Any], media: tuple[SimMedium, ...], key: str | None
    ) -> SimPost:
        number = self._world.next_id()
        ts = f"{int(self._world.now().timestamp())}.{number[-6:]}"
        return self._world.publish(
            SimPost(
                id=ts,
                platform=NAME,
                account=self._account().handle,
                text=_plain(text)[:CUT_AT],
                created_at=self._world.now(),
                media=media,
                reply_to=body.get("thread_ts"),
                url=f"{request.host_url}#post-{NAME}-{number}",
                raw=body,
                key=key,
            )
        )

    def _live(self) -> list[SimPost]:
        posts = self._world.posts(NAME, self._account().handle)
        return [post for post in posts if not post.deleted]

    def _known(self) -> SimAccount | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self._world.account_with(NAME, token)

    def _account(self) -> SimAccount:
        account = self._known()
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The Web API over `world`."""
    routes = Blueprint(NAME, __name__)
    api = WebApi(world)
    routes.before_request(api.authenticate)
    methods: list[tuple[str, str, Callable[..., Response]]] = [
        ("POST", "chat.postMessage", api.post),
        ("POST", "files.getUploadURLExternal", api.place),
        ("POST", "upload/<file>", api.take),
        ("POST", "files.completeUploadExternal", api.complete),
        ("POST", "chat.update", api.change),
        ("POST", "chat.delete", api.remove),
        ("GET", "conversations.history", api.history),
        ("GET", "conversations.replies", api.replies),
        ("GET", "chat.getPermalink", api.permalink),
        ("GET", "auth.test", api.me),
    ]
    for verb, method, view in methods:
        routes.add_url_rule(f"/{method}", view.__name__, view, methods=[verb])
    return routes


def channel_of(handle: str) -> str:
    """The id of an account's channel."""
    return f"C{hashlib.sha256(handle.encode()).hexdigest()[:10].upper()}"


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    token = spoken_secret(token_of(account))
    return {"url": base_url, "token": token, "channel": channel_of(account)}


def rate_limited(world: World, seconds: float) -> Response:
    """429 with Retry-After."""
    del world
    answer = error("ratelimited")
    answer.status_code = 429
    answer.headers["Retry-After"] = str(int(seconds))
    return answer


def expired_token(world: World) -> Response:
    """200 with the word for it."""
    del world
    return error("token_revoked")


def rejected(world: World) -> Response:
    """200 with the word for it."""
    del world
    return error("invalid_blocks")


def error(name: str) -> Response:
    """An error: status 200, and `ok` is false."""
    return jsonify({"ok": False, "error": name})


def _given() -> dict[str, Any]:
    if request.is_json:
        return dict(request.get_json())
    return {**request.args, **request.form}


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


DIALECT = Dialect(
    name=NAME,
    title="Slack",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
    flat_threads=True,
)
