# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulator's server, asked over a real socket."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from scheduler.http_client import HttpClient, Request, Response
from scheduler.model.errors import OutcomeUnknown
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.timeline import Viewer
from scheduler.simulator.world import World, token_of
from tests.support import postbox
from tests.support.clock import FakeClock

HEADERS = {"Authorization": f"Bearer {token_of('land')}"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def server(clock: FakeClock) -> Iterator[SimulatorServer]:
    dialects = {"postbox": postbox.DIALECT}
    with SimulatorServer(World(clock), dialects, viewer=Viewer("de", "Europe/Berlin")) as running:
        yield running


@pytest.fixture
def client() -> HttpClient:
    return HttpClient(monotonic=time.perf_counter, user_agent="litfass-tests")


def letter(text: str = "Hallo", **more: Any) -> dict[str, Any]:
    plain = {"text": text, "lang": "de", "visibility": "public", "warning": None}
    return plain | {"key": "k1", "reply_to": None, "media": []} | more


def write(client: HttpClient, server: SimulatorServer, text: str = "Hallo") -> Response:
    url = f"{server.base_url}/postbox/letters"
    return client.call(Request("POST", url, headers=HEADERS, json=letter(text)))


def order(client: HttpClient, server: SimulatorServer, fault: object) -> Response:
    return client.call(Request("POST", f"{server.base_url}/api/faults", json=fault))


def test_what_is_published_arrives_once(client: HttpClient, server: SimulatorServer) -> None:
    answer = write(client, server, "Grüße aus Kassel 🦁")
    assert answer.ok
    assert [post.text for post in server.world.posts()] == ["Grüße aus Kassel 🦁"]
    assert server.world.arrivals("postbox") == 1
    assert server.world.arrivals("elsewhere") == 0


@pytest.mark.parametrize(
    ("kind", "status", "arrivals"),
    [
        ("fail_before", 500, 0),
        ("fail_after", 500, 1),
        ("rate_limit", 429, 0),
        ("expired_token", 401, 0),
        ("reject", 422, 0),
    ],
)
def test_fault_gives_its_answer_once(
    client: HttpClient, server: SimulatorServer, kind: str, status: int, arrivals: int
) -> None:
    server.world.faults.plan(kind)
    assert write(client, server).status == status
    assert server.world.arrivals() == arrivals
    assert write(client, server).ok


@pytest.mark.parametrize(
    ("kind", "arrivals"), [("drop_before", 0), ("drop_after", 1), ("truncate", 1)]
)
def test_fault_of_the_connection_leaves_the_outcome_unknown(
    client: HttpClient, server: SimulatorServer, kind: str, arrivals: int
) -> None:
    server.world.faults.plan(kind)
    with pytest.raises(OutcomeUnknown):
        write(client, server)
    assert server.world.arrivals() == arrivals


def test_dropped_connection_is_closed_without_one_byte(server: SimulatorServer) -> None:
    server.world.faults.plan("drop_after")
    connection = http.client.HTTPConnection("127.0.0.1", int(server.base_url.rsplit(":", 1)[1]))
    with pytest.raises(http.client.RemoteDisconnected):
        ask_with(connection)
    connection.close()


def ask_with(connection: http.client.HTTPConnection) -> None:
    headers = {**HEADERS, "Content-Type": "application/json"}
    connection.request("POST", "/postbox/letters", json.dumps(letter()), headers)
    connection.getresponse()


def test_truncated_answer_announces_more_than_it_sends(server: SimulatorServer) -> None:
    server.world.faults.plan("truncate")
    connection = http.client.HTTPConnection("127.0.0.1", int(server.base_url.rsplit(":", 1)[1]))
    headers = {**HEADERS, "Content-Type": "application/json"}
    connection.request("POST", "/postbox/letters", json.dumps(letter()), headers)
    answer = connection.getresponse()
    with pytest.raises(http.client.IncompleteRead) as caught:
        answer.read()
    connection.close()
    assert len(caught.value.partial) < int(answer.headers["Content-Length"])


def test_delay_passes_on_the_clock_of_the_world(
    client: HttpClient, server: SimulatorServer, clock: FakeClock
) -> None:
    before = clock.now()
    order(client, server, {"kind": "delay", "seconds": 90})
    assert write(client, server).ok
    assert clock.now() - before == timedelta(seconds=90)


def test_faults_spare_requests_that_do_not_publish(
    client: HttpClient, server: SimulatorServer
) -> None:
    server.world.faults.plan("fail_before")
    looked = client.call(Request("GET", f"{server.base_url}/postbox/letters", headers=HEADERS))
    assert looked.ok
    assert write(client, server).status == 500


def test_fault_ordered_over_http_strikes_what_it_matches(
    client: HttpClient, server: SimulatorServer
) -> None:
    match = {"platform": "postbox", "publishing": False, "method": "GET", "path": "/me"}
    assert order(client, server, {"kind": "fail_before", "times": 2, "match": match}).status == 201
    url = f"{server.base_url}/postbox/me"
    statuses = [client.call(Request("GET", url, headers=HEADERS)).status for _ in range(3)]
    assert statuses == [500, 500, 200]
    assert write(client, server).ok


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({}, id="no kind"),
        pytest.param({"kind": "earthquake"}, id="unknown kind"),
        pytest.param({"kind": "delay", "secs": 3}, id="unknown key"),
        pytest.param({"kind": "delay", "match": {"colour": "red"}}, id="unknown match"),
        pytest.param({"kind": "delay", "seconds": "long"}, id="no number"),
        pytest.param(["delay"], id="no object"),
    ],
)
def test_wrong_order_is_refused_with_a_reason(
    client: HttpClient, server: SimulatorServer, wrong: object
) -> None:
    answer = order(client, server, wrong)
    assert answer.status == 400
    assert answer.json()["error"]
    assert server.world.faults.coming == ()


def test_planned_faults_can_be_listed_and_forgotten(
    client: HttpClient, server: SimulatorServer
) -> None:
    order(client, server, {"kind": "drop_after", "times": 3})
    url = f"{server.base_url}/api/faults"
    listed = client.call(Request("GET", url)).json()["faults"]
    assert [(fault["kind"], fault["times"]) for fault in listed] == [("drop_after", 3)]
    client.call(Request("DELETE", url))
    assert client.call(Request("GET", url)).json() == {"faults": []}


def test_timeline_as_data_tells_posts_and_strikes(
    client: HttpClient, server: SimulatorServer
) -> None:
    server.world.faults.plan("fail_after")
    write(client, server, "Da geht noch was.")
    told = client.call(Request("GET", f"{server.base_url}/api/timeline.json")).json()
    assert told["arrivals"] == {"postbox": 1}
    assert told["posts"][0]["text"] == "Da geht noch was."
    assert told["posts"][0]["created_at"] == "2027-03-08T08:30:00+00:00"
    assert [strike["kind"] for strike in told["faults"]] == ["fail_after"]


def test_unknown_medium_is_missing(client: HttpClient, server: SimulatorServer) -> None:
    assert client.call(Request("GET", f"{server.base_url}/media/77")).status == 404


def test_port_is_free_again_after_stop(clock: FakeClock, client: HttpClient) -> None:
    first = SimulatorServer(World(clock), {"postbox": postbox.DIALECT}).start()
    port = int(first.base_url.rsplit(":", 1)[1])
    first.stop()
    with SimulatorServer(World(clock), {"postbox": postbox.DIALECT}, port=port) as second:
        assert write(client, second).ok
