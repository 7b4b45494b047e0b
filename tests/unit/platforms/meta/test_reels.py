# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Videos on a Facebook Page: begun, uploaded from where it broke off, and finished once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Pending, Sought
from scheduler.model.post import Attachment, ChannelPassage, ChannelPost
from scheduler.platforms.meta.facebook import PLATFORM
from scheduler.platforms.meta.facebook.composing import LIMITS
from scheduler.simulator.dialects.meta.facebook import DIALECT, page_of
from scheduler.simulator.faults import Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

API = "https://graph.facebook.com/v25.0"
REELS, VIDEO = f"{API}/123456/video_reels", f"{API}/77"
UPLOAD = "https://rupload.facebook.com/video-upload/v25.0/77"
KEYS = {"token": {"env": "FACEBOOK_TOKEN"}, "page": "123456"}
CONTENT = b"0123456789"
BEGUN = {"reel": {"id": "77", "address": UPLOAD}}


@pytest.fixture(autouse=True)
def _token(monkeypatch):
    monkeypatch.setenv("FACEBOOK_TOKEN", "EAABgeheim123")


@pytest.fixture
def page(tmp_path):
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def part(tmp_path):
    (tmp_path / "clip.mp4").write_bytes(CONTENT)
    digest = hashlib.sha256(CONTENT).hexdigest()
    video = Attachment("clip.mp4", digest, "video/mp4", len(CONTENT), "video", "Ein Clip")
    return replace(PART, attachments=(video,))


def status(uploading: str, publishing: str = "not_started", received: int = 0, **more: str) -> dict:
    phases = {
        "uploading_phase": {"status": uploading, "bytes_transfered": received},
        "publishing_phase": {"status": publishing},
    }
    return {"id": "77", "status": phases, **more}


def begun() -> MemoryArtefacts:
    return MemoryArtefacts(dict(BEGUN))


@responses.activate
def test_a_video_is_begun_kept_uploaded_and_finished(page, part) -> None:
    responses.post(REELS, json={"video_id": "77", "upload_url": UPLOAD})
    responses.get(VIDEO, json=status("in_progress"))
    upload = responses.post(UPLOAD, json={"success": True})
    responses.get(VIDEO, json=status("complete", received=10))
    artefacts = MemoryArtefacts()
    page.prepare(part, key=KEY, artefacts=artefacts)
    sent = upload.calls[0].request
    assert (sent.headers["offset"], sent.headers["file_size"], sent.body) == ("0", "10", CONTENT)
    assert artefacts.kept == BEGUN
    finish = responses.replace("POST", REELS, json={"success": True})
    result = page.publish(part, key=KEY, reply_to=None, artefacts=artefacts)
    assert isinstance(result, Pending)
    assert "video_state=PUBLISHED" in finish.calls[0].request.body
    responses.replace("GET", VIDEO, json=status("complete", "complete", post_id="99"))
    remote = Remote("123456_99", "https://www.facebook.com/reel/77")
    assert publish(page, part, artefacts=artefacts) == remote


@responses.activate
def test_an_upload_that_broke_off_goes_on_from_there(page, part) -> None:
    responses.get(VIDEO, json=status("in_progress", received=4))
    upload = responses.post(UPLOAD, json={"success": True})
    assert isinstance(error_of(page, part, artefacts=begun()), TryLater)
    assert upload.calls[0].request.headers["offset"] == "4"
    assert upload.calls[0].request.body == CONTENT[4:]


