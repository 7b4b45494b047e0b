# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated server gives a token for a consent, once, and to nobody else."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from scheduler.simulator.dialects.mastodon import GOTOSOCIAL, MASTODON, dialect
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock

BACK = "http://127.0.0.1:1/"
# RFC 7636, appendix B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
AUTHORIZE, TOKEN = "/oauth/authorize", "/oauth/token"


def server_of(flavour):
    app = Flask("consent")
    app.register_blueprint(dialect(flavour).blueprint(World(FakeClock())))
    return app.test_client()


@pytest.fixture
def server():
    return server_of(MASTODON)


@pytest.fixture
def application(server):
    form = {"client_name": "A", "redirect_uris": BACK, "scopes": "profile write:statuses"}
    return server.post("/api/v1/apps", data=form).json


def consent(server, application, **changes):
    asked = {
        "response_type": "code",
        "client_id": application["client_id"],
        "redirect_uri": BACK,
        "scope": "profile",
        "state": "s",
        "code_challenge": CHALLENGE,
        "login": "land",
        **changes,
    }
    return server.get(AUTHORIZE, query_string=asked)


def redeem(server, application, code, **changes):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": application["client_id"],
        "client_secret": application["client_secret"],
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **changes,
    }
    return server.post(TOKEN, data=form)


def code_of(answer):
    told = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert told["state"] == ["s"]
    return told["code"][0]


def test_code_gives_the_accounts_token_once(server, application):
    code = code_of(consent(server, application))
    assert redeem(server, application, code).json["access_token"] == token_of("land")
    assert redeem(server, application, code).status_code == 400


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"code_verifier": "another"}, 400),
        ({"redirect_uri": "http://127.0.0.1:2/"}, 400),
        ({"client_secret": "another"}, 401),
        ({"client_id": "client-of-nobody"}, 401),
    ],
    ids=["verifier", "redirect", "secret", "client"],
)
def test_code_is_worth_nothing_to_somebody_else(server, application, changes, status):
    code = code_of(consent(server, application))
    assert redeem(server, application, code, **changes).status_code == status


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"scope": "profile write:media"}, 400),
        ({"redirect_uri": "https://other.example/"}, 401),
        ({"client_id": "client-of-nobody"}, 401),
    ],
    ids=["more scopes than registered", "another way back", "unknown client"],
)
def test_page_refuses_what_was_not_registered(server, application, changes, status):
    assert consent(server, application, **changes).status_code == status


def test_page_asks_who_is_there(server, application):
    page = consent(server, application, login="", state='"><script>')
    assert 'name="login"' in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    ("flavour", "status"), [(MASTODON, 200), (GOTOSOCIAL, 404)], ids=["4.3", "others"]
)
def test_scopes_are_told_by_servers_that_tell_them(flavour, status):
    answer = server_of(flavour).get("/.well-known/oauth-authorization-server")
    assert answer.status_code == status
