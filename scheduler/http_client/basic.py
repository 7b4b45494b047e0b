# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls to one server in the name of a user with a password (RFC 7617)."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler.credentials import Secret, remember_secret
from scheduler.http_client.client import HttpClient
from scheduler.http_client.effects import without_effect
from scheduler.http_client.exchange import Request, Response


@dataclass(frozen=True, slots=True)
class Login:
    """A user's name and where the password is."""

    user: str
    password: Secret


class BasicClient:
    """Sends requests below `url` with user and password; neither ever stands in an address."""

    def __init__(self, http: HttpClient, url: str, login: Login, workspace: str) -> None:
        """Nothing is sent and no secret read before the first call."""
        self._http = http
        self._url = url
        self._login = login
        self._folder = Path(workspace)

    def call(self, request: Request) -> Response:
        """Send `request`, whose `url` is a path below the server's address."""
        headers = {
            "Accept": "application/json",
            "Authorization": f"Basic {self._pair()}",
            **request.headers,
        }
        return self._http.call(replace(request, url=self._url + request.url, headers=headers))

    def ask(self, request: Request) -> Response:
        """Send a request that publishes nothing: a lost answer is TryLater, never unknown."""
        return without_effect(lambda: self.call(request))

    def _pair(self) -> str:
        password = self._login.password.reveal(self._folder)
        pair = base64.b64encode(f"{self._login.user}:{password}".encode()).decode("ascii")
        remember_secret(pair)
        return pair
