# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated LinkedIn cuts careless texts, refuses repetitions, and keeps pictures waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.simulator.dialects.linkedin import DIALECT
from scheduler.simulator.dialects.linkedin.answers import page_of
from scheduler.simulator.dialects.linkedin.text import shown
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock
from tests.support.dialects import client_of

PAGE = page_of("land")
BODY = {
    "author": PAGE,
    "commentary": "Hallo",
    "visibility": "PUBLIC",
    "distribution": {"feedDistribution": "MAIN_FEED"},
    "lifecycleState": "PUBLISHED",
}
HEADERS = {"X-Restli-Protocol-Version": "2.0.0", "Linkedin-Version": "202609"}


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def client(world):
    made = client_of(DIALECT, world, AUTHORIZATION=f"Bearer {token_of('land')}")
    made.environ_base["HTTP_X_RESTLI_PROTOCOL_VERSION"] = "2.0.0"
    made.environ_base["HTTP_LINKEDIN_VERSION"] = "202609"
    return made


@pytest.mark.parametrize(
    ("little", "text"),
    [
        (r"Hallo \(Welt\)", "Hallo (Welt)"),
        ("Hallo (Welt)", "Hallo "),
        ("Hallo *Welt*", "Hallo "),
        (r"{hashtag|\#|Land} los", "#Land los"),
        ("#Land los", "#Land los"),
        ("C# los", "C"),
        (r"@[Amt \(x\)](urn:li:organization:1)!", "Amt (x)!"),
        ("@amt", ""),
        ("{x}", ""),
    ],
)
def test_a_reserved_character_that_nobody_escaped_ends_the_text(little: str, text: str) -> None:
    assert shown(little) == text


def test_a_careless_text_is_cut_and_answered_like_any_other(client, world) -> None:
    answer = client.post("/rest/posts", json=BODY | {"commentary": "Kommt (alle)!"})
    assert (answer.status_code, answer.data) == (201, b"")
    (post,) = world.posts()
    assert (post.id, post.text) == (answer.headers["x-restli-id"], "Kommt ")


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"commentary": "x" * 3001}, 400, "FIELD_LENGTH_TOO_LONG"),
        ({"extra": 1}, 422, "UNPROCESSABLE"),
        ({"author": "urn:li:organization:1"}, 403, "ACCESS_DENIED"),
        ({"content": {"article": {"source": "https://x.example"}}}, 400, "MISSING_FIELD"),
        ({"content": {"media": {"id": "urn:li:image:1"}}}, 400, "MEDIA_ASSET_UNKNOWN"),
        ({"content": {"multiImage": {"images": [{"id": "a"}]}}}, 400, "INVALID_VALUE_FOR_FIELD"),
    ],
)
def test_a_post_that_breaks_a_rule_is_refused(client, world, given, status, code) -> None:
    answer = client.post("/rest/posts", json=BODY | given)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert world.arrivals() == 0


def test_the_same_text_is_refused_for_a_while_and_the_post_that_is_there_is_named(
    client, world
) -> None:
    first = client.post("/rest/posts", json=BODY).headers["x-restli-id"]
    refused = client.post("/rest/posts", json=BODY)
    assert (refused.status_code, first in refused.json["message"]) == (422, True)
    world.clock.jump(timedelta(minutes=11))
    assert client.post("/rest/posts", json=BODY).status_code == 201


def test_a_picture_is_processed_before_a_post_may_show_it(client, world) -> None:
    owner = {"initializeUploadRequest": {"owner": PAGE}}
    place = client.post("/rest/images?action=initializeUpload", json=owner).json["value"]
    content = {"media": {"id": place["image"], "altText": "Alt"}}
    early = client.post("/rest/posts", json=BODY | {"content": content})
    assert early.json["code"] == "MEDIA_ASSET_WAITING_UPLOAD"
    client.put(f"/dms-uploads/{place['image']}", data=b"\x89PNG")
    states = [client.get(f"/rest/images/{place['image']}").json["status"]]
    world.clock.jump(timedelta(seconds=2))
    states.append(client.get(f"/rest/images/{place['image']}").json["status"])
    assert states == ["PROCESSING", "AVAILABLE"]
    client.post("/rest/posts", json=BODY | {"content": content})
    assert [medium.alt for post in world.posts() for medium in post.media] == ["Alt"]


def test_statistics_leave_out_posts_that_nobody_has_seen(client, world) -> None:
    urn = client.post("/rest/posts", json=BODY).headers["x-restli-id"]
    listed = "List(" + urn.replace(":", "%3A") + ")"
    path = f"/rest/organizationalEntityShareStatistics?q=organizationalEntity&shares={listed}"
    assert client.get(path).json["elements"] == []
    world.clock.jump(timedelta(days=1))
    assert client.get(path).json["elements"][0]["share"] == urn


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("HTTP_AUTHORIZATION", "Bearer falsch", 401),
        ("HTTP_LINKEDIN_VERSION", "", 400),
        ("HTTP_LINKEDIN_VERSION", "202510", 426),
        ("HTTP_X_RESTLI_PROTOCOL_VERSION", "1.0.0", 400),
    ],
)
def test_a_header_that_is_wrong_is_refused(client, world, header, value, status) -> None:
    client.environ_base[header] = value
    assert client.post("/rest/posts", json=BODY).status_code == status
    assert world.arrivals() == 0
