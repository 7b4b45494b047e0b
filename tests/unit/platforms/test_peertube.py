# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A PeerTube account: what each answer means, and that an upload goes on where it was."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part
from scheduler.model.platform import Absent, Found, Sought, Unsure
from scheduler.platforms.peertube import PLATFORM
from scheduler.platforms.peertube.composing import name_of
from scheduler.simulator.contract.workbench import film
from scheduler.simulator.dialects.peertube import DIALECT
from scheduler.simulator.faults import Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, publish
from tests.support.clock import START, FakeClock

SITE = "https://videos.example"
API = f"{SITE}/api/v1"
KEYS = {"url": SITE, "user": "land", "password": {"env": "PEERTUBE_PASSWORD"}}
PIECES = Match(publishing=False, method="PUT", path="upload-resumable")
UPLOADED = {"video": {"id": "8", "short": "rJ1"}}


@pytest.fixture
def filmed(tmp_path) -> Part:
    medium = film(tmp_path)
    data = bytes(2_500_000)
    return dataclasses.replace(PART, attachments=(_of(medium, data, tmp_path),))


def _of(medium, data: bytes, folder):
    (folder / "film.mp4").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return dataclasses.replace(medium, sha256=digest, size_bytes=len(data))


@pytest.fixture
def account(tmp_path, monkeypatch):
    monkeypatch.setenv("PEERTUBE_PASSWORD", "geheim-geheim")
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def simulated(world, tmp_path):
    with SimulatorServer(world, {"peertube": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("peertube"), "land")
        yield connect(PLATFORM, keys | {"piece_mebibytes": 1}, tmp_path, world.clock)


def logged_in(status: int = 200, body: dict | None = None) -> None:
    responses.get(f"{API}/oauth-clients/local", json={"client_id": "a", "client_secret": "b"})
    tokens = {"access_token": "zugang-zugang", "refresh_token": "erneuert-erneuert"}
    responses.post(f"{API}/users/token", status=status, json=body or tokens)


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"status": 401, "json": {"code": "invalid_token"}}, ChannelBlocked, id="401"),
        pytest.param({"status": 403, "json": {}}, ChannelBlocked, id="403"),
        pytest.param({"status": 413, "json": {"code": "quota_reached"}}, ChannelBlocked, id="full"),
        pytest.param(
            {"status": 413, "json": {"code": "max_file_size_reached"}}, Rejected, id="large"
        ),
        pytest.param({"status": 400, "json": {}}, Rejected, id="400"),
        pytest.param({"status": 404, "json": {}}, Rejected, id="404"),
        pytest.param({"status": 415, "json": {}}, Rejected, id="415"),
        pytest.param({"status": 422, "json": {}}, Rejected, id="422"),
        pytest.param({"status": 429, "json": {}}, TryLater, id="429"),
        pytest.param(
            {"status": 503, "body": "", "headers": {"Retry-After": "5"}}, TryLater, id="503"
        ),
        pytest.param({"status": 500, "body": "<h1>500</h1>"}, OutcomeUnknown, id="500"),
    ],
)
def test_an_answer_to_making_it_public_means(account, filmed, answer, expected: type) -> None:
    logged_in()
    responses.put(f"{API}/videos/8", **answer)
    assert type(error_of(account, filmed, artefacts=MemoryArtefacts(dict(UPLOADED)))) is expected


@responses.activate
@pytest.mark.parametrize("code", ["invalid_grant", "missing_two_factor"])
def test_a_login_that_is_refused_stops_the_channel(account, filmed, code: str) -> None:
    logged_in(400, {"code": code})
    error = error_of(account, filmed)
    assert isinstance(error, ChannelBlocked)
    assert ("second factor" in error.sentence.en) == (code == "missing_two_factor")


@responses.activate
def test_one_login_serves_all_calls(account, filmed) -> None:
    logged_in()
    responses.put(f"{API}/videos/8", status=204)
    for _ in range(2):
        remote = publish(account, filmed, artefacts=MemoryArtefacts(dict(UPLOADED)))
        assert remote.url == f"{SITE}/w/rJ1"
    asked = [call.request.url for call in responses.calls]
    assert asked.count(f"{API}/users/token") == 1


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "fail_before", "fail_after"])
def test_a_piece_whose_answer_is_lost_is_asked_for(simulated, world, filmed, fault: str) -> None:
    world.faults.plan(fault, match=PIECES)
    publish(simulated, filmed)
    (post,) = world.posts()
    assert post.media[0].size_bytes == filmed.attachments[0].size_bytes
    assert len(world.media()) == 1


def test_an_upload_goes_on_in_its_session_after_a_restart(simulated, world, filmed) -> None:
    artefacts = MemoryArtefacts()
    world.faults.plan("fail_before", times=20, match=PIECES)
    assert isinstance(error_of(simulated, filmed, artefacts=artefacts), TryLater)
    session = artefacts.get("session")
    world.faults.clear()
    publish(simulated, filmed, artefacts=artefacts)
    assert artefacts.get("session") == session
    assert artefacts.history == ["session", "video"]


def test_a_finished_session_whose_answer_was_lost_leaves_one_video(
    simulated, world, filmed
) -> None:
    artefacts = MemoryArtefacts()
    publish(simulated, filmed, artefacts=artefacts)
    del artefacts.kept["video"]
    publish(simulated, filmed, artefacts=artefacts)
    assert len(world.media()) == world.arrivals() == 1


@responses.activate
def test_no_token_goes_to_a_foreign_address(account, filmed) -> None:
    logged_in()
    responses.get(f"{API}/users/me", json={"videoChannels": [{"id": 3, "name": "land"}]})
    foreign = {"Location": "//anderswo.example/upload?upload_id=1"}
    responses.post(f"{API}/videos/upload-resumable", status=201, headers=foreign)
    assert isinstance(error_of(account, filmed), ChannelBlocked)
    assert not [call for call in responses.calls if "anderswo" in call.request.url]


@responses.activate
@pytest.mark.parametrize(
    ("artefacts", "privacy", "expected"),
    [
        pytest.param(UPLOADED, 1, Found, id="public"),
        pytest.param(UPLOADED, 3, Absent, id="private"),
        pytest.param({}, 1, Unsure, id="one of this name"),
        pytest.param({}, 3, Absent, id="a private one of this name"),
    ],
)
def test_a_look_tells(account, artefacts: dict, privacy: int, expected: type) -> None:
    logged_in()
    shown = {"id": 8, "name": name_of(PART), "privacy": {"id": privacy}}
    responses.get(f"{API}/videos/8", json=shown)
    responses.get(f"{API}/users/me/videos", json={"data": [shown]})
    sought = Sought(KEY, PART, START, artefacts=artefacts)
    assert isinstance(account.find([sought])[KEY], expected)


@pytest.mark.parametrize(
    "changes", [{}, {"visibility": "private"}, {"visibility": "direct"}], ids=str
)
def test_what_cannot_go_out_is_not_tried(account, changes: dict) -> None:
    assert isinstance(error_of(account, dataclasses.replace(PART, **changes)), Rejected)


@pytest.mark.parametrize(("text", "name"), [("Hi", "Hi – Video"), ("Ein Film\nmehr", "Ein Film")])
def test_a_name_has_three_characters_at_least(text: str, name: str) -> None:
    assert name_of(Part(text, "de")) == name
