# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Events as a receiver sees them; `standardwebhooks`, written by others, checks the signatures."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Self

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from scheduler.bootstrap.clock import SystemClock
from scheduler.model.errors import ChannelBlocked
from scheduler.model.message import Remote
from scheduler.model.platform import ReplyTo
from scheduler.platforms.webhook import PLATFORM
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish

SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
OLDER = "whsec_" + base64.b64encode(b"fedcba9876543210fedcba9876543210").decode()


@dataclass
class Receiver:
    """Keeps what arrives, and answers as it is told."""

    answer: bytes = b'{"id": "remote-1", "url": "https://intranet.example/1"}'
    status: int = 200
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def __enter__(self) -> Self:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.taken.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(receiver.status)
                self.send_header("Content-Length", str(len(receiver.answer)))
                self.end_headers()
                self.wfile.write(receiver.answer)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/in"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def event(self, number: int = -1) -> Any:
        return json.loads(self.taken[number][1])


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


@pytest.fixture
def keys(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    monkeypatch.setenv("HOOK_OLDER", OLDER)
    monkeypatch.setenv("HOOK_GATEWAY", "gateway-pass")
    return {"url": receiver.url, "secret": {"env": "HOOK_SECRET"}, "allow": ["127.0.0.1/32"]}


@pytest.fixture
def endpoint(keys, tmp_path):
    return connect(PLATFORM, keys, tmp_path, SystemClock())


def test_an_independent_library_accepts_the_signature(endpoint, receiver) -> None:
    publish(endpoint, replace(PART, text="Grüße 👩‍👩‍👧 – „Da geht noch was“"))
    headers, body = receiver.taken[0]
    event = Webhook(SECRET).verify(body, headers)
    assert event["type"] == "post.publish"
    assert event["data"]["text"] == "Grüße 👩‍👩‍👧 – „Da geht noch was“"


def test_the_same_library_refuses_a_body_that_was_changed(endpoint, receiver) -> None:
    publish(endpoint)
    headers, body = receiver.taken[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body.replace(b"noch", b"nie "), headers)


@pytest.mark.parametrize("secret", [SECRET, OLDER], ids=["new", "old"])
def test_while_secrets_rotate_either_one_verifies(keys, tmp_path, receiver, secret: str) -> None:
    keys["previous_secret"] = {"env": "HOOK_OLDER"}
    publish(connect(PLATFORM, keys, tmp_path, SystemClock()))
    headers, body = receiver.taken[0]
    assert Webhook(secret).verify(body, headers)["data"]["id"] == KEY


def test_the_events_id_is_the_deliverys_key_and_a_repeat_sends_the_same_bytes(
    endpoint, receiver
) -> None:
    artefacts = MemoryArtefacts()
    publish(endpoint, artefacts=artefacts)
    publish(endpoint, artefacts=artefacts)
    (first, body), (second, again) = receiver.taken
    assert first["webhook-id"] == second["webhook-id"] == KEY
    assert body == again


def test_everything_of_the_post_goes_along(endpoint, receiver, tmp_path) -> None:
    part = replace(
        PART,
        lang="de-leicht",
        visibility="unlisted",
        content_warning="Gewalt",
        attachments=(picture(tmp_path, "Zwei Menschen"),),
    )
    parent = Remote("remote-1", None, (("event", "e1"),))
    publish(endpoint, part, reply_to=ReplyTo(parent, parent))
    data = receiver.event()["data"]
    assert (data["language"], data["visibility"]) == ("de-leicht", "unlisted")
    assert data["content_warning"] == "Gewalt"
    assert data["reply_to"] == {"id": "e1", "remote_id": "remote-1", "url": None}
    (medium,) = data["media"]
    content = base64.b64decode(medium["content"])
    assert medium["alt"] == "Zwei Menschen"
    assert hashlib.sha256(content).hexdigest() == medium["sha256"]
    assert (medium["mime"], medium["width"], medium["height"]) == ("image/png", 8, 4)


@pytest.mark.parametrize(
    ("answer", "identifier", "url"),
    [
        pytest.param(b'{"id": "r1", "url": "https://a.example/1"}', "r1", "https://a.example/1"),
        pytest.param(b'{"id": 7}', KEY, None, id="id is no text"),
        pytest.param(b'{"url": "javascript:alert(1)"}', KEY, None, id="url is no web address"),
        pytest.param(b"ok", KEY, None, id="no JSON"),
        pytest.param(b"", KEY, None, id="empty"),
        pytest.param(b"[1]", KEY, None, id="a list"),
    ],
)
def test_a_receiver_may_tell_where_the_post_is(
    endpoint, receiver, answer: bytes, identifier: str, url: str | None
) -> None:
    receiver.answer = answer
    assert publish(endpoint) == Remote(identifier, url, (("event", KEY),))


def test_deleting_and_changing_are_events_of_their_own(endpoint, receiver) -> None:
    remote = publish(endpoint)
    endpoint.edit(remote, replace(PART, text="Neu"))
    endpoint.edit(remote, replace(PART, text="Noch neuer"))
    endpoint.delete(remote)
    events = [json.loads(body) for _, body in receiver.taken]
    assert [event["type"] for event in events] == [
        "post.publish",
        "post.update",
        "post.update",
        "post.delete",
    ]
    assert {event["data"]["id"] for event in events} == {KEY}
    ids = [headers["webhook-id"] for headers, _ in receiver.taken]
    assert len(set(ids)) == 4
    assert not any("." in each for each in ids)


def test_a_gateways_header_goes_along(keys, tmp_path, receiver) -> None:
    keys["header"] = {"name": "X-Api-Key", "value": {"env": "HOOK_GATEWAY"}}
    publish(connect(PLATFORM, keys, tmp_path, SystemClock()))
    assert receiver.taken[0][0]["x-api-key"] == "gateway-pass"


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param("whsec_" + base64.b64encode(b"x" * 23).decode(), id="23 bytes"),
        pytest.param("whsec_" + base64.b64encode(b"x" * 65).decode(), id="65 bytes"),
        pytest.param("whsec_nicht-base64!", id="no base64"),
        pytest.param("hunter2hunter2", id="a password"),
    ],
)
def test_a_secret_that_is_none_stops_the_channel_before_anything_leaves(
    endpoint, receiver, monkeypatch, secret: str
) -> None:
    monkeypatch.setenv("HOOK_SECRET", secret)
    assert isinstance(error_of(endpoint), ChannelBlocked)
    assert receiver.taken == []


def test_a_receiver_on_a_private_address_gets_nothing_unless_allowed(
    keys, tmp_path, receiver
) -> None:
    keys["allow"] = ["10.0.0.0/8"]
    error = error_of(connect(PLATFORM, keys, tmp_path, SystemClock()))
    assert isinstance(error, ChannelBlocked)
    assert "allow" in error.sentence.en
    assert receiver.taken == []


def test_check_says_the_address_without_its_query_and_sends_nothing(
    keys, tmp_path, receiver
) -> None:
    keys["url"] += "?key=geheim"
    health = connect(PLATFORM, keys, tmp_path, SystemClock()).check()
    assert health.account.endswith("/in")
    assert "geheim" not in health.account
    assert receiver.taken == []
