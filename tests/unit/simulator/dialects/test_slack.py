# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated Web API answers errors with status 200, and knows no key."""

from __future__ import annotations

import pytest

from scheduler.simulator.dialects.slack import DIALECT, channel_of
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock
from tests.support.dialects import client_of

CHANNEL = channel_of("land")


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def client(world):
    return client_of(DIALECT, world, AUTHORIZATION=f"Bearer {token_of('land')}")


def send(client, **given: object):
    return client.post("/chat.postMessage", json={"channel": CHANNEL, "text": "Hallo"} | given)


@pytest.mark.parametrize(
    ("given", "error"), [({"text": ""}, "no_text"), ({"channel": "C9"}, "channel_not_found")]
)
def test_a_refusal_has_status_200(client, world, given: dict, error: str) -> None:
    answer = send(client, **given)
    assert (answer.status_code, answer.json) == (200, {"ok": False, "error": error})
    assert world.arrivals() == 0


def test_the_same_metadata_twice_is_two_messages(client, world) -> None:
    metadata = {"event_type": "x", "event_payload": {"key": "k7"}}
    stamps = {send(client, metadata=metadata).json["ts"] for _ in range(2)}
    assert len(stamps) == world.arrivals() == 2


def test_markup_is_unescaped_for_readers_and_long_texts_are_cut(client, world) -> None:
    send(client, text="&lt;b&gt; &amp; c")
    send(client, text="a" * 40_001)
    assert [len(post.text) for post in world.posts()] == [7, 40_000]


def test_answers_in_threads_are_not_in_the_history(client) -> None:
    root = send(client).json["ts"]
    reply = send(client, thread_ts=root).json["ts"]
    listed = {
        method: [
            each["ts"]
            for each in client.get(
                f"/conversations.{method}", query_string={"channel": CHANNEL, "ts": root}
            ).json["messages"]
        ]
        for method in ("history", "replies")
    }
    assert listed == {"history": [root], "replies": [root, reply]}


def test_sharing_files_names_no_message(client, world) -> None:
    form = {"filename": "a.png", "length": "3", "alt_txt": "Alt"}
    place = client.post("/files.getUploadURLExternal", data=form).json
    client.post(f"/upload/{place['file_id']}", data=b"abc")
    assert world.arrivals() == 0
    body = {"files": [{"id": place["file_id"]}], "channel_id": CHANNEL}
    answer = client.post("/files.completeUploadExternal", json=body).json
    assert (answer["ok"], "ts" in answer) == (True, False)
    assert [medium.alt for post in world.posts() for medium in post.media] == ["Alt"]


def test_without_a_token_nothing_works(world) -> None:
    assert client_of(DIALECT, world).get("/auth.test").json["error"] == "token_revoked"
