# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Applications, the page that asks for consent, and the token for a code.

Clients are always confidential, PKCE is known since 4.3 (mastodon/documentation 2903485d,
2026-07-02); scopes at RFC 8414's address since 4.3 (mastodon/mastodon #29191, 2024-05-06).
"""

from __future__ import annotations

import base64
import hashlib
import threading
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, redirect, request
from markupsafe import escape
from werkzeug.wrappers import Response as Redirect

from scheduler.simulator.dialects.mastodon.answers import error
from scheduler.simulator.dialects.mastodon.description import SCOPES
from scheduler.simulator.dialects.mastodon.flavour import Flavour
from scheduler.simulator.world import World, token_of

CONSENT_PATHS = ("/apps", "/oauth/authorize", "/oauth/token", "/oauth-authorization-server")
_SHOWN = "urn:ietf:wg:oauth:2.0:oob"
_KNOWN = frozenset({*SCOPES, "read:accounts", "read", "write"})


@dataclass(frozen=True, slots=True)
class _Application:
    secret: str
    redirect: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Code:
    client: str
    account: str
    challenge: str


class ConsentDesk:
    """Registers applications and gives tokens; whoever names an account is that account."""

    def __init__(self, world: World, flavour: Flavour) -> None:
        """No application is known yet."""
        self._world = world
        self._flavour = flavour
        self._lock = threading.Lock()
        self._applications: dict[str, _Application] = {}
        self._codes: dict[str, _Code] = {}

    def add_to(self, routes: Blueprint) -> None:
        """Put the endpoints among those of the server."""
        routes.post("/api/v1/apps")(self.register)
        routes.get("/oauth/authorize")(self.ask)
        routes.post("/oauth/token")(self.give)
        routes.get("/.well-known/oauth-authorization-server")(self.describe)

    def register(self) -> Response:
        """A new application."""
        asked, where = request.form.get("scopes", "read"), request.form.get("redirect_uris", "")
        if not where or not _KNOWN.issuperset(asked.split()):
            return error(422, "Validation failed: Redirect URI or scopes are invalid")
        client = f"client-{self._world.next_id()}"
        made = _Application(f"secret-of-{client}", where, frozenset(asked.split()))
        with self._lock:
            self._applications[client] = made
        return jsonify({"client_id": client, "client_secret": made.secret, "redirect_uri": where})

    def ask(self) -> Response | Redirect:
        """The page that asks; with `login` named, the consent of that account."""
        known = self._applications.get(request.args.get("client_id", ""))
        scopes = request.args.get("scope", "read").split()
        if known is None or request.args.get("redirect_uri") != known.redirect:
            return error(401, "Client authentication failed")
        if not known.scopes.issuperset(scopes):
            return error(400, "The requested scope is invalid")
        if not request.args.get("login"):
            return _form()
        code = f"code-{self._world.next_id()}"
        challenge = request.args.get("code_challenge", "")
        with self._lock:
            self._codes[code] = _Code(request.args["client_id"], request.args["login"], challenge)
        if known.redirect == _SHOWN:
            return Response(f"<p>{escape(code)}</p>")
        back = urlencode({"code": code, "state": request.args.get("state", "")})
        return redirect(f"{known.redirect}?{back}")

    def give(self) -> Response:
        """The token for a code, once."""
        form, client = request.form, request.form.get("client_id", "")
        known = self._applications.get(client)
        if known is None or form.get("client_secret") != known.secret:
            return _refusal("invalid_client", HTTPStatus.UNAUTHORIZED)
        with self._lock:
            code = self._codes.pop(form.get("code", ""), None)
        if code is None or code.client != client or form.get("redirect_uri") != known.redirect:
            return _refusal("invalid_grant", HTTPStatus.BAD_REQUEST)
        if code.challenge and _challenge(form.get("code_verifier", "")) != code.challenge:
            return _refusal("invalid_grant", HTTPStatus.BAD_REQUEST)
        scope = " ".join(sorted(known.scopes))
        told = {"access_token": token_of(code.account), "token_type": "Bearer", "scope": scope}
        return jsonify(told)

    def describe(self) -> Response:
        """Which scopes there are; older servers and other software do not tell."""
        if not self._flavour.knows_batches:  # as new as Mastodon 4.3, too
            return error(404, "Not found")
        told = {"scopes_supported": sorted(_KNOWN), "code_challenge_methods_supported": ["S256"]}
        return jsonify(told)


def _form() -> Response:
    fields = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in request.args.items()
    )
    asked = '<label>Account <input name="login"></label><button>Authorize</button>'
    return Response(f"<form>{fields}{asked}</form>")


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _refusal(kind: str, status: HTTPStatus) -> Response:
    answer = jsonify({"error": kind, "error_description": "The grant or the client is invalid"})
    answer.status_code = status
    return answer
