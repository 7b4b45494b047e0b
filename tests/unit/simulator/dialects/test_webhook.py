# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated receiver keeps to Standard Webhooks: it verifies, and remembers ids."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest

from scheduler.simulator.dialects.webhook import DIALECT
from scheduler.simulator.world import World, token_of
from tests.support.clock import START, FakeClock
from tests.support.dialects import client_of

NOW = int(START.timestamp())
DATA = {
    "id": "k7",
    "text": "Hallo",
    "language": "de",
    "visibility": "public",
    "content_warning": None,
    "reply_to": None,
    "media": [],
}


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def client(world):
    return client_of(DIALECT, world)


def send(client, *, event: str = "k7", at: int = NOW, account: str = "land", **data: object):
    body = json.dumps({"type": "post.publish", "timestamp": "x", "data": DATA | data}).encode()
    key = hashlib.sha256(token_of(account).encode()).digest()
    signed = hmac.new(key, f"{event}.{at}.".encode() + body, hashlib.sha256).digest()
    headers = {
        "webhook-id": event,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1a,xyz v1,{base64.b64encode(signed).decode()}",
    }
    return client.post("/in/land", data=body, headers=headers, content_type="application/json")


def test_a_signed_event_is_published_once_however_often_it_comes(client, world) -> None:
    first, second = send(client), send(client, at=NOW + 200)
    assert (first.status_code, first.json) == (200, second.json)
    assert world.arrivals() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"account": "stadt"}, id="another's secret"),
        pytest.param({"at": NOW - 301}, id="too old"),
        pytest.param({"at": NOW + 301}, id="from the future"),
        pytest.param({"event": "a.b"}, id="a dot in the id"),
    ],
)
def test_an_event_that_cannot_be_verified_is_turned_away(client, world, wrong: dict) -> None:
    assert send(client, **wrong).status_code == 401
    assert world.arrivals() == 0


def test_an_empty_post_is_refused(client) -> None:
    assert send(client, text="").status_code == 422
