# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Access to an account of the Mastodon family by consent in the browser.

Applications are registered by whoever wants one, and for one address each; so each login has its
own (mastodon/documentation 2903485d, 2026-07-02). Since 4.3 there are PKCE and the small scope
`profile`; a server tells its scopes at RFC 8414's address (mastodon/mastodon #29191, 2024-05-06).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from scheduler.credentials import remember_secret
from scheduler.http_client import Request, Response
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown
from scheduler.model.login import ConsentRequest
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.fediverse.refusals import parsed, without_effect
from scheduler.platforms.fediverse.settings import Settings

SCOPES = ("read:statuses", "write:statuses", "write:media")
_REFUSALS = frozenset({400, 401, 403, 404, 422})
_SMALL, _OLDER = "profile", "read:accounts"
_COPIED = "urn:ietf:wg:oauth:2.0:oob"  # the page shows the code instead of sending it anywhere


class Consent:
    """One login at one server."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked yet."""
        self._url = settings.url
        self._http = connection.http
        self._application: Mapping[str, str] = {}
        self._scopes = ""

    def steps(self) -> Sentence:
        """What happens in the browser."""
        return Sentence(
            f"Melden Sie sich bei {self._url} mit dem Konto an, das veröffentlichen soll, und "
            "stimmen Sie zu.",
            f"Log in at {self._url} with the account that is to publish, and agree.",
        )

    def consent_page(self, request: ConsentRequest) -> str:
        """Registers an application for this login and gives the page that asks for consent."""
        self._scopes = " ".join((self._profile_scope(), *SCOPES))
        redirect = request.redirect or _COPIED
        form = {"client_name": "Litfass", "redirect_uris": redirect, "scopes": self._scopes}
        told = self._told("/api/v1/apps", form, ("client_id", "client_secret"))
        remember_secret(told["client_secret"])
        self._application = told
        asked = {
            "response_type": "code",
            "client_id": told["client_id"],
            "redirect_uri": redirect,
            "scope": self._scopes,
            "state": request.state,
            "code_challenge": request.challenge,
            "code_challenge_method": "S256",
        }
        return f"{self._url}/oauth/authorize?{urlencode(asked)}"

    def redeem(self, code: str, request: ConsentRequest) -> Mapping[str, str]:
        """The access token; it does not end by itself."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "client_id": self._application["client_id"],
            "client_secret": self._application["client_secret"],
            "redirect_uri": request.redirect or _COPIED,
            "scope": self._scopes,
            "code_verifier": request.verifier,
        }
        token = self._told("/oauth/token", form, ("access_token",))["access_token"]
        remember_secret(token)
        return {"token": token}

    def _profile_scope(self) -> str:
        """The smallest scope that tells whose account it is."""
        address = f"{self._url}/.well-known/oauth-authorization-server"
        answer: Response = without_effect(lambda: self._http.call(Request("GET", address)))
        told = parsed(answer) if answer.ok else None
        known = told.get("scopes_supported") if isinstance(told, dict) else None
        return _SMALL if isinstance(known, list) and _SMALL in known else _OLDER

    def _told(self, path: str, form: Mapping[str, str], keys: tuple[str, ...]) -> dict[str, str]:
        """The texts under `keys` in the answer; raises what keeps the server from giving them."""
        request = Request("POST", f"{self._url}{path}", data=dict(form))
        return without_effect(lambda: _texts(self._http.call(request), keys))


def _texts(answer: Response, keys: tuple[str, ...]) -> dict[str, str]:
    if answer.status in _REFUSALS:
        raise ChannelBlocked(_REFUSED, answer.answer())
    told: Any = parsed(answer) if answer.ok else None
    found = {key: told.get(key) for key in keys} if isinstance(told, dict) else {}
    if not found or not all(isinstance(value, str) and value for value in found.values()):
        raise OutcomeUnknown(_UNREADABLE)  # without the body: half a token may stand in it
    return {key: str(value) for key, value in found.items()}


_REFUSED = Sentence(
    "Der Server hat die Anmeldung abgelehnt. Der Code gilt nur einmal und nur kurz; beginnen Sie "
    "von vorn.",
    "The server refused the login. The code is good once and for a short time; begin anew.",
)
_UNREADABLE = Sentence(
    "Der Server hat bei der Anmeldung nicht lesbar geantwortet.",
    "The server did not answer the login in a readable form.",
)
