# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated Discord forgets nonces, and wants to know who calls."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.simulator.dialects.discord import DIALECT, channel_of
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock
from tests.support.dialects import client_of

MESSAGES = f"/channels/{channel_of('land')}/messages"
AGENT = "DiscordBot (https://litfass.example, 1)"


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def client(world):
    token = f"Bot {token_of('land')}"
    return client_of(DIALECT, world, AUTHORIZATION=token, USER_AGENT=AGENT)


def send(client, **given: object):
    return client.post(MESSAGES, json={"content": "Hallo"} | given)


@pytest.mark.parametrize(
    ("minutes", "enforced", "messages"), [(4, True, 1), (6, True, 2), (1, False, 2)]
)
def test_an_enforced_nonce_holds_for_a_few_minutes(
    client, world, minutes: int, *, enforced: bool, messages: int
) -> None:
    first = send(client, nonce="n", enforce_nonce=enforced).json["id"]
    world.clock.jump(timedelta(minutes=minutes))
    second = send(client, nonce="n", enforce_nonce=enforced).json["id"]
    assert len({first, second}) == world.arrivals() == messages


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"content": ""}, 400, 50006),
        ({"content": "ü" * 2001}, 400, 50035),
        ({"content": "👍" * 1001}, 400, 50035),
        ({"nonce": "n" * 26}, 400, 50035),
    ],
)
def test_an_impossible_message_is_refused(client, given: dict, status: int, code: int) -> None:
    answer = send(client, **given)
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_caller_without_the_right_name_is_turned_away(world) -> None:
    client = client_of(DIALECT, world, AUTHORIZATION=f"Bot {token_of('land')}", USER_AGENT="curl")
    assert client.get("/users/@me").json["code"] == 40333


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [("/users/@me", 401, 0), ("/webhooks/1/unknown", 404, 10015)],
)
def test_strangers_are_turned_away(world, path: str, status: int, code: int) -> None:
    answer = client_of(DIALECT, world, USER_AGENT=AGENT).get(path)
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_ids_grow_with_time_and_the_history_begins_after_one(client, world) -> None:
    first = send(client).json["id"]
    world.clock.jump(timedelta(seconds=1))
    second = send(client).json["id"]
    assert int(second) > int(first)
    listed = client.get(f"{MESSAGES}?after={first}").json
    assert [each["id"] for each in listed] == [second]


def test_files_that_an_edit_does_not_list_are_gone(client, world) -> None:
    post = send(client).json["id"]
    client.patch(f"{MESSAGES}/{post}", json={"content": "Neu"})
    assert world.post("discord", post).text == "Neu"
