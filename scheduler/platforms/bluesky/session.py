# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The login of a channel: made once, kept encrypted, renewed by one thread for all.

createSession may be called 30 times in 5 minutes and 300 times a day (bluesky-social/atproto
packages/pds, 2026-08-20), so it is called only where there is no session to renew. An access
token lives two hours, a refresh token 90 days; each refresh gives a new pair. The old refresh
token works on for a grace period of two hours, so a refresh whose answer was lost is repeated.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scheduler.credentials import remember_secret
from scheduler.http_client import Response
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.bluesky.refusals import (
    STALE,
    error_name,
    nothing_posted,
    refusal,
    text_field,
    without_effect,
)
from scheduler.platforms.bluesky.settings import Settings, is_safe_address
from scheduler.platforms.bluesky.xrpc import Xrpc

EARLY = timedelta(minutes=5)  # a token that lapses sooner is renewed while preparing
_NAME = "session"
_SERVER = "com.atproto.server"
_PDS_SERVICE = "#atproto_pds"


@dataclass(frozen=True, slots=True)
class Session:
    """A login: who it is for, where it was made, the account's own server and the token pair."""

    identifier: str
    service: str
    did: str
    handle: str
    pds: str
    access: str
    refresh: str

    def is_for(self, settings: Settings) -> bool:
        """Whether it belongs to the account and server that config.yaml names now."""
        return (self.identifier, self.service) == (settings.handle, settings.url)


class Sessions:
    """Gives the channel's session, and a renewed one when the platform calls it expired."""

    def __init__(self, settings: Settings, connection: Connection, xrpc: Xrpc) -> None:
        """Keep it in the connection's vault."""
        self._settings = settings
        self._connection = connection
        self._xrpc = xrpc
        self._held: Session | None = None

    def current(self) -> Session:
        """The session in force; logs in if there is none. Raises ChannelBlocked or TryLater."""
        if self._held is None:
            with self._connection.vault.lock():
                self._held = self._load() or self._log_in()
        return self._held

    def fresh(self) -> Session:
        """A session that holds for some minutes more, as far as its token tells."""
        session = self.current()
        lapses_at = expiry(session.access)
        if lapses_at is not None and lapses_at <= self._connection.clock.now() + EARLY:
            return self.renewed(session)
        return session

    def renewed(self, stale: Session) -> Session:
        """A session newer than `stale`: another thread's, a refreshed one, or a new login."""
        with self._connection.vault.lock():
            kept = self._load()
            if kept is not None and kept.access != stale.access:
                self._held = kept
            else:
                self._held = self._refresh(kept or stale) or self._log_in()
        return self._held

    def _load(self) -> Session | None:
        text = self._connection.vault.load(_NAME)
        session = None if text is None else _read(text)
        return session if session is not None and session.is_for(self._settings) else None

    def _log_in(self) -> Session:
        password = self._settings.app_password.reveal(Path(self._connection.workspace))
        body = {"identifier": self._settings.handle, "password": password}
        response = self._ask("createSession", body, None)
        if not response.ok:
            raise self._failure(response)
        return self._keep(response)

    def _refresh(self, old: Session) -> Session | None:
        """The next pair, None when only a new login helps."""
        response = self._ask("refreshSession", None, old.refresh)
        if error_name(response) in STALE:
            return None
        if not response.ok:
            raise self._failure(response)
        return self._keep(response)

    def _keep(self, response: Response) -> Session:
        """Commit the new pair before anybody uses it: the old one may not come back."""
        session = without_effect(lambda: self._parsed(response))
        self._connection.vault.save(_NAME, json.dumps(dataclasses.asdict(session)))
        return session

    def _parsed(self, response: Response) -> Session:
        body = response.json()
        session = Session(
            identifier=self._settings.handle,
            service=self._settings.url,
            did=text_field(body, "did", response),
            handle=text_field(body, "handle", response),
            pds=_own_server(body.get("didDoc")) or self._settings.url,
            access=text_field(body, "accessJwt", response),
            refresh=text_field(body, "refreshJwt", response),
        )
        remember_secret(session.access)
        remember_secret(session.refresh)
        return session

    def _ask(self, method: str, body: dict[str, Any] | None, token: str | None) -> Response:
        nsid = f"{_SERVER}.{method}"
        return without_effect(
            lambda: self._xrpc.procedure(self._settings.url, nsid, body, token=token)
        )

    def _failure(self, response: Response) -> PublishError:
        """A failed login says nothing about a post: it blocks the channel or waits."""
        error = refusal(response, self._connection.clock.now())
        if isinstance(error, OutcomeUnknown):
            return nothing_posted(error)
        if isinstance(error, Rejected):
            return ChannelBlocked(
                Sentence(
                    f"Die Anmeldung bei Bluesky ist gescheitert: {response.answer().excerpt}",
                    f"The login at Bluesky failed: {response.answer().excerpt}",
                ),
                error.answer,
            )
        return error


def expiry(token: str) -> datetime | None:
    """When a JWT lapses, None where it cannot be read."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return datetime.fromtimestamp(claims["exp"], UTC)
    except (IndexError, ValueError, KeyError, TypeError, OverflowError, OSError):
        return None


def _own_server(document: object) -> str | None:
    """The account's own server from its DID document; one that is not safe is not used."""
    services = document.get("service") if isinstance(document, dict) else None
    for service in services if isinstance(services, list) else []:
        if not isinstance(service, dict) or not str(service.get("id")).endswith(_PDS_SERVICE):
            continue
        endpoint = service.get("serviceEndpoint")
        if isinstance(endpoint, str) and is_safe_address(endpoint):
            return endpoint.rstrip("/")
    return None


def _read(text: str) -> Session | None:
    """A kept session; None when an older version wrote other fields."""
    try:
        session = Session(**json.loads(text))
    except (ValueError, TypeError):
        return None
    remember_secret(session.access)
    remember_secret(session.refresh)
    return session
