# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The access token: as it stands in config.yaml, or renewed and kept encrypted.

Only approved applications get refresh tokens. One lives 365 days from the first consent, and its
use does not prolong it (documentation of programmatic refresh tokens, 2026).
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from scheduler.credentials import remember_secret
from scheduler.http_client import Request, Response, without_effect
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.linkedin.refusals import parsed
from scheduler.platforms.linkedin.settings import Renewal, Settings

VAULT = "linkedin"
_REFUSED = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


class Tokens:
    """Gives the token that is valid now, as far as anybody knows."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """No secret is read before the first call."""
        self._settings = settings
        self._http = connection.http
        self._vault = connection.vault
        self._folder = Path(connection.workspace)
        self._using = threading.Lock()
        self._current = ""

    def current(self) -> str:
        """The token for the next call."""
        with self._using:
            if not self._current:
                written = self._settings.token.reveal(self._folder)
                self._current = self._renewed_of(written) or written
            return self._current

    def after_refusal(self, refused: str) -> str | None:
        """Another token than the one that was refused; None where there is none to be had.

        Raises ChannelBlocked when the token cannot be renewed any more.
        """
        self.forget()
        known = self.current()
        if known != refused:  # somebody has stored a new one, or another process has renewed it
            return known
        renewal = self._settings.renewal
        return None if renewal is None else self._renew(renewal, refused)

    def forget(self) -> None:
        """Read the token anew at the next call."""
        with self._using:
            self._current = ""

    def _renew(self, renewal: Renewal, refused: str) -> str:
        written = self._settings.token.reveal(self._folder)
        with self._vault.lock():
            known = self._renewed_of(written)
            if known is not None and known != refused:
                return known
            fresh = self._asked(renewal)
            kept = {"access": fresh, "of": _digest(written)}
            self._vault.save(VAULT, json.dumps(kept))
        self.forget()
        return fresh

    def _asked(self, renewal: Renewal) -> str:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": renewal.refresh_token.reveal(self._folder),
            "client_id": renewal.client_id,
            "client_secret": renewal.client_secret.reveal(self._folder),
        }
        request = Request("POST", f"{self._settings.web}/oauth/v2/accessToken", data=form)
        answer = without_effect(lambda: self._answer(request))
        if answer.status in _REFUSED:
            raise ChannelBlocked(_ENDED, answer.answer())
        token = str(parsed(answer).get("access_token"))
        remember_secret(token)
        return token

    def _answer(self, request: Request) -> Response:
        answer: Response = self._http.call(request)
        if answer.status in _REFUSED:
            return answer
        token = parsed(answer).get("access_token") if answer.ok else None
        if not isinstance(token, str) or not token:
            raise OutcomeUnknown(_UNREADABLE)  # without the body: half a token may stand in it
        return answer

    def _renewed_of(self, written: str) -> str | None:
        """The renewed token; None if another one stands in config.yaml since then."""
        kept = _object(self._vault.load(VAULT))
        same = kept.get("of") == _digest(written)
        return str(kept["access"]) if same and kept.get("access") else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _object(text: str | None) -> Mapping[str, Any]:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


_ENDED = Sentence(
    "LinkedIn erneuert das Token nicht mehr: Die Zustimmung liegt über 365 Tage zurück oder wurde "
    "widerrufen. Erzeugen Sie im Entwicklerportal neue Tokens und hinterlegen Sie beide.",
    "LinkedIn does not renew the token any more: the consent is more than 365 days old, or was "
    "revoked. Make new tokens in the developer portal and store both.",
)
_UNREADABLE = Sentence(
    "LinkedIn hat auf die Bitte um ein neues Token nicht lesbar geantwortet.",
    "LinkedIn did not answer the request for a new token in a readable form.",
)
