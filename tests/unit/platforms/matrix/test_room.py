# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Matrix room: what each answer means, what is sent, and how a lost event is found."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
import responses
from pydantic import ValidationError

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, ReplyTo, Sought, Unsure
from scheduler.model.post import ChannelPassage, ChannelPost
from scheduler.platforms.matrix import PLATFORM
from scheduler.platforms.matrix.composing import LIMITS
from scheduler.platforms.matrix.contents import KEY as MARK
from scheduler.simulator.dialects.matrix import DIALECT
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

SERVER = "https://chat.example"
V3 = f"{SERVER}/_matrix/client/v3"
ROOM = f"{V3}/rooms/%21abc%3Achat.example"
SEND = f"{ROOM}/send/m.room.message/{KEY}"
KEYS = {"url": SERVER, "token": {"env": "MATRIX_TOKEN"}, "room": "!abc:chat.example"}


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setenv("MATRIX_TOKEN", "syt_geheimes_token")
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"matrix": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("matrix"), "land")
        yield connect(PLATFORM, keys, tmp_path, world.clock)


def told(status: int, errcode: str, **more: object) -> dict:
    return {"status": status, "json": {"errcode": errcode, "error": "x", **more}}


def sent() -> dict:
    return json.loads(responses.calls[-1].request.body)


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(told(401, "M_UNKNOWN_TOKEN", soft_logout=True), ChannelBlocked, id="token"),
        pytest.param(told(401, "M_MISSING_TOKEN"), ChannelBlocked, id="no token"),
        pytest.param(told(403, "M_USER_DEACTIVATED"), ChannelBlocked, id="deactivated"),
        pytest.param(told(403, "M_FORBIDDEN"), ChannelBlocked, id="forbidden"),
        pytest.param(told(404, "M_NOT_FOUND"), ChannelBlocked, id="no room"),
        pytest.param(told(400, "M_BAD_JSON"), Rejected, id="bad JSON"),
        pytest.param(told(400, "M_INVALID_PARAM"), Rejected, id="invalid"),
        pytest.param(told(413, "M_TOO_LARGE"), Rejected, id="too large"),
        pytest.param(told(403, "M_RESOURCE_LIMIT_EXCEEDED"), ChannelBlocked, id="server is full"),
        pytest.param(told(400, "M_RESOURCE_LIMIT_EXCEEDED"), ChannelBlocked, id="full, as 400"),
        pytest.param({"status": 500, "body": "<h1>x</h1>"}, OutcomeUnknown, id="500"),
        pytest.param({"status": 502}, OutcomeUnknown, id="502"),
        pytest.param({"status": 504}, OutcomeUnknown, id="504"),
        pytest.param({"status": 302}, ChannelBlocked, id="redirect"),
        pytest.param({"json": {}}, OutcomeUnknown, id="no event named"),
        pytest.param({"body": "<h1>Login</h1>"}, OutcomeUnknown, id="page"),
    ],
)
def test_an_answer_means(room, answer: dict, expected: type) -> None:
    responses.put(SEND, **answer)
    assert type(error_of(room)) is expected


@responses.activate
@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        pytest.param(told(429, "M_LIMIT_EXCEEDED", retry_after_ms=2500), 2.5, id="body"),
        pytest.param(
            {**told(429, "M_LIMIT_EXCEEDED", retry_after_ms=9), "headers": {"Retry-After": "7"}},
            7,
            id="header first",
        ),
        pytest.param(told(429, "M_LIMIT_EXCEEDED"), None, id="none"),
    ],
)
def test_a_limit_binds_the_whole_account(room, answer: dict, seconds: float | None) -> None:
    responses.put(SEND, **answer)
    error = error_of(room)
    assert isinstance(error, TryLater)
    expected = None if seconds is None else START + timedelta(seconds=seconds)
    assert (error.retry_at, error.whole_channel) == (expected, True)


@responses.activate
def test_a_text_goes_out_under_its_key_and_mentions_nobody(room) -> None:
    responses.put(SEND, json={"event_id": "$e1"})
    root, parent = Remote("$root"), Remote("$parent")
    remote = publish(room, reply_to=ReplyTo(root, parent))
    assert remote == Remote("$e1", "https://matrix.to/#/!abc:chat.example/$e1")
    assert sent() == {
        "msgtype": "m.text",
        "body": PART.text,
        "m.mentions": {},
        MARK: KEY,
        "m.relates_to": {
            "rel_type": "m.thread",
            "event_id": "$root",
            "is_falling_back": True,
            "m.in_reply_to": {"event_id": "$parent"},
        },
    }


