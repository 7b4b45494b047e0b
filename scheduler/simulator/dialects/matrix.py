# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A homeserver as the client-server API describes it and Synapse 1.163 answers, for rehearsals.

Facts: matrix-org/matrix-spec d0ba2aae (2026-07-21), Synapse as seen running (2026-11). Each account
has one room, which is its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "matrix"
SERVER = "chat.example"
EVENT_BYTES = 65_536
SIGNATURES = 700  # about what a server adds to an event
UPLOAD_BYTES = 50 * 1024 * 1024
TRANSACTIONS_LIVE = timedelta(hours=24)  # Synapse a58ad44eb0, events_worker.py
_ROOMS = "/_matrix/client/v3/rooms/<room>"


class Homeserver:
    """The endpoints, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._replacements: dict[str, dict[str, dict[str, Any]]] = {}  # event: replacement: content

    def authenticate(self) -> Response | None:
        """401 without a known token, 403 for another's room."""
        account = self._known()
        if account is None:
            return expired_token(self._world)
        room = (request.view_args or {}).get("room")
        if room is not None and room != room_of(account.handle):
            return error(403, "M_FORBIDDEN", "User is not in the room")
        return None

    @publishes
    def send(self, room: str, txn: str) -> Response:
        """One event, or the one that this transaction has made already."""
        content = request.get_json(silent=True)
        if not isinstance(content, dict):
            return error(400, "M_BAD_JSON", "Content must be a JSON object.")
        if not isinstance(content.get("body"), str):
            return error(400, "M_UNKNOWN", "'body' not in content")
        canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        if len(canonical.encode()) + SIGNATURES > EVENT_BYTES:
            return error(413, "M_TOO_LARGE", "event too large")
        relation = content.get("m.relates_to", {})
        if relation.get("rel_type") == "m.replace":
            return self._replaced(relation["event_id"], txn, content["m.new_content"])
        known = self._of_transaction(txn)
        if known is not None:
            return jsonify({"event_id": known.id})
        return jsonify({"event_id": self._world.publish(self._post(content, txn)).id})

    def redact(self, room: str, event: str, txn: str) -> Response:
        """Empty an event; again is fine, and Synapse does not mind one that it does not know."""
        for replaced in self._replacements.values():
            replaced.pop(event, None)
        if event in {post.id for post in self._world.posts(NAME)}:
            self._world.delete(NAME, event)
        return jsonify({"event_id": f"$redaction-{txn}"})

    def upload(self) -> Response:
        """Keep a file."""
        data = request.get_data()
        if len(data) > UPLOAD_BYTES:
            return error(413, "M_TOO_LARGE", "Upload request body is too large")
        medium = SimMedium(self._world.next_id(), request.mimetype, len(data), data)
        self._world.keep_medium(medium)
        return jsonify({"content_uri": f"mxc://{SERVER}/{medium.id}"})

    def messages(self, room: str) -> Response:
        """The room's history backwards, in pages."""
        posts = list(reversed(self._world.posts(NAME, self._account().handle)))
        start, size = int(request.args.get("from", 0)), int(request.args.get("limit", 10))
        page = [self._event(post) for post in posts[start : start + size]]
        more = {"end": str(start + size)} if len(posts) > start + size else {}
        return jsonify({"chunk": page, "start": str(start)} | more)

    def event(self, room: str, event: str) -> Response:
        """One event with what is bundled into it."""
        post = self._world.post(NAME, event)
        if post is None:
            return error(404, "M_NOT_FOUND", "Event not found.")
        replies = self._world.counts(post, {"replies": 0.2})["replies"]
        bundled = {"m.thread": {"count": replies}} if replies else {}
        replaced = self._replacements_of(event)
        shown = self._event(post)
        shown["unsigned"]["m.relations"] = bundled | (
            {"m.replace": replaced[0]} if replaced else {}
        )
        return jsonify(shown)

    def replacements(self, room: str, event: str) -> Response:
        """What has replaced an event, the newest first."""
        return jsonify({"chunk": self._replacements_of(event)})

    def reactions(self, room: str, event: str) -> Response:
        """The reactions: two of the same sender and sign count once among people."""
        post = self._world.post(NAME, event)
        number = self._world.counts(post, {"reactions": 0.5})["reactions"] if post else 0
        relation = {"rel_type": "m.annotation", "event_id": event, "key": "👍"}
        chunk = [
            {
                "type": "m.reaction",
                "sender": f"@reader{each}:{SERVER}",
                "content": {"m.relates_to": relation},
            }
            for each in range(number)
        ]
        return jsonify({"chunk": chunk + chunk[:1]})

    def whoami(self) -> Response:
        """Whose token it is."""
        return jsonify({"user_id": _user(self._account().handle), "device_id": "LITFASS"})

    def joined_rooms(self) -> Response:
        """Which rooms the account is in."""
        return jsonify({"joined_rooms": [room_of(self._account().handle)]})

    def members(self, room: str) -> Response:
        """Who is in the room."""
        number = self._world.followers(NAME, self._account().handle)
        return jsonify({"joined": {f"@reader{each}:{SERVER}": {} for each in range(number)}})

    def encryption(self, room: str) -> Response:
        """The room is not encrypted."""
        return error(404, "M_NOT_FOUND", "Event not found.")

    def alias(self, alias: str) -> Response:
        """A room by its address."""
        if alias != f"#{self._account().handle}:{SERVER}":
            return error(404, "M_NOT_FOUND", "Room alias not found")
        return jsonify({"room_id": room_of(self._account().handle), "servers": [SERVER]})

    def media_config(self) -> Response:
        """How large a file may be."""
        return jsonify({"m.upload.size": UPLOAD_BYTES})

    def _post(self, content: dict[str, Any], txn: str) -> SimPost:
        number = self._world.next_id()
        medium_id = str(content.get("url", "")).rpartition("/")[2]
        medium = self._world.medium(medium_id) if medium_id else None
        relation = content.get("m.relates_to", {})
        return SimPost(
            id=f"${number}",
            platform=NAME,
            account=self._account().handle,
            text=content["body"],
            created_at=self._world.now(),
            media=(medium,) if medium else (),
            reply_to=relation.get("m.in_reply_to", {}).get("event_id"),
            url=f"{request.host_url}#post-{NAME}-{number}",
            raw=content,
            key=txn,
        )

    def _replaced(self, event: str, txn: str, content: dict[str, Any]) -> Response:
        """A replacement, which stays readable when its event is redacted."""
        post = self._world.post(NAME, event)
        if post is None:
            return error(400, "M_UNKNOWN", "Can't send relation to unknown event")
        name = f"${post.id[1:]}-{txn}"
        replaced = self._replacements.setdefault(event, {})
        if name not in replaced:
            replaced[name] = content
            self._world.replace(replace(post, text=content["body"]))
        return jsonify({"event_id": name})

    def _replacements_of(self, event: str) -> list[dict[str, Any]]:
        sender = _user(self._account().handle)
        relation = {"rel_type": "m.replace", "event_id": event}
        return [
            {
                "event_id": name,
                "sender": sender,
                "content": {"m.new_content": content, "m.relates_to": relation},
            }
            for name, content in reversed(self._replacements.get(event, {}).items())
        ]

    def _of_transaction(self, txn: str) -> SimPost | None:
        since = self._world.now() - TRANSACTIONS_LIVE
        posts = self._world.posts(NAME, self._account().handle)
        return next((each for each in posts if each.key == txn and each.created_at > since), None)

    def _event(self, post: SimPost) -> dict[str, Any]:
        unsigned: dict[str, Any]
        unsigned = {"redacted_because": {}} if post.deleted else {"transaction_id": post.key}
        return {
            "type": "m.room.message",
            "event_id": post.id,
            "sender": _user(post.account),
            "origin_server_ts": int(post.created_at.timestamp() * 1000),
            "content": {} if post.deleted else dict(post.raw),
            "unsigned": unsigned,
        }

    def _known(self) -> SimAccount | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self._world.account_with(NAME, token)

    def _account(self) -> SimAccount:
        account = self._known()
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The homeserver over `world`."""
    routes = Blueprint(NAME, __name__)
    server = Homeserver(world)
    routes.before_request(server.authenticate)
    v1, v3 = "/_matrix/client/v1", "/_matrix/client/v3"
    endpoints: list[tuple[str, str, Callable[..., Response]]] = [
        ("PUT", f"{_ROOMS}/send/m.room.message/<txn>", server.send),
        ("PUT", f"{_ROOMS}/redact/<event>/<txn>", server.redact),
        ("POST", "/_matrix/media/v3/upload", server.upload),
        ("GET", f"{_ROOMS}/messages", server.messages),
        ("GET", f"{_ROOMS}/event/<event>", server.event),
        ("GET", f"{v1}/rooms/<room>/relations/<event>/m.annotation", server.reactions),
        ("GET", f"{v1}/rooms/<room>/relations/<event>/m.replace", server.replacements),
        ("GET", f"{v3}/account/whoami", server.whoami),
        ("GET", f"{v3}/joined_rooms", server.joined_rooms),
        ("GET", f"{_ROOMS}/joined_members", server.members),
        ("GET", f"{_ROOMS}/state/m.room.encryption/", server.encryption),
        ("GET", f"{v3}/directory/room/<alias>", server.alias),
        ("GET", f"{v1}/media/config", server.media_config),
    ]
    for method, path, view in endpoints:
        routes.add_url_rule(path, view.__name__, view, methods=[method])
    return routes


def room_of(handle: str) -> str:
    """The id of an account's room."""
    return f"!{handle}:{SERVER}"


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    return {"url": base_url, "token": spoken_secret(token_of(account)), "room": room_of(account)}


def rate_limited(world: World, seconds: float) -> Response:
    """429 with the wait in header and body."""
    del world
    answer = error(429, "M_LIMIT_EXCEEDED", "Too Many Requests", retry_after_ms=int(seconds * 1000))
    answer.headers["Retry-After"] = str(int(seconds))
    return answer


def expired_token(world: World) -> Response:
    """401 as after a logout."""
    del world
    return error(401, "M_UNKNOWN_TOKEN", "Invalid access token passed.", soft_logout=False)


def rejected(world: World) -> Response:
    """400."""
    del world
    return error(400, "M_INVALID_PARAM", "this content is not allowed here")


def error(status: int, errcode: str, text: str, **more: Any) -> Response:  # noqa: ANN401 - JSON
    """An error in Matrix's form."""
    answer = jsonify({"errcode": errcode, "error": text, **more})
    answer.status_code = status
    return answer


def _user(handle: str) -> str:
    return f"@{handle}:{SERVER}"


DIALECT = Dialect(
    name=NAME,
    title="Matrix",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
)
