# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Logins of the simulated PDS: expiring token pairs that rotate, as the reference PDS gives them.

Access tokens live 120 minutes, refresh tokens 90 days; an old refresh token works on for two
hours; createSession takes 30 calls in 5 minutes (bluesky-social/atproto packages/pds, 2026-08-20).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from scheduler.simulator.dialects.bluesky.lexicon import Refused
from scheduler.simulator.world import SimAccount, World

PLATFORM = "bluesky"
ACCESS_FOR = timedelta(minutes=120)
REFRESH_FOR = timedelta(days=90)
GRACE = timedelta(hours=2)
LOGINS, LOGINS_WITHIN = 30, timedelta(minutes=5)
_KEY = b"of a world that does not exist"
_ACCESS, _REFRESH = "com.atproto.appPass", "com.atproto.refresh"


def did_of(handle: str) -> str:
    """The account id of `handle` in this world."""
    digest = base64.b32encode(hashlib.sha256(handle.encode()).digest()).decode().lower()
    return f"did:plc:{digest[:24]}"


class Logins:
    """Gives and checks token pairs by the world's clock."""

    def __init__(self, world: World) -> None:
        """Nobody is logged in yet."""
        self._world = world
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._tried: dict[str, list[datetime]] = defaultdict(list)
        self._lapses: dict[int, datetime] = {}

    def log_in(self, identifier: str, password: str) -> tuple[SimAccount, dict[str, str]]:
        """A new pair for the account whose token `password` is."""
        self._count_login(identifier)
        account = self._world.account_with(PLATFORM, password)
        if account is None or identifier not in {account.handle, did_of(account.handle)}:
            raise Refused("AuthenticationRequired", "Invalid identifier or password", 401)
        return account, self._pair(account)

    def refresh(self, token: str | None) -> tuple[SimAccount, dict[str, str]]:
        """The next pair for a refresh token; the old one lapses after the grace period."""
        claims = self._claims(token, _REFRESH)
        now = self._world.now()
        with self._lock:
            lapses_at = self._lapses.setdefault(claims["jti"], now + GRACE)
        if lapses_at <= now:
            raise Refused("ExpiredToken", "Token has been revoked")
        account = self._world.account(PLATFORM, claims["sub"])
        return account, self._pair(account)

    def end(self, token: str | None) -> None:
        """Revoke a refresh token at once."""
        claims = self._claims(token, _REFRESH)
        with self._lock:
            self._lapses[claims["jti"]] = self._world.now()

    def account_of(self, token: str | None) -> SimAccount:
        """Whose access token it is; Refused as the PDS refuses."""
        return self._world.account(PLATFORM, self._claims(token, _ACCESS)["sub"])

    def _count_login(self, identifier: str) -> None:
        now = self._world.now()
        with self._lock:
            recent = [at for at in self._tried[identifier] if at > now - LOGINS_WITHIN]
            self._tried[identifier] = [*recent, now]
        if len(recent) >= LOGINS:
            raise Refused("RateLimitExceeded", "Rate Limit Exceeded", 429)

    def _pair(self, account: SimAccount) -> dict[str, str]:
        return {
            "accessJwt": self._token(account, _ACCESS, ACCESS_FOR),
            "refreshJwt": self._token(account, _REFRESH, REFRESH_FOR),
        }

    def _token(self, account: SimAccount, scope: str, lives: timedelta) -> str:
        now = self._world.now()
        claims = {
            "scope": scope,
            "sub": account.handle,
            "iat": int(now.timestamp()),
            "exp": int((now + lives).timestamp()),
            "jti": next(self._numbers),
        }
        text = f"{_encoded({'typ': 'at+jwt', 'alg': 'HS256'})}.{_encoded(claims)}"
        return f"{text}.{_signature(text)}"

    def _claims(self, token: str | None, scope: str) -> dict[str, Any]:
        if not token:
            raise Refused("AuthMissing", "Authentication Required", 401)
        text, _, signature = token.rpartition(".")
        if not hmac.compare_digest(signature, _signature(text)):
            raise Refused("InvalidToken", "Token could not be verified")
        payload = text.partition(".")[2]
        claims: dict[str, Any] = json.loads(
            base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        )
        if claims["exp"] <= self._world.now().timestamp():
            raise Refused("ExpiredToken", "Token has expired")
        if claims["scope"] != scope:
            raise Refused("InvalidToken", "Bad token scope")
        return claims


def _encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _signature(text: str) -> str:
    digest = hmac.digest(_KEY, text.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
