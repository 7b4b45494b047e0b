# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated Bot API is as strict as the real one."""

from __future__ import annotations

import pytest

from scheduler.simulator.dialects.telegram import DIALECT, chat_of
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock
from tests.support.dialects import client_of

CHAT = chat_of("land")


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def call(world):
    client = client_of(DIALECT, world)

    def call(method: str, token: str = token_of("land"), **fields: object):
        return client.post(f"/bot{token}/{method}", json={"chat_id": CHAT} | fields)

    return call


@pytest.mark.parametrize(
    ("text", "status"),
    [("Hallo", 200), ("", 400), (" ", 400), ("👍" * 2048, 200), ("👍" * 2048 + "a", 400)],
)
def test_texts_are_bounded_in_utf_16_units(call, text: str, status: int) -> None:
    assert call("sendMessage", text=text).status_code == status


def test_the_same_message_twice_is_two_messages(call, world) -> None:
    ids = {call("sendMessage", text="Hallo").json["result"]["message_id"] for _ in range(2)}
    assert len(ids) == world.arrivals() == 2


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"token": "1:wrong"}, 401, "Unauthorized"),
        ({"chat_id": "@fremd"}, 400, "chat not found"),
    ],
)
def test_strangers_are_turned_away(call, world, given: dict, status: int, words: str) -> None:
    answer = call("sendMessage", text="Hallo", **given)
    assert (answer.status_code, answer.json["error_code"], answer.json["ok"]) == (
        status,
        status,
        False,
    )
    assert words in answer.json["description"]
    assert world.arrivals() == 0


@pytest.mark.parametrize("number", [1, 11])
def test_an_album_has_two_to_ten_media(call, number: int) -> None:
    media = [{"type": "photo", "media": f"attach://f{n}"} for n in range(number)]
    assert call("sendMediaGroup", media=media).status_code == 400


def test_an_album_mixes_no_documents(call) -> None:
    media = [{"type": kind, "media": "attach://f"} for kind in ("photo", "document")]
    answer = call("sendMediaGroup", media=media)
    assert "specified type in the album" in answer.json["description"]


def test_an_edit_that_changes_nothing_is_an_error_here(call) -> None:
    message = call("sendMessage", text="Hallo").json["result"]["message_id"]
    answer = call("editMessageText", message_id=message, text="Hallo")
    assert "message is not modified" in answer.json["description"]


def test_what_is_deleted_cannot_be_deleted_again(call) -> None:
    message = call("sendMessage", text="Hallo").json["result"]["message_id"]
    answers = [call("deleteMessage", message_id=message).status_code for _ in range(2)]
    assert answers == [200, 400]
