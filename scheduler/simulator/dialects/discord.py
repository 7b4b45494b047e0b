# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Discord's API as its documents describe it (discord-api-docs c98d64bc, 2026-08-06).

For rehearsals. A channel's history shows no nonce here: whether it does is not documented clearly.
Each account has one channel, which is its own, and one webhook in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "discord"
LONGEST = 2000
LONGEST_ALT = 1024
MOST_FILES = 10
FILE_BYTES = 10 * 1024 * 1024
NONCE_LENGTH = 25
NONCES_LIVE = timedelta(minutes=5)  # "the past few minutes"
SERVER = "1000000001"
_EPOCH_MS = 1_420_070_400_000
_MESSAGES = "/channels/<channel>/messages"
_HOOK = "/webhooks/<hook>/<token>"


class Guild:
    """The endpoints, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def authenticate(self) -> Response | None:
        """401 without a known token or webhook, 403 for another's channel, 40333 for strangers."""
        if not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
            return error(403, 40333, "internal network error")
        account = self._known()
        if account is None:
            hooked = "hook" in (request.view_args or {})
            return error(404, 10015, "Unknown Webhook") if hooked else expired_token(self._world)
        channel = (request.view_args or {}).get("channel")
        if channel is not None and channel != channel_of(account.handle):
            return error(403, 50001, "Missing Access")
        return None

    @publishes
    def create(self, channel: str = "", hook: str = "", token: str = "") -> Response:
        """A message; with a nonce that was used just now, the one that it has made."""
        body = _body()
        refused = _refused(body)
        if refused is not None:
            return refused
        nonce = None if hook else body.get("nonce")
        known = self._with_nonce(nonce) if nonce and body.get("enforce_nonce") else None
        post = known or self._world.publish(self._post(body, nonce))
        return jsonify(self._shown(post) | ({"nonce": nonce} if nonce else {}))

    def listing(self, channel: str) -> Response:
        """The messages after one, a hundred at most."""
        after = int(request.args.get("after", 0))
        posts = [
            post
            for post in self._world.posts(NAME, self._account().handle)
            if not post.deleted and int(post.id) > after
        ]
        page = posts[: int(request.args.get("limit", 50))]
        return jsonify([self._shown(post) for post in reversed(page)])

    def show(self, message: str, channel: str = "", hook: str = "", token: str = "") -> Response:
        """One message with its reactions."""
        post = self._world.post(NAME, message)
        if post is None:
            return error(404, 10008, "Unknown Message")
        counts = self._world.counts(post, {"reactions": 0.5, "replies": 0.2})
        shown = self._shown(post)
        if counts["reactions"]:
            shown["reactions"] = [{"count": counts["reactions"], "emoji": {"name": "👍"}}]
        if counts["replies"]:
            shown["thread"] = {"message_count": counts["replies"]}
        return jsonify(shown)

    def change(self, message: str, channel: str = "", hook: str = "", token: str = "") -> Response:
        """Edit; files that are not listed are gone."""
        post = self._world.post(NAME, message)
        if post is None:
            return error(404, 10008, "Unknown Message")
        body = _body()
        kept = {str(each["id"]) for each in body.get("attachments", ())}
        media = tuple(each for each in post.media if each.id in kept)
        changed = replace(post, text=body.get("content", post.text), media=media)
        return jsonify(self._shown(self._world.replace(changed)))

    def remove(self, message: str, channel: str = "", hook: str = "", token: str = "") -> Response:
        """Delete; a second time there is nothing."""
        if not self._world.delete(NAME, message):
            return error(404, 10008, "Unknown Message")
        return Response(status=204)

    def me(self) -> Response:
        """Whose token it is."""
        handle = self._account().handle
        return jsonify({"id": _number(handle), "username": handle, "bot": True})

    def channel(self, channel: str) -> Response:
        """The channel."""
        name = self._account().handle
        return jsonify({"id": channel, "guild_id": SERVER, "name": name, "type": 0})

    def hook(self, hook: str, token: str) -> Response:
        """The webhook."""
        handle = self._account().handle
        told = {"id": hook, "name": handle, "guild_id": SERVER, "channel_id": channel_of(handle)}
        return jsonify(told)

    def _post(self, body: dict[str, Any], nonce: str | None) -> SimPost:
        ms = int(self._world.now().timestamp() * 1000) - _EPOCH_MS
        number = str((ms << 22) + int(self._world.next_id()) % (1 << 22))
        return SimPost(
            id=number,
            platform=NAME,
            account=self._account().handle,
            text=body.get("content", ""),
            created_at=self._world.now(),
            media=tuple(self._medium(each) for each in body.get("attachments", ())),
            reply_to=body.get("message_reference", {}).get("message_id"),
            url=f"{request.host_url}#post-{NAME}-{number}",
            raw=body,
            key=nonce,
        )

    def _medium(self, told: dict[str, Any]) -> SimMedium:
        file = request.files[f"files[{told['id']}]"]
        data, alt = file.read(), told.get("description")
        medium = SimMedium(self._world.next_id(), file.mimetype, len(data), data, alt)
        return self._world.keep_medium(medium)

    def _with_nonce(self, nonce: str) -> SimPost | None:
        since = self._world.now() - NONCES_LIVE
        posts = self._world.posts(NAME, self._account().handle)
        return next((each for each in posts if each.key == nonce and each.created_at > since), None)

    def _shown(self, post: SimPost) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": post.id,
            "channel_id": channel_of(post.account),
            "author": {"id": _number(post.account), "bot": True},
            "content": post.text,
            "attachments": [{"id": each.id} for each in post.media],
        }
        if post.reply_to:
            shown["message_reference"] = {"message_id": post.reply_to}
        return shown

    def _known(self) -> SimAccount | None:
        given = (request.view_args or {}).get("token")
        token = given or request.headers.get("Authorization", "").removeprefix("Bot ")
        return self._world.account_with(NAME, token)

    def _account(self) -> SimAccount:
        account = self._known()
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The API over `world`."""
    routes = Blueprint(NAME, __name__)
    guild = Guild(world)
    routes.before_request(guild.authenticate)
    endpoints: list[tuple[str, str, Callable[..., Response]]] = [
        ("POST", _MESSAGES, guild.create),
        ("GET", _MESSAGES, guild.listing),
        ("GET", f"{_MESSAGES}/<message>", guild.show),
        ("PATCH", f"{_MESSAGES}/<message>", guild.change),
        ("DELETE", f"{_MESSAGES}/<message>", guild.remove),
        ("GET", "/users/@me", guild.me),
        ("GET", "/channels/<channel>", guild.channel),
        ("GET", _HOOK, guild.hook),
        ("POST", _HOOK, guild.create),
        ("GET", f"{_HOOK}/messages/<message>", guild.show),
        ("PATCH", f"{_HOOK}/messages/<message>", guild.change),
        ("DELETE", f"{_HOOK}/messages/<message>", guild.remove),
    ]
    for number, (method, path, view) in enumerate(endpoints):
        routes.add_url_rule(path, f"{view.__name__}{number}", view, methods=[method])
    return routes


def channel_of(handle: str) -> str:
    """The number of an account's channel."""
    return f"2{_number(handle)}"


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator, as a bot."""
    token = spoken_secret(token_of(account))
    return {"url": base_url, "token": token, "channel": channel_of(account), "server": SERVER}


def rate_limited(world: World, seconds: float) -> Response:
    """429 with the wait in the body, as a fraction, and in the header."""
    del world
    answer = jsonify(
        {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
    )
    answer.status_code = 429
    answer.headers["Retry-After"] = str(int(seconds))
    answer.headers["X-RateLimit-Scope"] = "user"
    return answer


def expired_token(world: World) -> Response:
    """401."""
    del world
    return error(401, 0, "401: Unauthorized")


def rejected(world: World) -> Response:
    """400 as AutoMod answers."""
    del world
    return error(400, 200000, "Message was blocked by automatic moderation")


def error(status: int, code: int, message: str) -> Response:
    """An error in Discord's form."""
    answer = jsonify({"code": code, "message": message})
    answer.status_code = status
    return answer


def _body() -> dict[str, Any]:
    if request.is_json:
        return dict(request.get_json())
    return dict(json.loads(request.form.get("payload_json", "{}")))


def _refused(body: dict[str, Any]) -> Response | None:
    content, told = body.get("content", ""), body.get("attachments", ())
    if not content and not told:
        return error(400, 50006, "Cannot send an empty message")
    units = sum(2 if ord(character) > 0xFFFF else 1 for character in content)  # noqa: PLR2004
    alts = [each.get("description") or "" for each in told]
    if units > LONGEST or len(str(body.get("nonce", ""))) > NONCE_LENGTH or len(told) > MOST_FILES:
        return error(400, 50035, "Invalid Form Body")
    if any(len(alt) > LONGEST_ALT for alt in alts):
        return error(400, 50035, "Invalid Form Body")
    sizes = [file.seek(0, 2) for file in request.files.values()]
    for file in request.files.values():
        file.seek(0)
    return (
        error(400, 40005, "Request entity too large")
        if max(sizes, default=0) > FILE_BYTES
        else None
    )


def _number(handle: str) -> str:
    return str(int.from_bytes(hashlib.sha256(handle.encode()).digest()[:6]))


DIALECT = Dialect(
    name=NAME,
    title="Discord",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
)
