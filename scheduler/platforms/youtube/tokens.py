# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The access token: got with the refresh token, kept encrypted, renewed before it ends.

It lives for about an hour; the refresh token stays the same, until it is revoked, was not used for
six months, or is a week old while the application is in "Testing".
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from scheduler.credentials import remember_secret
from scheduler.http_client import Request, Response, without_effect
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.youtube.refusals import parsed
from scheduler.platforms.youtube.settings import Settings

VAULT = "youtube"
ENDS_EARLY = timedelta(minutes=2)
_SHORTEST = timedelta(seconds=30)
_REFUSED = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


@dataclass(frozen=True, slots=True)
class Access:
    """An access token and until when it is used."""

    token: str
    until: datetime


class Tokens:
    """Gives the token that is valid now, as far as anybody knows."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """No secret is read before the first call."""
        self._settings = settings
        self._http = connection.http
        self._clock = connection.clock
        self._vault = connection.vault
        self._folder = Path(connection.workspace)
        self._using = threading.Lock()
        self._access: Access | None = None

    def current(self) -> str:
        """The token for the next call; raises ChannelBlocked when there is none to be had."""
        return self._other_than("")

    def after_refusal(self, refused: str) -> str:
        """Another token than the one that was refused."""
        return self._other_than(refused)

    def _other_than(self, refused: str) -> str:
        with self._using:
            if not self._serves(self._access, refused):
                self._access = self._shared(refused)
            if self._access is None:
                raise ChannelBlocked(_ENDED)
            return self._access.token

    def _shared(self, refused: str) -> Access:
        """What another thread or process has renewed meanwhile, else a new one."""
        refresh = self._settings.refresh_token.reveal(self._folder)
        with self._vault.lock():
            known = self._kept(refresh)
            if known is not None and self._serves(known, refused):
                return known
            fresh = self._asked(refresh)
            kept = {
                "access": fresh.token,
                "until": fresh.until.isoformat(),
                "of": _digest(refresh),
            }
            self._vault.save(VAULT, json.dumps(kept))
            return fresh

    def _serves(self, access: Access | None, refused: str) -> bool:
        if access is None or access.token == refused:
            return False
        return self._clock.now() < access.until

    def _asked(self, refresh: str) -> Access:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": refresh,
            "client_id": self._settings.client_id,
            "client_secret": self._settings.client_secret.reveal(self._folder),
        }
        request = Request("POST", f"{self._settings.token_url}/token", data=form)
        answer = without_effect(lambda: self._answer(request))
        if answer.status in _REFUSED:
            raise ChannelBlocked(_ENDED, answer.answer())
        told = parsed(answer)
        token, seconds = str(told["access_token"]), told.get("expires_in")
        remember_secret(token)
        life = timedelta(seconds=seconds if isinstance(seconds, int) else 3600)
        return Access(token, self._clock.now() + max(life - ENDS_EARLY, _SHORTEST))

    def _answer(self, request: Request) -> Response:
        answer: Response = self._http.call(request)
        if answer.status in _REFUSED:
            return answer
        token = parsed(answer).get("access_token") if answer.ok else None
        if not isinstance(token, str) or not token:
            raise OutcomeUnknown(_UNREADABLE)  # without the body: half a token may stand in it
        return answer

    def _kept(self, refresh: str) -> Access | None:
        """The stored token; None if another refresh token stands in config.yaml since then."""
        kept = _object(self._vault.load(VAULT))
        if kept.get("of") != _digest(refresh):
            return None
        try:
            access = Access(str(kept["access"]), datetime.fromisoformat(str(kept["until"])))
        except (KeyError, ValueError):
            return None
        remember_secret(access.token)
        return access


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _object(text: str | None) -> Mapping[str, Any]:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


_ENDED = Sentence(
    "Google erneuert das Token nicht mehr: Die Zustimmung wurde widerrufen, sechs Monate nicht "
    "benutzt, oder die Anwendung steht noch auf „Testing“ (dann endet sie nach 7 Tagen). Stellen "
    "Sie sie auf „In production“ und holen Sie sich die Zustimmung neu.",
    "Google does not renew the token any more: the consent was revoked or not used for six "
    "months, or the application is still in “Testing” (it ends after 7 days then). Put it “In "
    "production” and get the consent anew.",
)
_UNREADABLE = Sentence(
    "Google hat auf die Bitte um ein Token nicht lesbar geantwortet.",
    "Google did not answer the request for a token in a readable form.",
)
