# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real Matrix homeserver (Synapse on SQLite), its accounts, rooms and what stands in them."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.real.installed import free_port, running, servers_python

NAME = "chat.example"
SHARED_SECRET = "for-registration-only"
_numbers = count(1)


@dataclass(frozen=True)
class User:
    """An account, and the token of its first login."""

    id: str
    token: str


@dataclass(frozen=True)
class Homeserver:
    """The server's address, and its administrator."""

    url: str
    folder: Path

    def ask(self, method: str, path: str, token: str = "", body: object = None) -> dict[str, Any]:
        """What the server answers; raises HTTPError for a refusal."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method)  # noqa: S310 - loopback
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
            return json.loads(answer.read())

    def register(self, *, admin: bool = False) -> User:
        """A fresh account, by the secret that the server shares with its administrator."""
        nonce = self.ask("GET", "/_synapse/admin/v1/register")["nonce"]
        name, role = f"land{next(_numbers)}", "admin" if admin else "notadmin"
        signed = f"{nonce}\0{name}\0password\0{role}".encode()
        mac = hmac.new(SHARED_SECRET.encode(), signed, hashlib.sha1).hexdigest()
        body = {
            "nonce": nonce,
            "username": name,
            "password": "password",
            "admin": admin,
            "mac": mac,
        }
        made = self.ask("POST", "/_synapse/admin/v1/register", body=body)
        return User(made["user_id"], made["access_token"])

    def login(self, user: User) -> User:
        """The same account, logged in once more: another device, another token."""
        who = {"type": "m.id.user", "user": user.id}
        body = {"type": "m.login.password", "identifier": who, "password": "password"}
        made = self.ask("POST", "/_matrix/client/v3/login", body=body)
        return User(user.id, made["access_token"])

    def unbound(self, admin: User, user: User) -> None:
        """Take the rate limit from `user`, as administrators do for accounts that publish."""
        path = f"/_synapse/admin/v1/users/{quote(user.id)}/override_ratelimit"
        self.ask("POST", path, admin.token, {"messages_per_second": 0, "burst_count": 0})

    def make_room(self, user: User, alias: str | None = None, *, encrypted: bool = False) -> str:
        """The id of a public room that `user` has made."""
        state = {"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
        body = {"preset": "public_chat", "initial_state": [state] if encrypted else []}
        named = {"room_alias_name": alias} if alias else {}
        return self.ask("POST", "/_matrix/client/v3/createRoom", user.token, {**body, **named})[
            "room_id"
        ]

    def events(self, user: User, room: str) -> list[dict[str, Any]]:
        """All messages of `room`, newest first: the oracle of these tests."""
        chosen = quote(json.dumps({"types": ["m.room.message"]}))
        path = f"/_matrix/client/v3/rooms/{quote(room)}/messages?dir=b&limit=100&filter={chosen}"
        return self.ask("GET", path, user.token)["chunk"]

    @contextlib.contextmanager
    def started(self) -> Iterator[None]:
        """The server's process; a second one goes on where the first was killed."""
        command = [servers_python(), "-m", "synapse.app.homeserver", "-c", "homeserver.yaml"]
        with running(command, self.folder, f"{self.url}/health"):
            yield


def homeserver(folder: Path) -> Homeserver:
    """A server that keeps its data in `folder`; nothing runs yet."""
    port = free_port()
    resources = [{"names": ["client"]}]
    listener = {"port": port, "type": "http", "bind_addresses": ["127.0.0.1"]}
    settings = {
        "server_name": NAME,
        "listeners": [{**listener, "resources": resources}],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "media_store_path": str(folder / "media"),
        "signing_key": "ed25519 a_test dGhpcyBpcyBhIHRlc3Qga2V5LCBub3RoaW5nIGVsc2U",
        "registration_shared_secret": SHARED_SECRET,
        "macaroon_secret_key": "for-tests-only",
        "form_secret": "for-tests-only",
        "report_stats": False,
        "trusted_key_servers": [],
        "rc_login": {"address": {"per_second": 100, "burst_count": 100}},
    }
    (folder / "homeserver.yaml").write_text(json.dumps(settings))  # JSON is YAML
    return Homeserver(f"http://127.0.0.1:{port}", folder)
