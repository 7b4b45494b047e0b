# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls of the Data API v3 with a token that is renewed when it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Request, Response, without_effect
from scheduler.model.errors import PublishError
from scheduler.model.platform import Connection
from scheduler.platforms.youtube.refusals import Moment, parsed, refusal
from scheduler.platforms.youtube.settings import Settings
from scheduler.platforms.youtube.tokens import Tokens

DATA = "/youtube/v3"
UPLOAD_PATH = "/upload/youtube/v3"


class Api:
    """Sends requests; `done` tells what a refusal means."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self.url = settings.url
        self._clock = connection.clock
        self._http = connection.http
        self._pause = timedelta(seconds=settings.throttle_seconds)
        self._tokens = Tokens(settings, connection)

    def send(self, request: Request) -> Response:
        """Send what may change something; a first 401 did nothing, so it is sent again.

        The `url` is a path below the API's address, or an address there.
        """
        url = request.url if request.url.startswith(self.url) else self.url + request.url
        token = self._tokens.current()
        answer = self._with(token, replace(request, url=url))
        if answer.status != HTTPStatus.UNAUTHORIZED:
            return answer
        return self._with(self._tokens.after_refusal(token), replace(request, url=url))

    def quiet(self, request: Request) -> Response:
        """Send what publishes nothing: a lost answer is TryLater, never unknown."""
        return without_effect(lambda: self.send(request))

    def asked(self, kind: str, **params: str) -> Mapping[str, Any]:
        """The body of a GET that must succeed; raises what a refusal means."""
        request = Request("GET", f"{DATA}/{kind}", params=list(params.items()))
        return without_effect(lambda: parsed(self.done(self.send(request))))

    def items(self, kind: str, **params: str) -> Sequence[Mapping[str, Any]]:
        """The items of such an answer."""
        return items_of(self.asked(kind, **params))

    def done(self, response: Response) -> Response:
        """`response` if it is a success; raises what its refusal means."""
        if not response.ok:
            raise self.refused(response)
        return response

    def refused(self, response: Response) -> PublishError:
        """What a refusal means."""
        return refusal(response, Moment(self._clock.now(), self._pause))

    def _with(self, token: str, request: Request) -> Response:
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
            **request.headers,
        }
        answer: Response = self._http.call(replace(request, headers=headers))
        return answer


def items_of(told: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The objects among the items of an answer."""
    items = told.get("items")
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []


def object_of(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object that stands under `name`, {} where none does."""
    value = told.get(name)
    return value if isinstance(value, dict) else {}
