# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated homeserver keeps transactions for a day and bounds events."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.simulator.dialects.matrix import DIALECT, room_of
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock
from tests.support.dialects import client_of

V3 = "/_matrix/client/v3"
ROOM = f"{V3}/rooms/{room_of('land')}"


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def client(world):
    return client_of(DIALECT, world, AUTHORIZATION=f"Bearer {token_of('land')}")


def send(client, txn: str = "t1", **content: object):
    body = {"msgtype": "m.text", "body": "Hallo"} | content
    return client.put(f"{ROOM}/send/m.room.message/{txn}", json=body)


@pytest.mark.parametrize(("hours", "events"), [(23, 1), (25, 2)])
def test_a_transaction_is_remembered_for_a_day(client, world, hours: int, events: int) -> None:
    first = send(client).json["event_id"]
    world.clock.jump(timedelta(hours=hours))
    second = send(client, body="Etwas anderes").json["event_id"]
    assert len({first, second}) == world.arrivals() == events


@pytest.mark.parametrize(
    ("content", "status", "errcode"),
    [({"body": 7}, 400, "M_UNKNOWN"), ({"body": "a" * 65_000}, 413, "M_TOO_LARGE")],
)
def test_an_impossible_event_is_refused(client, content, status: int, errcode: str) -> None:
    answer = send(client, **content)
    assert (answer.status_code, answer.json["errcode"]) == (status, errcode)


def test_another_accounts_room_is_forbidden(client) -> None:
    path = f"{V3}/rooms/{room_of('stadt')}/send/m.room.message/t"
    assert client.put(path, json={"body": "x"}).status_code == 403


def test_without_a_token_nothing_works(world) -> None:
    answer = client_of(DIALECT, world).get(f"{V3}/account/whoami")
    assert (answer.status_code, answer.json["errcode"]) == (401, "M_UNKNOWN_TOKEN")


def test_the_history_comes_backwards_in_pages_with_transaction_ids(client) -> None:
    for number in range(3):
        send(client, f"t{number}")
    page = client.get(f"{ROOM}/messages?dir=b&limit=2").json
    assert [each["unsigned"]["transaction_id"] for each in page["chunk"]] == ["t2", "t1"]
    rest = client.get(f"{ROOM}/messages?dir=b&limit=2&from={page['end']}").json
    assert [each["unsigned"]["transaction_id"] for each in rest["chunk"]] == ["t0"]
    assert "end" not in rest


def test_a_redacted_event_keeps_only_its_shell(client) -> None:
    event = send(client).json["event_id"]
    assert client.put(f"{ROOM}/redact/{event}/t9", json={}).status_code == 200
    (shell,) = client.get(f"{ROOM}/messages").json["chunk"]
    assert shell["content"] == {}
    assert "redacted_because" in shell["unsigned"]


def test_a_replacement_stays_readable_when_its_event_is_redacted(client) -> None:
    event = send(client).json["event_id"]
    relation = {"rel_type": "m.replace", "event_id": event}
    send(client, "t2", **{"m.relates_to": relation, "m.new_content": {"body": "Neu"}})
    client.put(f"{ROOM}/redact/{event}/t9", json={})
    relations = f"{ROOM.replace('/v3/', '/v1/')}/relations/{event}/m.replace"
    (left,) = client.get(relations).json["chunk"]
    assert left["content"]["m.new_content"] == {"body": "Neu"}


def test_a_replacement_of_an_unknown_event_is_refused(client) -> None:
    relation = {"rel_type": "m.replace", "event_id": "$nie"}
    answer = send(client, **{"m.relates_to": relation, "m.new_content": {"body": "Neu"}})
    assert (answer.status_code, answer.json["errcode"]) == (400, "M_UNKNOWN")
