# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated Facebook Pages: repeats, photos, comments, and what fails a whole call."""

from __future__ import annotations

import io
import json

import pytest

from scheduler.simulator.dialects.meta.facebook import DIALECT, page_of
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock
from tests.support.dialects import client_of

PAGE = f"/v25.0/{page_of('land')}"


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def client(world):
    return client_of(DIALECT, world, AUTHORIZATION=f"Bearer {token_of('land')}")


def post(client, text: str = "Hallo", **fields: str):
    return client.post(f"{PAGE}/feed", data={"message": text} | fields).json


def test_the_same_text_twice_in_a_row_is_refused(client, world) -> None:
    assert [post(client, each).get("error", {}).get("code") for each in "aab"] == [None, 506, None]
    assert world.arrivals() == 2


def test_an_unpublished_photo_is_seen_only_in_a_post(client, world) -> None:
    file = (io.BytesIO(b"x"), "a.png", "image/png")
    fields = {"published": "false", "alt_text_custom": "Ein Bild", "source": file}
    photo = client.post(f"{PAGE}/photos", data=fields).json["id"]
    assert world.arrivals() == 0
    post(client, attached_media=json.dumps([{"media_fbid": photo}]))
    assert [each.alt for each in world.posts()[0].media] == ["Ein Bild"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"message": "ü" * 63_206}, None),
        ({"message": "ü" * 63_207}, 100),
        ({"message": ""}, 100),
        ({"attached_media": '[{"media_fbid": "1"}]'}, 100),
    ],
)
def test_what_is_taken_and_what_is_not(client, fields: dict, code: int | None) -> None:
    answer = client.post(f"{PAGE}/feed", data={"message": "x"} | fields).json
    assert answer.get("error", {}).get("code") == code


def test_one_post_that_is_gone_fails_the_call_for_several(client) -> None:
    first, second = post(client, "a")["id"], post(client, "b")["id"]
    several = f"/v25.0/?ids={first},{second}"
    assert set(client.get(several).json) == {first, second}
    client.delete(f"/v25.0/{first}")
    assert client.get(several).json["error"]["code"] == 803


def test_another_page_is_missing_and_without_a_token_nothing_works(client, world) -> None:
    assert (
        client.post("/v25.0/999/feed", data={"message": "x"}).json["error"]["error_subcode"] == 33
    )
    assert client_of(DIALECT, world).get(PAGE).json["error"]["code"] == 190
