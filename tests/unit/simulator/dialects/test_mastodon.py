# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated Mastodon, asked without the adapter: it keeps to the vendor's rules."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.simulator.dialects.mastodon import GOTOSOCIAL, MASTODON, SNAC, TAKAHE, dialect
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock

KEY = {"Idempotency-Key": "k1"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def world(clock: FakeClock) -> World:
    return World(clock)


@pytest.fixture
def client_of(world: World):
    def make(flavour=MASTODON, token: str = token_of("land")) -> FlaskClient:
        app = Flask("test")
        app.register_blueprint(dialect(flavour).blueprint(world))
        client = app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    return make


@pytest.fixture
def client(client_of) -> FlaskClient:
    return client_of()


def post(client: FlaskClient, headers: dict | None = None, **body: object):
    return client.post(
        "/api/v1/statuses", json={"status": "Hallo", "visibility": "public"} | body, headers=headers
    )


def upload(client: FlaskClient, name: str, mime: str):
    file = (io.BytesIO(b"bytes"), name, mime)
    return client.post("/api/v2/media", data={"file": file, "description": "Alt"})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({}, 200, id="text"),
        pytest.param({"status": "ä" * 500}, 200, id="the most characters"),
        pytest.param({"status": "ä" * 501}, 422, id="too long"),
        pytest.param({"status": "ä" * 495, "spoiler_text": "Gewalt"}, 422, id="warning counts"),
        pytest.param(
            {"status": "a" * 476 + " https://kampagne.example/" + "a" * 50}, 200, id="URL is 23"
        ),
        pytest.param({"status": "👨‍👩‍👧‍👦" * 500}, 200, id="graphemes"),
        pytest.param({"status": " "}, 422, id="blank"),
        pytest.param({"visibility": "secret"}, 422, id="unknown visibility"),
        pytest.param({"language": "de-leicht"}, 422, id="language with a variant"),
        pytest.param({"text": "Hallo"}, 422, id="unknown field"),
        pytest.param({"sensitive": "yes"}, 422, id="wrong type"),
        pytest.param({"in_reply_to_id": "7"}, 404, id="nothing to answer"),
        pytest.param({"media_ids": ["7"]}, 422, id="unknown medium"),
        pytest.param({"media_ids": ["1", "2", "3", "4", "5"]}, 422, id="five media"),
    ],
)
def test_only_what_mastodon_takes_is_taken(
    client: FlaskClient, world: World, body: dict, status: int
) -> None:
    assert post(client, **body).status_code == status
    assert world.arrivals() == (1 if status == 200 else 0)


def test_a_form_body_makes_an_empty_post(client: FlaskClient, world: World) -> None:
    assert client.post("/api/v1/statuses", data={"status": "Hallo"}).status_code == 200
    assert world.posts()[0].text == ""


def test_a_key_gives_the_first_post_for_an_hour_whatever_the_body(
    client: FlaskClient, world: World, clock: FakeClock
) -> None:
    first = post(client, KEY).json["id"]
    clock.jump(timedelta(minutes=59))
    assert post(client, KEY, status="Anders").json["id"] == first
    clock.jump(timedelta(minutes=2))
    assert post(client, KEY).json["id"] != first
    assert world.arrivals() == 2


def test_a_deleted_post_under_a_live_key_is_not_found(client: FlaskClient) -> None:
    first = post(client, KEY).json["id"]
    client.delete(f"/api/v1/statuses/{first}")
    assert post(client, KEY).status_code == 404


@pytest.mark.parametrize("flavour", [GOTOSOCIAL, TAKAHE, SNAC], ids=lambda each: each.name)
def test_the_relatives_ignore_keys(client_of, world: World, flavour) -> None:
    client = client_of(flavour)
    assert post(client, KEY).json["id"] != post(client, KEY).json["id"]
    assert world.arrivals() == 2


def test_a_video_is_processed_before_it_can_be_attached(
    client: FlaskClient, clock: FakeClock
) -> None:
    answer = upload(client, "film.mp4", "video/mp4")
    identifier = answer.json["id"]
    assert (answer.status_code, answer.json["url"]) == (202, None)
    assert client.get(f"/api/v1/media/{identifier}").status_code == 206
    assert post(client, media_ids=[identifier]).status_code == 422
    clock.jump(timedelta(seconds=4))
    assert client.get(f"/api/v1/media/{identifier}").status_code == 200
    assert post(client, media_ids=[identifier]).status_code == 200


def test_a_medium_is_attached_once(client: FlaskClient) -> None:
    identifier = upload(client, "bild.png", "image/png").json["id"]
    assert post(client, media_ids=[identifier]).json["media_attachments"][0]["description"] == "Alt"
    assert post(client, media_ids=[identifier]).status_code == 422


def test_pictures_and_videos_do_not_mix(client: FlaskClient, clock: FakeClock) -> None:
    files = [("bild.png", "image/png"), ("film.mp4", "video/mp4")]
    ids = [upload(client, name, mime).json["id"] for name, mime in files]
    clock.jump(timedelta(seconds=4))
    assert post(client, media_ids=ids).status_code == 422


def test_snac_drops_an_unknown_medium_and_takes_any_length(client_of) -> None:
    answer = post(client_of(SNAC), status="a" * 9000, media_ids=["7"])
    assert (answer.status_code, answer.json["media_attachments"]) == (200, [])


def test_gotosocial_counts_urls_in_full(client_of) -> None:
    url = "https://kampagne.example/" + "a" * 50
    assert post(client_of(GOTOSOCIAL), status="a" * 4950 + f" {url}").status_code == 400


def test_a_foreign_token_is_refused_and_the_instance_is_open(client_of) -> None:
    client = client_of(token="nobody")
    assert post(client).status_code == 401
    assert client.get("/api/v2/instance").status_code == 200


def test_takahe_knows_only_the_older_description(client_of) -> None:
    client = client_of(TAKAHE)
    assert client.get("/api/v2/instance").status_code == 500
    assert client.get("/api/v1/instance").json["version"] == "0.11.0"


def test_nodeinfo_leads_to_the_software(client: FlaskClient) -> None:
    href = client.get("/.well-known/nodeinfo").json["links"][0]["href"]
    assert client.get(href).json["software"]["name"] == "mastodon"


def test_rates_are_told_with_a_reset_in_iso_8601(client: FlaskClient, clock: FakeClock) -> None:
    reset = datetime.fromisoformat(post(client).headers["X-RateLimit-Reset"])
    assert reset == clock.now() + timedelta(seconds=300)


def test_a_listing_goes_back_in_pages_and_leaves_deleted_posts_out(client: FlaskClient) -> None:
    ids = [post(client, status=f"Nummer {number}").json["id"] for number in range(5)]
    client.delete(f"/api/v1/statuses/{ids[3]}")
    account = client.get("/api/v1/accounts/verify_credentials").json["id"]
    path = f"/api/v1/accounts/{account}/statuses"
    first = client.get(path, query_string={"limit": 2}).json
    second = client.get(path, query_string={"limit": 2, "max_id": first[-1]["id"]}).json
    assert [each["id"] for each in first + second] == [ids[4], ids[2], ids[1], ids[0]]


def test_a_second_deletion_finds_nothing(client: FlaskClient) -> None:
    path = f"/api/v1/statuses/{post(client).json['id']}"
    assert [client.delete(path).status_code for _ in range(2)] == [200, 404]
