# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Telegram's Bot API as its server's source describes it, for rehearsals.

Facts: tdlib/telegram-bot-api 01a3679 (2026-05-07) and the docstrings of python-telegram-bot
1183d401f (2026-08-16). It lists no messages and knows no key, as the real one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "telegram"
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
ALBUM = range(2, 11)
_JSON_FIELDS = ("media", "reply_parameters", "link_preview_options")


class BotServer:
    """The methods of the Bot API, over `world`; a chat belongs to the account of its number."""

    def __init__(self, world: World) -> None:
        self._world = world

    @publishes
    def message(self, token: str) -> Response:
        """The method sendMessage."""
        fields = _fields()
        text = str(fields.get("text", ""))
        if not text.strip():
            return error(400, "Bad Request: message text is empty")
        if _units(text) > LONGEST_TEXT:
            return error(400, "Bad Request: message is too long")
        return self._sent(token, fields, text, ())

    @publishes
    def single(self, token: str, kind: str) -> Response:
        """sendPhoto, sendVideo, sendAnimation, sendAudio."""
        fields = _fields()
        medium = self._attached(str(fields.get(kind.lower(), "")))
        return self._captioned(token, fields, str(fields.get("caption", "")), (medium,))

    @publishes
    def album(self, token: str) -> Response:
        """The method sendMediaGroup."""
        fields = _fields()
        told = fields.get("media", [])
        if len(told) not in ALBUM:
            return error(400, "Bad Request: wrong number of media")
        if not {each["type"] for each in told} <= {"photo", "video"}:
            return error(400, "Bad Request: Can't use the media of the specified type in the album")
        media = tuple(self._attached(each["media"]) for each in told)
        return self._captioned(token, fields, str(told[0].get("caption", "")), media)

    def change(self, token: str, kind: str) -> Response:
        """editMessageText, editMessageCaption."""
        fields = _fields()
        post = self._world.post(NAME, str(fields.get("message_id")))
        if post is None:
            return error(400, "Bad Request: message to edit not found")
        text = fields[kind.lower()]
        if text == post.text:
            return error(400, "Bad Request: message is not modified")
        changed = self._world.replace(replace(post, text=text))
        return jsonify({"ok": True, "result": self._shown(changed, int(post.id))})

    def remove(self, token: str) -> Response:
        """The method deleteMessage."""
        message = str(_fields().get("message_id"))
        if message in self._followers_of_albums():
            return jsonify({"ok": True, "result": True})
        if not self._world.delete(NAME, message):
            return error(400, "Bad Request: message to delete not found")
        return jsonify({"ok": True, "result": True})

    def me(self, token: str) -> Response:
        """The method getMe."""
        account = self._account(token)
        bot = {"id": _number(account.handle), "is_bot": True, "username": f"{account.handle}_bot"}
        return jsonify({"ok": True, "result": bot})

    def chat(self, token: str) -> Response:
        """The method getChat."""
        return jsonify({"ok": True, "result": self._chat(self._account(token))})

    def member(self, token: str) -> Response:
        """getChatMember: the bot administers its channel."""
        result = {"status": "administrator", "can_post_messages": True}
        return jsonify({"ok": True, "result": result})

    def count(self, token: str) -> Response:
        """The method getChatMemberCount."""
        followers = self._world.followers(NAME, self._account(token).handle)
        return jsonify({"ok": True, "result": followers})

    def authenticate(self) -> Response | None:
        """401 for a token that was never given, 400 for a chat that is not the account's."""
        token = (request.view_args or {}).get("token", "")
        account = self._world.account_with(NAME, token)
        if account is None:
            return expired_token(self._world)
        chat = _fields().get("chat_id")
        if chat is not None and str(chat) not in {chat_of(account.handle), f"@{account.handle}"}:
            return error(400, "Bad Request: chat not found")
        return None

    def _captioned(
        self, token: str, fields: dict[str, Any], caption: str, media: tuple[SimMedium, ...]
    ) -> Response:
        if _units(caption) > LONGEST_CAPTION:
            return error(400, "Bad Request: message caption is too long")
        return self._sent(token, fields, caption, media)

    def _sent(
        self, token: str, fields: dict[str, Any], text: str, media: tuple[SimMedium, ...]
    ) -> Response:
        account = self._account(token)
        ids = [self._world.next_id() for _ in media or (None,)]
        parent = fields.get("reply_parameters", {}).get("message_id")
        post = SimPost(
            id=ids[0],
            platform=NAME,
            account=account.handle,
            text=text,
            created_at=self._world.now(),
            media=media,
            reply_to=str(parent) if parent else None,
            url=f"{request.host_url}#post-{NAME}-{ids[0]}",
            raw={**fields, "ids": ids},
        )
        self._world.publish(post)
        shown = [self._shown(post, int(each)) for each in ids]
        return jsonify({"ok": True, "result": shown if len(shown) > 1 else shown[0]})

    def _shown(self, post: SimPost, message: int) -> dict[str, Any]:
        chat = self._chat(self._world.account(NAME, post.account))
        said = "caption" if post.media else "text"
        date = int(post.created_at.timestamp())
        return {"message_id": message, "date": date, "chat": chat, said: post.text}

    def _chat(self, account: SimAccount) -> dict[str, Any]:
        number = int(chat_of(account.handle))
        return {
            "id": number,
            "type": "channel",
            "title": account.name,
            "username": account.handle,
        }

    def _attached(self, name: str) -> SimMedium:
        file = request.files[name.removeprefix("attach://")]
        data = file.read()
        medium = SimMedium(self._world.next_id(), file.mimetype, len(data), data)
        return self._world.keep_medium(medium)

    def _followers_of_albums(self) -> set[str]:
        posts = self._world.posts(NAME)
        return {each for post in posts for each in post.raw["ids"][1:]}

    def _account(self, token: str) -> SimAccount:
        account = self._world.account_with(NAME, token)
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The Bot API over `world`."""
    routes = Blueprint(NAME, __name__)
    server = BotServer(world)
    routes.before_request(server.authenticate)
    views: dict[str, Callable[..., Response]] = {
        "sendMessage": server.message,
        "sendMediaGroup": server.album,
        "deleteMessage": server.remove,
        "getMe": server.me,
        "getChat": server.chat,
        "getChatMember": server.member,
        "getChatMemberCount": server.count,
    }
    for method, view in views.items():
        routes.add_url_rule(f"/bot<token>/{method}", method, view, methods=["POST"])
    routes.post('/bot<token>/send<any("Photo", "Video", "Animation", "Audio"):kind>')(server.single)
    routes.post('/bot<token>/editMessage<any("Text", "Caption"):kind>')(server.change)
    return routes


def chat_of(handle: str) -> str:
    """The number of an account's channel."""
    return f"-100{_number(handle)}"


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    return {"url": base_url, "token": spoken_secret(token_of(account)), "chat": chat_of(account)}


