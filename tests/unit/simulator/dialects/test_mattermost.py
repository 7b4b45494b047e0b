# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated Mattermost server forgets pending ids after 30 seconds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.simulator.dialects.mattermost import DIALECT, channel_of
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock
from tests.support.dialects import client_of

POSTS = "/api/v4/posts"


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def client(world):
    return client_of(DIALECT, world, AUTHORIZATION=f"Bearer {token_of('land')}")


def send(client, **given: object):
    body = {"channel_id": channel_of("land"), "message": "Hallo", "pending_post_id": "k7"}
    return client.post(POSTS, json=body | given)


@pytest.mark.parametrize(("seconds", "posts"), [(29, 1), (31, 2)])
def test_a_pending_id_holds_for_30_seconds(client, world, seconds: int, posts: int) -> None:
    first = send(client).json["id"]
    world.clock.jump(timedelta(seconds=seconds))
    assert len({first, send(client).json["id"]}) == world.arrivals() == posts


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"message": "ü" * 16_383}, 201),
        ({"message": "ü" * 16_384}, 400),
        ({"file_ids": ["f"] * 6}, 400),
        ({"channel_id": "fremd"}, 403),
    ],
)
def test_what_is_taken_and_what_is_not(client, given: dict, status: int) -> None:
    assert send(client, **given).status_code == status


def test_a_deleted_post_stays_in_the_listing_with_its_mark(client) -> None:
    post = send(client, props={"a": "b"}).json["id"]
    answers = [client.delete(f"{POSTS}/{post}").status_code for _ in range(2)]
    assert answers == [200, 404]
    listed = client.get(f"/api/v4/channels/{channel_of('land')}/posts?since=0").json["posts"]
    assert listed[post]["delete_at"] > 0
    assert listed[post]["props"] == {"a": "b"}


def test_without_a_token_nothing_works(world) -> None:
    assert client_of(DIALECT, world).get("/api/v4/users/me").status_code == 401
