# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The access token: from a login with the password, renewed and kept encrypted.

It lives a day, its refresh token two weeks; the token endpoint takes 15 calls in five minutes
(OpenAPI 8.1.0). So one login serves all, also over restarts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from scheduler.credentials import remember_secret
from scheduler.http_client import Request, Response, without_effect
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.peertube.refusals import parsed, refusal
from scheduler.platforms.peertube.settings import Settings

VAULT = "peertube"
_REFUSED = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED})


class Tokens:
    """Gives the token that is valid now, as far as anybody knows."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """No secret is read before the first call."""
        self._settings = settings
        self._http = connection.http
        self._clock = connection.clock
        self._vault = connection.vault
        self._folder = Path(connection.workspace)

    def current(self) -> str:
        """The token for the next call."""
        password = self._settings.password.reveal(self._folder)
        kept = self._kept(password)
        if "access" in kept:
            return kept["access"]
        with self._vault.lock():
            kept = self._kept(password)
            return kept["access"] if "access" in kept else self._login(password)

    def after_refusal(self, refused: str) -> str:
        """Another token than the one that was refused; raises ChannelBlocked when none is left."""
        password = self._settings.password.reveal(self._folder)
        with self._vault.lock():
            kept = self._kept(password)
            if kept.get("access") not in {None, refused}:
                return kept["access"]
            grant = {"grant_type": "refresh_token", "refresh_token": kept.get("refresh", "")}
            answer = self._asked(grant) if grant["refresh_token"] else None
            if answer is not None and answer.ok:
                return self._stored(answer, password)
            return self._login(password)

    def _login(self, password: str) -> str:
        grant = {
            "grant_type": "password",
            "response_type": "code",
            "username": self._settings.user,
            "password": password,
        }
        return self._stored(self._asked(grant), password)

    def _asked(self, grant: Mapping[str, str]) -> Response:
        base = f"{self._settings.url}/api/v1"
        client = without_effect(
            lambda: self._http.call(Request("GET", f"{base}/oauth-clients/local"))
        )
        if not client.ok:
            raise without_effect(lambda: _raised(refusal(client, self._clock.now())))
        named = {name: str(parsed(client).get(name)) for name in ("client_id", "client_secret")}
        request = Request("POST", f"{base}/users/token", data={**named, **grant})
        answer: Response = without_effect(lambda: self._http.call(request))
        return answer

    def _stored(self, answer: Response, password: str) -> str:
        """The new token; both are kept before either is used."""
        if answer.status in _REFUSED:
            second = parsed(answer).get("code") == "missing_two_factor"
            raise ChannelBlocked(_TWO_FACTORS if second else _LOGIN, answer.answer())
        body = parsed(answer)
        access, refresh = body.get("access_token"), body.get("refresh_token")
        if not answer.ok or not isinstance(access, str) or not isinstance(refresh, str):
            raise without_effect(lambda: _raised(refusal(answer, self._clock.now())))
        remember_secret(access)
        remember_secret(refresh)
        kept = {"access": access, "refresh": refresh, "of": self._mark(password)}
        self._vault.save(VAULT, json.dumps(kept))
        return access

    def _kept(self, password: str) -> Mapping[str, str]:
        """What is stored for this user and password; {} after either was changed."""
        stored = self._vault.load(VAULT)
        kept: dict[str, str] = json.loads(stored) if stored else {}
        if kept.get("of") != self._mark(password):
            return {}
        remember_secret(kept["access"])
        remember_secret(kept["refresh"])
        return kept

    def _mark(self, password: str) -> str:
        said = f"{self._settings.url}\n{self._settings.user}\n{password}"
        return hashlib.sha256(said.encode()).hexdigest()


def _raised(error: Exception) -> OutcomeUnknown:
    raise error


_LOGIN = Sentence(
    "PeerTube nimmt Benutzername und Passwort nicht an. Prüfen Sie beide und hinterlegen Sie sie "
    "neu.",
    "PeerTube does not take user name and password. Check both and store them anew.",
)
_TWO_FACTORS = Sentence(
    "Das Konto verlangt bei der Anmeldung einen zweiten Faktor; den kann Litfass nicht nennen. "
    "Nehmen Sie ein eigenes Konto ohne zweiten Faktor.",
    "The account asks for a second factor at login, which Litfass cannot give. Take an account of "
    "its own without one.",
)
