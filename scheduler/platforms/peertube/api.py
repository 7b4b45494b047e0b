# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls to one server in the account's name; a token that has ended is renewed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Request, Response, without_effect
from scheduler.model.platform import Connection
from scheduler.platforms.peertube.refusals import parsed, refusal
from scheduler.platforms.peertube.settings import Settings
from scheduler.platforms.peertube.tokens import Tokens


class Api:
    """Sends requests whose `url` is a path below /api/v1, or an address of this server."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self.base = f"{settings.url}/api/v1"
        self._http = connection.http
        self._clock = connection.clock
        self._tokens = Tokens(settings, connection)

    def call(self, request: Request) -> Response:
        """The answer, whatever it says; 401 only when a fresh token was refused, too."""
        token = self._tokens.current()
        answer = self._sent(request, token)
        if answer.status != HTTPStatus.UNAUTHORIZED:
            return answer
        return self._sent(request, self._tokens.after_refusal(token))

    def done(self, response: Response) -> Response:
        """`response` if it is a success; raises what a refusal means."""
        if not response.ok:
            raise refusal(response, self._clock.now())
        return response

    def asked(self, request: Request) -> Mapping[str, Any]:
        """The body of a call that makes nothing public: a lost answer is TryLater."""
        return without_effect(lambda: self._object(self.done(self.call(request))))

    def _object(self, response: Response) -> Mapping[str, Any]:
        body = parsed(response)
        if not body:
            raise refusal(response, self._clock.now())
        return body

    def _sent(self, request: Request, token: str) -> Response:
        url = request.url if "://" in request.url else self.base + request.url
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
            **request.headers,
        }
        answer: Response = self._http.call(replace(request, url=url, headers=headers))
        return answer
