# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated X checks signatures, weighs texts, and refuses repetitions without a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
import requests
from requests_oauthlib import OAuth1

from scheduler.simulator.dialects.x import DIALECT
from scheduler.simulator.dialects.x.signatures import API_KEY, API_SECRET, secret_of
from scheduler.simulator.dialects.x.texts import listed, weight
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock

TOKEN = token_of("land")
SECRETS = (API_KEY, API_SECRET, TOKEN, secret_of(TOKEN))


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def url(world):
    with SimulatorServer(world, {"x": DIALECT}) as server:
        yield server.url_of("x")


@pytest.fixture
def call(url):
    def call(method: str, path: str, secrets=SECRETS, **given):
        return requests.request(method, url + path, auth=OAuth1(*secrets), timeout=5, **given)

    return call


@pytest.mark.parametrize(
    "secrets",
    [
        pytest.param((*SECRETS[:3], "falsch"), id="account's secret"),
        pytest.param((API_KEY, "falsch", *SECRETS[2:]), id="application's secret"),
        pytest.param(("falsch", *SECRETS[1:]), id="application's key"),
        pytest.param((API_KEY, API_SECRET, "falsch", secret_of("falsch")), id="account"),
    ],
)
def test_a_wrong_signature_is_refused(call, world, secrets) -> None:
    assert call("POST", "/2/tweets", secrets, json={"text": "Hallo"}).status_code == 401
    assert world.arrivals() == 0


def test_the_signature_covers_the_query(call, url) -> None:
    assert call("GET", "/2/tweets?ids=1,2&tweet.fields=a b").status_code == 200
    signed = requests.Request("GET", f"{url}/2/tweets?ids=1", auth=OAuth1(*SECRETS)).prepare()
    signed.url = f"{url}/2/tweets?ids=2"
    assert requests.Session().send(signed, timeout=5).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "ä" * 280}, 201),
        ({"text": "ä" * 281}, 403),
        ({"text": "漢" * 141}, 403),
        ({}, 400),
        ({"text": "x", "extra": 1}, 400),
        ({"text": "x", "media": {"media_ids": ["9"]}}, 400),
        ({"text": "x", "reply": {"in_reply_to_tweet_id": "9"}}, 404),
    ],
)
def test_a_post_is_taken_or_refused_by_its_rules(call, world, body, status) -> None:
    assert call("POST", "/2/tweets", json=body).status_code == status
    assert world.arrivals() == (status == 201)


def test_the_same_text_is_refused_for_a_while_and_no_post_is_named(call, world) -> None:
    first = call("POST", "/2/tweets", json={"text": "Hallo"}).json()["data"]["id"]
    refused = call("POST", "/2/tweets", json={"text": "Hallo"})
    assert refused.status_code == 403
    assert "duplicate content" in refused.text
    assert first not in refused.text
    world.clock.jump(timedelta(minutes=11))
    assert call("POST", "/2/tweets", json={"text": "Hallo"}).status_code == 201


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi http://test.co", 26),
        ("漢" * 140, 280),
        ("👨‍👩‍👧‍👦", 2),
        ("H🐱☺👨‍👩‍👧‍👦", 7),
        ("„Grüße“ – 1 © #2*", 17),
        ("e\u0301", 1),
        ("🇩🇪", 2),
    ],
)
def test_texts_weigh_what_the_vendor_s_own_checks_say(text: str, expected: int) -> None:
    assert weight(text) == expected


def test_a_listing_shortens_links_and_writes_entities() -> None:
    told = listed("A & B: https://amt.de/?x=1&y=2.", "3_1")
    short, medium = told["entities"]["urls"]
    assert told["text"] == f"A &amp; B: {short['url']}. {medium['url']}"
    assert short["expanded_url"] == "https://amt.de/?x=1&y=2"


def test_the_window_of_posts_is_told_and_counts_down(call) -> None:
    left = [
        call("POST", "/2/tweets", json={"text": text}).headers["x-rate-limit-remaining"]
        for text in ("a", "b")
    ]
    assert left == ["99", "98"]
