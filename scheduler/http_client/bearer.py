# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls to one server in the name of one token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

from scheduler.credentials import Secret
from scheduler.http_client.client import HttpClient
from scheduler.http_client.effects import without_effect
from scheduler.http_client.exchange import Bounds, Request, Response

# Files are large and lines slow; an upload publishes nothing by itself.
UPLOAD = Bounds(read_seconds=120.0, total_seconds=600.0)


class BearerClient:
    """Sends requests below `url` with the token in `Authorization`.

    The token is kept for the calls that follow, for revealing it may start a program, and read
    anew after the server has refused it.
    """

    def __init__(
        self, http: HttpClient, url: str, token: Secret, workspace: str, scheme: str = "Bearer"
    ) -> None:
        """Nothing is sent and no secret read before the first call."""
        self._http = http
        self._url = url
        self._token = token
        self._folder = Path(workspace)
        self._scheme = scheme
        self._revealed = ""

    def call(self, request: Request) -> Response:
        """Send `request`, whose `url` is a path below the server's address."""
        token = self._revealed or self._token.reveal(self._folder)
        headers: Mapping[str, str] = {
            "Accept": "application/json",
            "Authorization": f"{self._scheme} {token}",
            **request.headers,
        }
        answer = self._http.call(replace(request, url=self._url + request.url, headers=headers))
        self._revealed = "" if answer.status == HTTPStatus.UNAUTHORIZED else token
        return answer

    def ask(self, request: Request) -> Response:
        """Send a request that publishes nothing: a lost answer is TryLater, never unknown."""
        return without_effect(lambda: self.call(request))