def rate_limited(world: World, seconds: float) -> Response:
    """429 with the wait in body and header."""
    del world
    wait = int(seconds)
    answer = error(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
    answer.headers["Retry-After"] = str(wait)
    return answer


def expired_token(world: World) -> Response:
    """401: tokens do not expire, but are revoked."""
    del world
    return error(401, "Unauthorized")


def rejected(world: World) -> Response:
    """400."""
    del world
    return error(400, "Bad Request: can't parse entities: unsupported start tag at byte offset 7")


def error(code: int, description: str, parameters: dict[str, Any] | None = None) -> Response:
    """An answer without `ok`; the status is the error's code."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    answer = jsonify(body | ({"parameters": parameters} if parameters else {}))
    answer.status_code = code
    return answer


def _fields() -> dict[str, Any]:
    if request.is_json:
        body = request.get_json()
        return body if isinstance(body, dict) else {}
    fields: dict[str, Any] = dict(request.form)
    return fields | {name: json.loads(fields[name]) for name in _JSON_FIELDS if name in fields}


def _units(text: str) -> int:
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)  # noqa: PLR2004 - UTF-16


def _number(handle: str) -> int:
    return int.from_bytes(hashlib.sha256(handle.encode()).digest()[:4]) + 1_000_000_000


DIALECT = Dialect(
    name=NAME,
    title="Telegram",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
)
