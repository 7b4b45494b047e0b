# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls to the REST API of one site, with pretty or plain addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scheduler.http_client import BasicClient, Login, Request, Response, without_effect
from scheduler.model.platform import Connection
from scheduler.platforms.wordpress.refusals import parsed, refusal
from scheduler.platforms.wordpress.settings import Settings


class Rest:
    """Sends requests whose `url` is a route, such as /wp/v2/posts."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        login = Login(settings.user, settings.password)
        self._client = BasicClient(connection.http, settings.url, login, connection.workspace)
        self._plain = settings.permalinks == "plain"
        self._clock = connection.clock

    def call(self, request: Request) -> Response:
        """The answer, whatever it says."""
        if self._plain:
            params = [("rest_route", request.url), *request.params]
            return self._client.call(replace(request, url="/", params=params))
        return self._client.call(replace(request, url=f"/wp-json{request.url}"))

    def done(self, response: Response) -> Any:  # noqa: ANN401 - JSON
        """The body of a success; raises what a refusal means."""
        body = parsed(response)
        if not response.ok or not isinstance(body, dict | list):
            raise refusal(response, self._clock.now())
        return body

    def asked(self, request: Request) -> Any:  # noqa: ANN401 - JSON
        """The body of a call that makes nothing public: a lost answer is TryLater."""
        return without_effect(lambda: self.done(self.call(request)))
