# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The access token (two hours) and the refresh token, which is replaced at each use.

The old refresh token dies at once, so the new pair is stored, encrypted, before anything is done
with it, and one renewal serves all (TikTok's page on OAuth, 2026-11).
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
from scheduler.platforms.tiktok.refusals import TOKEN, parsed
from scheduler.platforms.tiktok.settings import Settings

VAULT = "tiktok"
ENDS_EARLY = timedelta(minutes=5)
_SHORTEST = timedelta(seconds=30)
_HOURS_2, _DAYS_180 = 7200, 180 * 86_400


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token and until when it is used; the refresh token and until when it lives."""

    access: str
    until: datetime
    refresh: str
    refresh_until: datetime


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
        self._pair: Pair | None = None

    def current(self) -> str:
        """The token for the next call; raises ChannelBlocked when there is none to be had."""
        return self._other_than("")

    def after_refusal(self, refused: str) -> str:
        """Another token than the one that was refused."""
        return self._other_than(refused)

    def consent_until(self) -> datetime | None:
        """When the consent ends, if nothing renews it before; None before the first call."""
        return self._pair.refresh_until if self._pair else None

    def _other_than(self, refused: str) -> str:
        with self._using:
            pair = self._pair
            if pair is None or not self._serves(pair, refused):
                pair = self._pair = self._shared(refused)
            return pair.access

    def _shared(self, refused: str) -> Pair:
        """What another thread or process has renewed meanwhile, else a new pair."""
        written = self._settings.refresh_token.reveal(self._folder)
        with self._vault.lock():
            known = self._kept(written)
            if known is not None and self._serves(known, refused):
                return known
            fresh = self._asked(known.refresh if known else written)
            self._vault.save(VAULT, _written(fresh, _digest(written)))
            return fresh

    def _serves(self, pair: Pair, refused: str) -> bool:
        return pair.access != refused and self._clock.now() < pair.until

    def _asked(self, refresh: str) -> Pair:
        form = {
            "client_key": self._settings.client_key,
            "client_secret": self._settings.client_secret.reveal(self._folder),
            "grant_type": "refresh_token",
            "refresh_token": refresh,
        }
        request = Request("POST", f"{self._settings.url}/v2/oauth/token/", data=form)
        told = parsed(without_effect(lambda: self._answer(request)))
        now = self._clock.now()
        life = timedelta(seconds=_seconds(told, "expires_in", _HOURS_2))
        consent = timedelta(seconds=_seconds(told, "refresh_expires_in", _DAYS_180))
        pair = Pair(
            str(told["access_token"]),
            now + max(life - ENDS_EARLY, _SHORTEST),
            str(told.get("refresh_token") or refresh),
            now + consent,
        )
        remember_secret(pair.access)
        remember_secret(pair.refresh)
        return pair

    def _answer(self, request: Request) -> Response:
        """A readable answer; an error may come with status 200."""
        answer: Response = self._http.call(request)
        told = parsed(answer)
        refused = HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
        if isinstance(told.get("error"), str) or refused:
            raise ChannelBlocked(TOKEN, answer.answer())
        if not answer.ok or not isinstance(told.get("access_token"), str):
            raise OutcomeUnknown(_UNREADABLE)  # without the body: half a token may stand in it
        return answer

    def _kept(self, written: str) -> Pair | None:
        """The stored pair; None if another refresh token stands in config.yaml since then."""
        kept = _object(self._vault.load(VAULT))
        if kept.get("of") != _digest(written):
            return None
        try:
            pair = Pair(
                str(kept["access"]),
                datetime.fromisoformat(str(kept["until"])),
                str(kept["refresh"]),
                datetime.fromisoformat(str(kept["refresh_until"])),
            )
        except (KeyError, ValueError):
            return None
        remember_secret(pair.access)
        remember_secret(pair.refresh)
        return pair


def _written(pair: Pair, of: str) -> str:
    return json.dumps(
        {
            "access": pair.access,
            "until": pair.until.isoformat(),
            "refresh": pair.refresh,
            "refresh_until": pair.refresh_until.isoformat(),
            "of": of,
        }
    )


def _seconds(told: Mapping[str, Any], name: str, otherwise: int) -> int:
    value = told.get(name)
    return value if isinstance(value, int) and value > 0 else otherwise


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _object(text: str | None) -> Mapping[str, Any]:
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


_UNREADABLE = Sentence(
    "TikTok hat auf die Bitte um ein Token nicht lesbar geantwortet.",
    "TikTok did not answer the request for a token in a readable form.",
)
