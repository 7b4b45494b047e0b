# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A channel's token: the one in its place, or the younger one that Meta has given for it.

Long-lived tokens of Threads and of Instagram's own login live for 60 days and are renewed for
another 60 while they still hold; an expired one needs a person. So one is renewed each week. The
new token is kept encrypted, together with whose successor it is: a token that a person has put
into its place since then wins.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scheduler.credentials import Secret, remember_secret
from scheduler.model.errors import PublishError
from scheduler.model.platform import Connection
from scheduler.platforms.meta.graph import Graph

NAME = "meta_token"
RENEW_AFTER = timedelta(days=7)  # "weekly"; the least is 24 hours (Meta, 2026-04-21)


@dataclass(frozen=True, slots=True)
class Renewal:
    """How an API renews a token: the path, and the name that it gives the grant."""

    path: str
    grant: str


class TokenKeeper:
    """Tells the token and renews it; one for each connected account."""

    def __init__(self, token: Secret, connection: Connection) -> None:
        """No secret is read before the first call."""
        self._secret = token
        self._vault = connection.vault
        self._clock = connection.clock
        self._folder = Path(connection.workspace)
        self._known = ""

    def now(self) -> str:
        """The token that holds now."""
        if not self._known:
            placed = self._secret.reveal(self._folder)
            self._known = str(self._kept(placed).get("token") or placed)
        return self._known

    def expires_at(self) -> datetime | None:
        """When the renewed token ends; None for one that was never renewed."""
        told = self._kept(self._secret.reveal(self._folder)).get("expires")
        return datetime.fromtimestamp(told, UTC) if isinstance(told, int | float) else None

    def renew(self, graph: Graph, renewal: Renewal) -> None:
        """Renew it if it is a week old; a refusal changes nothing, the old one holds until it ends.

        A token that was just put into its place must be a day old: its age is counted from now.
        """
        with self._vault.lock():
            self._known = ""
            placed = self._secret.reveal(self._folder)
            kept, now = self._kept(placed), self._clock.now()
            renewed_at = kept.get("renewed")
            if not isinstance(renewed_at, int | float):
                first = now - RENEW_AFTER + timedelta(days=1)
                self._save(placed, {"renewed": first.timestamp()})
            elif now - datetime.fromtimestamp(renewed_at, UTC) >= RENEW_AFTER:
                self._exchange(graph, renewal, placed, now)

    def _exchange(self, graph: Graph, renewal: Renewal, placed: str, now: datetime) -> None:
        try:
            told = graph.asked(renewal.path, grant_type=renewal.grant)
        except PublishError:
            return
        token, seconds = told.get("access_token"), told.get("expires_in")
        if not isinstance(token, str) or not token:
            return
        remember_secret(token)
        entry: dict[str, object] = {"token": token, "renewed": now.timestamp()}
        if isinstance(seconds, int | float):
            entry["expires"] = now.timestamp() + seconds
        self._save(placed, entry)
        self._known = ""

    def _kept(self, placed: str) -> Mapping[str, Any]:
        stored = self._vault.load(NAME)
        kept = json.loads(stored) if stored else {}
        return kept if kept.get("of") == _fingerprint(placed) else {}

    def _save(self, placed: str, entry: Mapping[str, object]) -> None:
        self._vault.save(NAME, json.dumps({**entry, "of": _fingerprint(placed)}))


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:32]
