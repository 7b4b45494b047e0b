# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pixelfed, where it differs from its family."""

from __future__ import annotations

import dataclasses

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Found, ReplyTo
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.platforms.fediverse.pixelfed import LIMITS, PLATFORM, compose, measure
from scheduler.simulator.dialects.mastodon.pixelfed import DIALECT
from scheduler.simulator.faults import Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World, token_of
from tests.platform_stands import MemoryArtefacts
from tests.support import border
from tests.support.border import KEY, PART, error_of, publish
from tests.support.clock import FakeClock
from tests.support.dialects import client_of
from tests.unit.platforms.fediverse.border import sought

SITE = "https://bilder.example"
STATUSES = f"{SITE}/api/v1/statuses"
KEYS = {"url": SITE, "token": {"env": "PIXELFED_TOKEN"}}
LIVE = {"id": "7", "url": f"{SITE}/p/land/7", "media_attachments": [{"id": "55"}]}


@pytest.fixture
def pictured(tmp_path) -> Part:
    return dataclasses.replace(PART, attachments=(border.picture(tmp_path),))


@pytest.fixture
def account(tmp_path, monkeypatch):
    monkeypatch.setenv("PIXELFED_TOKEN", "geheim-geheim")
    return border.connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"pixelfed": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("pixelfed"), "land")
        yield border.connect(PLATFORM, keys, tmp_path, world.clock)


def described() -> None:
    """What the server tells of itself, and takes without a word."""
    responses.get(f"{SITE}/api/v2/instance", status=404, json={})
    responses.get(f"{SITE}/api/v1/instance", json={"version": "3.5.3 (compatible; Pixelfed 0.11)"})
    responses.get(f"{SITE}/.well-known/nodeinfo", status=404, json={})
    responses.post(f"{SITE}/api/v2/media", json={"id": "55"})


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"json": []}, ChannelBlocked, id="never logged in"),
        pytest.param({"status": 401, "json": {"error": "x"}}, ChannelBlocked, id="401"),
        pytest.param({"status": 403, "json": {"error": "scope"}}, ChannelBlocked, id="403"),
        pytest.param({"status": 400, "json": {"error": "Invalid media_ids"}}, Rejected, id="400"),
        pytest.param({"status": 422, "json": {"errors": {}}}, Rejected, id="422"),
        pytest.param({"status": 429, "json": {}}, TryLater, id="429"),
        pytest.param({"status": 500, "body": "<h1>500</h1>"}, OutcomeUnknown, id="500"),
        pytest.param({"json": {"error": "?"}}, OutcomeUnknown, id="no id"),
    ],
)
def test_an_answer_to_publishing_means(account, pictured, answer: dict, expected: type) -> None:
    described()
    responses.post(STATUSES, **answer)
    assert type(error_of(account, pictured)) is expected


@responses.activate
def test_no_key_and_no_language_are_sent(account, pictured) -> None:
    described()
    responses.post(STATUSES, json=LIVE)
    assert publish(account, pictured) == Remote("7", LIVE["url"])
    sent = responses.calls[-1].request
    assert "Idempotency-Key" not in sent.headers
    assert b"language" not in sent.body


@responses.activate
def test_an_upload_for_an_account_that_never_logged_in_stops_the_channel(account, pictured) -> None:
    described()
    responses.replace(responses.POST, f"{SITE}/api/v2/media", json=[])
    with pytest.raises(ChannelBlocked):
        account.prepare(pictured, key=KEY, artefacts=MemoryArtefacts())


def test_a_lost_post_is_found_although_the_server_says_that_it_is_english(
    simulated, world, pictured
) -> None:
    world.faults.plan("drop_after", match=Match())
    assert isinstance(error_of(simulated, pictured), OutcomeUnknown)
    look = simulated.find([sought(world.clock, pictured, KEY)])[KEY]
    assert isinstance(look, Found)


def test_an_edit_changes_caption_and_alt_texts(simulated, world, pictured) -> None:
    remote = publish(simulated, pictured)
    (medium,) = pictured.attachments
    told = dataclasses.replace(medium, alt="Menschen lernen")
    simulated.edit(remote, dataclasses.replace(pictured, text="Berichtigt", attachments=(told,)))
    (post,) = world.posts()
    assert (post.text, [each.alt for each in post.media]) == ("Berichtigt", ["Menschen lernen"])
    with pytest.raises(Rejected):
        simulated.edit(remote, PART)


def test_an_answer_in_a_thread_needs_no_picture(simulated, world, pictured) -> None:
    root = publish(simulated, pictured)
    publish(simulated, PART, key=f"{KEY[:-1]}0", reply_to=ReplyTo(root, root))
    assert [len(post.media) for post in world.posts()] == [1, 0]


@pytest.mark.parametrize(
    ("picture", "changes", "refused"),
    [
        pytest.param(True, {}, False, id="picture"),
        pytest.param(False, {}, True, id="text alone"),
        pytest.param(True, {"visibility": "direct"}, True, id="direct"),
        pytest.param(True, {"content_warning": "x" * 140}, False, id="warning"),
        pytest.param(True, {"content_warning": "x" * 141}, True, id="long warning"),
    ],
)
def test_what_pixelfed_would_refuse_is_said_before(picture, changes: dict, *, refused) -> None:
    medium = Attachment("a.png", "0" * 64, "image/png", 1, "photo", "Bild")
    passage = ChannelPassage("Text", (medium,) if picture else ())
    message = compose(ChannelPost("p", "c", "de", (passage,), **changes), LIMITS)
    assert bool(message.refusals) is refused
    assert any("English" in each.en for each in message.omissions)


@pytest.mark.parametrize(
    ("changes", "reply"), [({}, False), ({"visibility": "direct"}, True)], ids=["bare", "direct"]
)
def test_what_cannot_go_out_is_not_tried(account, changes: dict, *, reply: bool) -> None:
    above = ReplyTo(Remote("1"), Remote("1")) if reply else None
    error = error_of(account, dataclasses.replace(PART, **changes), reply_to=above)
    assert isinstance(error, Rejected)


def test_addresses_count_in_full() -> None:
    text = "https://kampagne.example/" + "a" * 475
    assert measure(text, LIMITS).valid
    assert not measure(text + "a", LIMITS).valid


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"status": "Hallo"}, 403),
        ({"status": "Hallo", "media_ids": ["1"], "visibility": "direct"}, 422),
        ({"status": "Hallo", "media_ids": ["1"], "spoiler_text": "x" * 141}, 422),
    ],
    ids=["empty", "direct", "long warning"],
)
def test_the_simulated_server_is_as_strict_as_the_source(world, body: dict, status: int) -> None:
    client = client_of(DIALECT, world, AUTHORIZATION=f"Bearer {token_of('land')}")
    assert client.post("/api/v1/statuses", json=body).status_code == status
    assert world.arrivals() == 0


def test_a_repeated_key_is_refused_whatever_became_of_the_first(world) -> None:
    headers = {"AUTHORIZATION": f"Bearer {token_of('land')}", "IDEMPOTENCY_KEY": "k7"}
    client = client_of(DIALECT, world, **headers)
    answers = [client.post("/api/v1/statuses", json={"status": "x"}).status_code for _ in range(2)]
    assert answers == [403, 400]
