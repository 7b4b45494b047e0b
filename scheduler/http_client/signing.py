# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls to one server that are signed with an application's and an account's secrets (OAuth 1.0a).

The signature (HMAC-SHA1, RFC 5849) covers method, address and query; bodies in JSON and multipart
are no part of it, so such bodies alone are sent.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path

import requests

from scheduler.credentials import Secret
from scheduler.http_client.client import HttpClient
from scheduler.http_client.effects import without_effect
from scheduler.http_client.exchange import Request, Response

_LOGGERS = ("requests_oauthlib", "oauthlib")


@dataclass(frozen=True, slots=True)
class Keys:
    """References to the four secrets: the application's key and secret, the account's two."""

    api_key: Secret
    api_secret: Secret
    access_token: Secret
    access_secret: Secret


class SigningClient:
    """Sends signed requests below `url`.

    The secrets are kept for the calls that follow, for revealing them may start programs, and
    read anew after the server has refused them.
    """

    def __init__(self, http: HttpClient, url: str, keys: Keys, workspace: str) -> None:
        """Nothing is sent and no secret read before the first call."""
        self._http = http
        self._url = url
        self._keys = keys
        self._folder = Path(workspace)
        self._revealed: tuple[str, str, str, str] | None = None
        for name in _LOGGERS:  # at their lowest level they write tokens and signatures down
            logging.getLogger(name).setLevel(logging.WARNING)

    def call(self, request: Request) -> Response:
        """Send `request`, whose `url` is a path below the server's address."""
        secrets = self._revealed or self._reveal()
        url = self._url + request.url
        signature = _signature(request.method, url, request, secrets)
        headers = {"Accept": "application/json", **request.headers, "Authorization": signature}
        answer = self._http.call(replace(request, url=url, headers=headers))
        self._revealed = None if answer.status == HTTPStatus.UNAUTHORIZED else secrets
        return answer

    def ask(self, request: Request) -> Response:
        """Send a request that publishes nothing: a lost answer is TryLater, never unknown."""
        return without_effect(lambda: self.call(request))

    def _reveal(self) -> tuple[str, str, str, str]:
        keys = self._keys
        return (
            keys.api_key.reveal(self._folder),
            keys.api_secret.reveal(self._folder),
            keys.access_token.reveal(self._folder),
            keys.access_secret.reveal(self._folder),
        )


def _signature(method: str, url: str, request: Request, secrets: tuple[str, str, str, str]) -> str:
    """The header that signs the request; its query is put together just as it will be sent."""
    from requests_oauthlib import OAuth1  # noqa: PLC0415 - for few channels, and 40 ms

    prepared = requests.Request(method, url, params=list(request.params)).prepare()
    signed = OAuth1(*secrets, decoding=None)(prepared)  # else the header is bytes
    return str(signed.headers["Authorization"])
