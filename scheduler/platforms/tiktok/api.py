# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls of TikTok's API v2: JSON in, `data` and `error` out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from scheduler.credentials import remember_secret
from scheduler.http_client import UPLOAD, Request, Response, without_effect
from scheduler.model.errors import ChannelBlocked
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.tiktok.refusals import Moment, code_of, parsed, refusal
from scheduler.platforms.tiktok.settings import Settings
from scheduler.platforms.tiktok.tokens import Tokens

_OWN_HOST = "tiktokapis.com"


class Api:
    """Sends requests; no call of the API itself publishes anything, only the last piece does."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._url = settings.url
        self._clock = connection.clock
        self._http = connection.http
        self._pause = timedelta(seconds=settings.throttle_seconds)
        self._tokens = Tokens(settings, connection)

    def asked(
        self, path: str, body: Mapping[str, Any] | None = None, *, fields: str = ""
    ) -> Mapping[str, Any]:
        """`data` of the answer to a POST (a GET without a body); raises what a refusal means."""
        params = [("fields", fields)] if fields else []
        method = "GET" if body is None else "POST"
        request = Request(method, f"{self._url}{path}", params=params, json=body)
        return without_effect(lambda: self._data(self._authorized(request)))

    def put(self, address: str, piece: bytes, headers: Mapping[str, str]) -> Response:
        """Send a piece where TikTok has said; the address is the proof, no token goes along."""
        if not self._is_tiktok(address):
            raise ChannelBlocked(_ELSEWHERE)
        remember_secret(urlsplit(address).query)
        request = Request("PUT", address, headers=headers, data=piece, bounds=UPLOAD)
        answer: Response = self._http.call(request)
        return answer

    def moment(self) -> Moment:
        """For reading a refusal of now."""
        return Moment(self._clock.now(), self._pause)

    def consent_until(self) -> datetime | None:
        """When the consent ends, as far as it is known."""
        return self._tokens.consent_until()

    def _data(self, response: Response) -> Mapping[str, Any]:
        data = parsed(response).get("data")
        if not response.ok or code_of(response) != "ok" or not isinstance(data, dict):
            raise refusal(response, self.moment())
        return data

    def _authorized(self, request: Request) -> Response:
        """The answer with the token, or with a renewed one where the first was refused."""
        token = self._tokens.current()
        answer = self._with(token, request)
        if answer.status != HTTPStatus.UNAUTHORIZED and code_of(answer) != "access_token_invalid":
            return answer
        return self._with(self._tokens.after_refusal(token), request)

    def _with(self, token: str, request: Request) -> Response:
        headers = {"Accept": "application/json", "Authorization": f"Bearer {token}"}
        answer: Response = self._http.call(replace(request, headers=headers))
        return answer

    def _is_tiktok(self, address: str) -> bool:
        own, named = urlsplit(self._url), urlsplit(address)
        if (named.scheme, named.netloc) == (own.scheme, own.netloc):
            return True
        host = named.hostname or ""
        return named.scheme == "https" and (host == _OWN_HOST or host.endswith(f".{_OWN_HOST}"))


_ELSEWHERE = Sentence(
    "TikTok nennt zum Hochladen eine Adresse, die nicht seine ist; dorthin geht nichts.",
    "TikTok names an address to upload to that is not its own; nothing goes there.",
)
