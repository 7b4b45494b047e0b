# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated TikTok replaces refresh tokens, counts pieces, and publishes with the last one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import requests

from scheduler.simulator.dialects.tiktok import DIALECT
from scheduler.simulator.dialects.tiktok.consent import first_refresh_token
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock

TOKEN = {"Authorization": f"Bearer {token_of('land')}"}
INIT = "/v2/post/publish/video/init/"
STATUS = "/v2/post/publish/status/fetch/"


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def call(world):
    with SimulatorServer(world, {"tiktok": DIALECT}) as server:

        def call(path: str, headers=TOKEN, method: str = "POST", **given):
            address = path if path.startswith("http") else server.url_of("tiktok") + path
            return requests.request(method, address, headers=headers, timeout=5, **given)

        yield call


@pytest.fixture
def begin(call):
    def begin(size: int = 10, piece: int = 10, count: int = 1, **info):
        post = {"title": "Hallo.", "privacy_level": "PUBLIC_TO_EVERYONE"} | info
        source = {"video_size": size, "chunk_size": piece, "total_chunk_count": count}
        source |= {"source": "FILE_UPLOAD"}
        return call(INIT, json={"post_info": post, "source_info": source})

    return begin


def put(call, address: str, stretch: str = "0-9/10", data: bytes = b"x" * 10) -> int:
    headers = {"Content-Range": f"bytes {stretch}", "Content-Type": "video/mp4"}
    return call(address, headers, "PUT", data=data).status_code


def code(answer) -> str:
    return answer.json()["error"]["code"]


def test_nothing_is_answered_without_a_token(call) -> None:
    answer = call("/v2/video/list/?fields=id", headers={}, json={})
    assert (answer.status_code, code(answer)) == (401, "access_token_invalid")


def test_a_refresh_token_dies_with_its_first_use(call) -> None:
    form = {
        "grant_type": "refresh_token",
        "client_key": "a",
        "client_secret": "b",
        "refresh_token": first_refresh_token("land"),
    }
    fresh = call("/v2/oauth/token/", {}, data=form).json()["refresh_token"]
    assert call("/v2/oauth/token/", {}, data=form).json()["error"] == "invalid_grant"
    again = call("/v2/oauth/token/", {}, data=form | {"refresh_token": fresh})
    assert "access_token" in again.json()


def test_a_name_publishes_nothing_and_the_last_byte_does(call, begin, world) -> None:
    size, piece = 65_000_000, 10_000_000
    told = begin(size, piece, 6).json()["data"]
    data = b"x" * piece
    assert put(call, told["upload_url"], f"0-{piece - 1}/{size}", data) == 206
    state = call(STATUS, json={"publish_id": told["publish_id"]}).json()["data"]
    assert state == {"status": "PROCESSING_UPLOAD", "uploaded_bytes": piece}
    for number in range(1, 5):
        stretch = f"{number * piece}-{(number + 1) * piece - 1}/{size}"
        put(call, told["upload_url"], stretch, data)
    assert world.arrivals() == 0
    last = b"x" * (size - 5 * piece)
    assert put(call, told["upload_url"], f"{5 * piece}-{size - 1}/{size}", last) == 201
    assert world.arrivals() == 1


@pytest.mark.parametrize(
    ("privacy", "ids"), [("PUBLIC_TO_EVERYONE", 1), ("SELF_ONLY", 0)], ids=["public", "private"]
)
def test_a_post_is_worked_on_for_a_while_and_only_public_ones_get_an_id(
    call, begin, world, privacy, ids
) -> None:
    told = begin(privacy_level=privacy).json()["data"]
    put(call, told["upload_url"])
    ask = {"publish_id": told["publish_id"]}
    assert call(STATUS, json=ask).json()["data"] == {"status": "PROCESSING_DOWNLOAD"}
    world.clock.jump(timedelta(seconds=3))
    state = call(STATUS, json=ask).json()["data"]
    assert state["status"] == "PUBLISH_COMPLETE"
    assert len(state["publicaly_available_post_id"]) == ids
    listed = call("/v2/video/list/?fields=id", json={}).json()["data"]["videos"]
    assert len(listed) == ids


@pytest.mark.parametrize(
    ("stretch", "data"),
    [
        pytest.param("5-9/10", b"x" * 5, id="a gap"),
        pytest.param("0-9/11", b"x" * 10, id="another size"),
        pytest.param("0-9/10", b"x", id="fewer bytes than named"),
        pytest.param("0-4/10", b"x" * 5, id="a piece that is too small"),
    ],
)
def test_a_piece_that_does_not_fit_is_refused(call, begin, world, stretch, data) -> None:
    address = begin().json()["data"]["upload_url"]
    assert put(call, address, stretch, data) == 416
    assert world.arrivals() == 0


def test_a_finished_upload_takes_nothing_more(call, begin, world) -> None:
    address = begin().json()["data"]["upload_url"]
    assert [put(call, address) for _ in range(2)] == [201, 416]
    assert world.arrivals() == 1


def test_an_address_that_was_never_given_takes_nothing(call) -> None:
    assert put(call, "/upload/x") == 403


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"title": "ä" * 2201}, "invalid_params"),
        ({"privacy_level": "FRIENDS"}, "privacy_level_option_mismatch"),
        ({"count": 2}, "invalid_params"),
        ({"size": 64_000_001, "piece": 64_000_001}, "invalid_params"),
        ({"size": 65_000_000, "piece": 4_000_000, "count": 16}, "invalid_params"),
    ],
    ids=["title", "privacy", "count", "too large for one", "pieces too small"],
)
def test_what_tiktok_does_not_take_is_refused(begin, given, expected) -> None:
    assert code(begin(**given)) == expected


def test_the_seventh_request_of_a_minute_is_refused(begin, world) -> None:
    assert [begin().status_code for _ in range(7)] == [200] * 6 + [429]
    world.clock.jump(timedelta(minutes=1))
    assert begin().status_code == 200