@responses.activate
def test_a_picture_is_uploaded_once_and_has_the_text_as_caption(room, tmp_path) -> None:
    upload = responses.post(
        re.compile(f"{SERVER}/_matrix/media/v3/upload.*"), json={"content_uri": "mxc://c/1"}
    )
    responses.put(SEND, json={"event_id": "$e1"})
    part = replace(PART, attachments=(picture(tmp_path),))
    artefacts = MemoryArtefacts()
    room.prepare(part, key=KEY, artefacts=artefacts)
    publish(room, part, artefacts=artefacts)
    assert upload.call_count == 1
    assert upload.calls[0].request.headers["Content-Type"] == "image/png"
    content = sent()
    assert (content["msgtype"], content["body"]) == ("m.image", PART.text)
    assert (content["filename"], content["url"]) == ("bild.png", "mxc://c/1")
    assert content["info"]["w"] == 8


@responses.activate
def test_an_upload_without_an_answer_has_published_nothing(room, tmp_path) -> None:
    responses.post(re.compile(f"{SERVER}/_matrix/media/v3/upload.*"), status=500)
    error = error_of(room, replace(PART, attachments=(picture(tmp_path),)))
    assert isinstance(error, TryLater)


@responses.activate
def test_an_address_of_a_room_is_looked_up_once(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("MATRIX_TOKEN", "t")
    alias = responses.get(
        f"{V3}/directory/room/%23stadt%3Achat.example", json={"room_id": "!abc:chat.example"}
    )
    responses.put(re.compile(".*/send/.*"), json={"event_id": "$e1"})
    room = connect(PLATFORM, {**KEYS, "room": "#stadt:chat.example"}, tmp_path, FakeClock())
    publish(room)
    publish(room, key="k2")
    assert alias.call_count == 1


def history(*pages: tuple[list[dict], str | None]) -> None:
    responses.get(f"{V3}/account/whoami", json={"user_id": "@bot:chat.example"})
    for chunk, end in pages:
        more = {"end": end} if end else {}
        responses.get(f"{ROOM}/messages", json={"chunk": chunk, **more})


def event(key: str = KEY, *, name: str = "$e1", age: int = 0, sender: str = "@bot:chat.example"):
    at = int((START - timedelta(minutes=age)).timestamp() * 1000)
    content = {"body": "x", MARK: key}
    return {"event_id": name, "sender": sender, "origin_server_ts": at, "content": content}


@responses.activate
@pytest.mark.parametrize(
    ("pages", "taken", "expected"),
    [
        pytest.param([([event()], None)], [], Found, id="there"),
        pytest.param([([event("other")], "p1"), ([event()], None)], [], Found, id="second page"),
        pytest.param([([event("other")], None)], [], Absent, id="not there"),
        pytest.param([([event("other", age=60)], "p1")], [], Absent, id="far enough back"),
        pytest.param([([event(sender="@eve:chat.example")], None)], [], Absent, id="a forged key"),
        pytest.param([([event()], None)], ["$e1"], Absent, id="another delivery's"),
        pytest.param([([], None)], [], Absent, id="empty room"),
        pytest.param([([event("other")], "p")] * 10, [], Unsure, id="too much was written"),
    ],
)
def test_a_lost_event_is_found_by_its_key(room, pages, taken, expected: type) -> None:
    history(*pages)
    sought = Sought(KEY, PART, START, taken=frozenset(taken))
    assert isinstance(room.find([sought])[KEY], expected)


def test_one_look_serves_all(simulated) -> None:
    remote = publish(simulated, key="key-1")
    looks = simulated.find([Sought("key-1", PART, START), Sought("key-2", PART, START)])
    assert looks == {"key-1": Found(remote), "key-2": Absent()}


def test_the_same_key_again_is_the_same_event(simulated, world) -> None:
    assert publish(simulated) == publish(simulated)
    assert world.arrivals() == 1


def test_an_edit_replaces_the_text_and_keeps_the_picture(simulated, world, tmp_path) -> None:
    remote = publish(simulated, replace(PART, attachments=(picture(tmp_path),)))
    simulated.edit(remote, replace(PART, text="Neu"))
    post = world.post("matrix", remote.id)
    assert (post.text, len(post.media)) == ("Neu", 1)


def test_an_edit_of_the_longest_text_fits_into_an_event(simulated, world) -> None:
    remote = publish(simulated)
    simulated.edit(remote, replace(PART, text="ö" * 30_000))
    assert world.post("matrix", remote.id).text == "ö" * 30_000


def test_reactions_count_once_for_each_person_and_sign(simulated, world) -> None:
    remote = publish(simulated)
    world.clock.jump(timedelta(days=3))
    expected = world.counts(world.post("matrix", remote.id), {"reactions": 0.5})["reactions"]
    assert simulated.measure_posts([remote])[remote.id].get("reactions") == expected > 0


def test_a_file_too_many_follows_as_a_message_of_its_own(tmp_path) -> None:
    pictures = tuple(picture(tmp_path, f"Bild {n}", f"{n}.png") for n in (1, 2, 3))
    post = ChannelPost("p", "kanal", "de", (ChannelPassage("Text", pictures),))
    message = PLATFORM.compose(post, LIMITS)
    assert [part.text for part in message.parts] == [
        "Text\n\n[Bildbeschreibung: Bild 1]",
        "[Bildbeschreibung: Bild 2]",
        "[Bildbeschreibung: Bild 3]",
    ]
    assert [len(part.attachments) for part in message.parts] == [1, 1, 1]


@pytest.mark.parametrize(
    ("text", "valid"), [("a" * 30_000, True), ("a" * 30_001, False), ("👍" * 15_001, False)]
)
def test_characters_and_bytes_are_bounded(text: str, *, valid: bool) -> None:
    assert PLATFORM.measure(text, LIMITS).valid is valid


@pytest.mark.parametrize(
    ("joined", "encrypted", "problems"),
    [(["!abc:chat.example"], 404, 0), ([], 404, 1), (["!abc:chat.example"], 200, 1)],
)
@responses.activate
def test_check_tells_of_rooms_that_cannot_be_written_to(
    room, joined: list, encrypted: int, problems: int
) -> None:
    responses.get(f"{V3}/account/whoami", json={"user_id": "@bot:chat.example"})
    responses.get(f"{V3}/joined_rooms", json={"joined_rooms": joined})
    responses.get(f"{ROOM}/state/m.room.encryption/", status=encrypted, json={})
    health = room.check()
    assert health.account.startswith("@bot:chat.example")
    assert len(health.problems) == problems


def test_an_edit_back_to_an_earlier_text_is_an_edit_of_its_own(simulated, world) -> None:
    remote = publish(simulated)
    for text in ("Neu", "Anders", "Neu"):
        simulated.edit(remote, replace(PART, text=text))
    assert world.post("matrix", remote.id).text == "Neu"


def test_deleting_takes_the_edits_along(simulated) -> None:
    remote = publish(simulated)
    simulated.edit(remote, replace(PART, text="Neu"))
    simulated.delete(remote)
    path = f"{simulated._room().replace('/v3/', '/v1/')}/relations/{remote.id}/m.replace"
    assert simulated._asked(path) == {"chunk": []}


@responses.activate
def test_replacements_by_others_are_left_alone(room) -> None:
    chunk = [{"event_id": "$fremd", "sender": "@eve:chat.example"}]
    responses.get(re.compile(".*/relations/.*"), json={"chunk": chunk})
    responses.get(f"{V3}/account/whoami", json={"user_id": "@bot:chat.example"})
    redacted = responses.put(re.compile(".*/redact/%24e1/.*"), json={"event_id": "$e2"})
    room.delete(Remote("$e1"))
    assert redacted.call_count == 1


@responses.activate
def test_redacting_what_is_gone_is_a_success(room) -> None:
    responses.get(re.compile(".*/relations/.*"), status=404, json={"errcode": "M_NOT_FOUND"})
    responses.put(re.compile(".*/redact/.*"), status=404, json={"errcode": "M_NOT_FOUND"})
    room.delete(Remote("$e1"))
    assert len(responses.calls) == 2


@pytest.mark.parametrize("wrong", [{"room": "stadt"}, {"url": "http://chat.example"}])
def test_settings_that_cannot_be_right_are_refused(wrong: dict) -> None:
    with pytest.raises(ValidationError):
        PLATFORM.settings.model_validate({**KEYS, **wrong})