@responses.activate
def test_a_reel_that_was_finished_is_not_finished_again(page, part) -> None:
    responses.get(VIDEO, json=status("complete"))
    finish = responses.post(REELS, json={"success": True})
    artefacts = begun()
    for _ in range(3):
        page.publish(part, key=KEY, reply_to=None, artefacts=artefacts)
    assert finish.call_count == 1


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"status": 500}, OutcomeUnknown, id="500"),
        pytest.param({"json": {"success": False}}, OutcomeUnknown, id="no success"),
        pytest.param(
            {"status": 400, "json": {"error": {"code": 100}}}, Rejected, id="refused content"
        ),
        pytest.param({"status": 400, "json": {"error": {"code": 190}}}, ChannelBlocked, id="token"),
    ],
)
def test_an_answer_to_finishing_means(page, part, answer, expected) -> None:
    responses.get(VIDEO, json=status("complete"))
    responses.post(REELS, **answer)
    assert type(error_of(page, part, artefacts=begun())) is expected


@responses.activate
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(status("complete", "complete"), Found, id="live"),
        pytest.param(status("complete", "in_progress"), Found, id="about to be"),
        pytest.param(status("complete"), Absent, id="not begun to publish"),
        pytest.param(status("error"), Absent, id="failed"),
    ],
)
def test_a_look_asks_the_reel_itself(page, part, told, expected) -> None:
    responses.get(VIDEO, json=told)
    look = page.find([Sought(KEY, part, START, artefacts=BEGUN)])[KEY]
    assert type(look) is expected


def test_a_reel_that_was_never_begun_is_not_live(page, part) -> None:
    assert page.find([Sought(KEY, part, START)]) == {KEY: Absent()}


@responses.activate
def test_a_video_that_cannot_be_processed_is_refused_with_the_way_out(page, part) -> None:
    responses.get(VIDEO, json=status("complete", "error"))
    error = error_of(page, part, artefacts=begun())
    assert isinstance(error, Rejected)
    assert "9:16" in error.sentence.en


@responses.activate
@pytest.mark.parametrize(
    "address",
    ["https://evil.example/x", "http://rupload.facebook.com/x", "https://notfacebook.com/x"],
)
def test_the_token_goes_to_no_strange_address(page, part, address: str) -> None:
    responses.post(REELS, json={"video_id": "77", "upload_url": address})
    assert isinstance(error_of(page, part), ChannelBlocked)
    assert len(responses.calls) == 1


@pytest.mark.parametrize("fault", ["drop_after", "fail_after", "truncate"])
def test_a_lost_answer_to_finishing_makes_one_reel(tmp_path, part, fault: str) -> None:
    world = World(FakeClock())
    with SimulatorServer(world, {"facebook": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("facebook"), "land")
        page = connect(PLATFORM, keys, tmp_path, world.clock)
        artefacts = MemoryArtefacts()
        page.prepare(part, key=KEY, artefacts=artefacts)
        world.faults.plan(fault, match=Match(text="finish"))
        assert isinstance(error_of(page, part, artefacts=artefacts), OutcomeUnknown)
        world.clock.jump(timedelta(seconds=30))
        sought = Sought(KEY, part, START, artefacts=artefacts.kept)
        look = page.find([sought])[KEY]
        assert isinstance(look, Found)
        assert look.remote.id.startswith(page_of("land"))
        assert publish(page, part, artefacts=artefacts) == look.remote
    assert world.arrivals() == 1
    assert world.posts()[0].media[0].data == CONTENT


@pytest.mark.parametrize(
    ("kinds", "taken"), [("vp", "v"), ("pvp", "pp"), ("vv", "v"), ("pp", "pp"), ("v", "v")]
)
def test_pictures_and_videos_do_not_go_together_and_that_is_said(tmp_path, kinds, taken) -> None:
    photo = picture(tmp_path)
    media = {"p": photo, "v": replace(photo, mime="video/mp4", kind="video", alt="")}
    passage = ChannelPassage("Hallo", tuple(media[each] for each in kinds))
    message = PLATFORM.compose(ChannelPost("auftakt", "kanal", "de", (passage,)), LIMITS)
    assert message.parts[0].attachments == tuple(media[each] for each in taken)
    said = " ".join(each.en for each in message.omissions)
    assert ("does not show pictures and videos together" in said) == (kinds != taken)
