# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated Threads: containers, their conditions, and what is taken."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.simulator.dialects.meta.threads import DIALECT
from scheduler.simulator.web_folder import web_folder
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock
from tests.support.dialects import client_of

WEB = "http://localhost/threads/web"
V = "/v1.0"


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def client(world):
    return client_of(DIALECT, world, AUTHORIZATION=f"Bearer {token_of('land')}")


def made(client, **fields: str) -> str:
    given = {"media_type": "TEXT", "text": "Hallo"} | fields
    return client.post(f"{V}/me/threads", data=given).json["id"]


def publish(client, container: str):
    return client.post(f"{V}/me/threads_publish", data={"creation_id": container})


def test_a_container_is_published_once(client, world) -> None:
    container = made(client)
    first, second = publish(client, container), publish(client, container)
    assert first.status_code == 200
    assert second.json["error"]["error_subcode"] == 4279009
    assert world.arrivals() == 1
    assert client.get(f"{V}/{container}").json["status"] == "PUBLISHED"


def test_a_container_expires_after_a_day(client, world) -> None:
    container = made(client)
    world.clock.jump(timedelta(hours=24))
    assert client.get(f"{V}/{container}").json["status"] == "EXPIRED"
    assert publish(client, container).status_code == 400


def test_a_video_takes_its_time(client, world) -> None:
    (web_folder(WEB) / "a.mp4").write_bytes(b"x")
    container = made(client, media_type="VIDEO", video_url=f"{WEB}/a.mp4")
    assert client.get(f"{V}/{container}").json["status"] == "IN_PROGRESS"
    assert publish(client, container).status_code == 400
    world.clock.jump(timedelta(seconds=20))
    assert publish(client, container).status_code == 200


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": "ü" * 500}, None),
        ({"text": "ü" * 501}, 100),
        ({"text": "😀" * 125}, None),
        ({"text": "😀" * 126}, 100),
        ({"text": " ".join(f"https://x.example/{n}" for n in range(6))}, 100),
        ({"media_type": "GIF"}, 100),
        ({"media_type": "IMAGE", "image_url": "https://elsewhere.example/a.png"}, 9004),
        ({"media_type": "IMAGE", "image_url": f"{WEB}/none.png"}, 9004),
        ({"media_type": "CAROUSEL", "children": "1,2"}, 100),
    ],
)
def test_what_is_taken_and_what_is_not(client, fields: dict, code: int | None) -> None:
    answer = client.post(f"{V}/me/threads", data={"media_type": "TEXT", "text": "x"} | fields)
    assert answer.json.get("error", {}).get("code") == code


def test_one_unknown_metric_fails_the_whole_call(client) -> None:
    post = publish(client, made(client)).json["id"]
    answers = [client.get(f"{V}/{post}/insights?metric={names}") for names in ("views", "views,x")]
    assert [answer.status_code for answer in answers] == [200, 400]


def test_a_listing_comes_newest_first_in_pages(client) -> None:
    ids = [publish(client, made(client)).json["id"] for _ in range(3)]
    page = client.get(f"{V}/me/threads?limit=2").json
    assert [each["id"] for each in page["data"]] == [ids[2], ids[1]]
    after = page["paging"]["cursors"]["after"]
    rest = client.get(f"{V}/me/threads?limit=2&after={after}").json
    assert [each["id"] for each in rest["data"]] == [ids[0]]
    assert "next" not in rest["paging"]


def test_without_a_token_nothing_works(world) -> None:
    answer = client_of(DIALECT, world).get(f"{V}/me")
    assert answer.json["error"]["code"] == 190
