# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A video reaches YouTube once: the session is stored first and goes on after whatever happens."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.platform import Pending
from scheduler.platforms.youtube import PLATFORM
from scheduler.simulator.dialects.youtube import DIALECT
from scheduler.simulator.faults import Match
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, publish
from tests.support.clock import FakeClock
from tests.support.films import VTT, captions, film

API = "https://www.googleapis.com"
SESSIONS = f"{API}/upload/youtube/v3/videos"
ADDRESS = f"{SESSIONS}?uploadType=resumable&upload_id=geheimer-upload"
PIECES = Match(publishing=False, method="PUT", path="/upload/youtube/v3/videos")
MIB = 1024 * 1024


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def url(world):
    with SimulatorServer(world, {"youtube": DIALECT}) as server:
        yield server.url_of("youtube")


@pytest.fixture
def open_channel(world, url, tmp_path):
    keys = DIALECT.channel_settings(url, "land") | {"piece_mib": 1}
    return lambda **given: connect(PLATFORM, keys | given, tmp_path, world.clock)


@pytest.fixture
def channel(open_channel):
    return open_channel()


def strikes(world, kind: str, times: int = 1, match: Match = PIECES) -> None:
    world.faults.plan(kind, times=times, match=match)


def send(channel, part, artefacts=None) -> None:
    artefacts = artefacts or MemoryArtefacts()
    channel.prepare(part, key=KEY, artefacts=artefacts)
    publish(channel, part, artefacts=artefacts)


def test_a_video_goes_in_pieces_and_arrives_whole(channel, world, tmp_path) -> None:
    video = film(tmp_path, 5 * MIB // 2)
    send(channel, replace(PART, attachments=(video,)))
    (post,) = world.posts()
    assert post.media[0].data == (tmp_path / "film.mp4").read_bytes()
    assert (post.lang, post.visibility) == ("de", "public")


def test_a_prepared_video_is_private_until_it_is_due(channel, world, tmp_path) -> None:
    part, artefacts = replace(PART, attachments=(film(tmp_path),)), MemoryArtefacts()
    channel.prepare(part, key=KEY, artefacts=artefacts)
    assert (len(world.media()), world.arrivals()) == (1, 0)
    send(channel, part, artefacts=artefacts)
    assert (len(world.media()), world.arrivals()) == (1, 1)


def test_the_session_is_stored_before_the_first_byte_leaves(channel, world, tmp_path) -> None:
    strikes(world, "drop_before", times=9)
    artefacts = MemoryArtefacts()
    error = error_of(channel, replace(PART, attachments=(film(tmp_path),)), artefacts=artefacts)
    assert isinstance(error, TryLater)
    assert "upload_id" in artefacts.get("session")["address"]
    assert artefacts.get("video") is None


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "fail_before", "truncate"])
def test_a_piece_whose_answer_is_lost_is_asked_for_and_the_rest_follows(
    channel, world, tmp_path, kind
) -> None:
    strikes(world, kind)
    send(channel, replace(PART, attachments=(film(tmp_path, 3 * MIB),)))
    (post,) = world.posts()
    assert post.media[0].data == (tmp_path / "film.mp4").read_bytes()
    assert len(world.media()) == 1


def test_a_restart_goes_on_with_the_same_session(open_channel, world, tmp_path) -> None:
    part, artefacts = replace(PART, attachments=(film(tmp_path, 3 * MIB),)), MemoryArtefacts()
    strikes(world, "drop_after", times=9)
    assert isinstance(error_of(open_channel(), part, artefacts=artefacts), TryLater)
    kept = artefacts.get("session")
    world.faults.clear()
    send(open_channel(), part, artefacts=artefacts)
    assert artefacts.get("session") == kept
    assert (len(world.media()), world.arrivals()) == (1, 1)


def test_a_finished_session_whose_end_nobody_heard_makes_no_second_video(
    open_channel, world, tmp_path
) -> None:
    part, artefacts = replace(PART, attachments=(film(tmp_path),)), MemoryArtefacts()
    strikes(world, "drop_after", times=9)
    error_of(open_channel(), part, artefacts=artefacts)
    world.faults.clear()
    assert len(world.media()) == 1
    send(open_channel(), part, artefacts=artefacts)
    assert (len(world.media()), world.arrivals()) == (1, 1)


@pytest.mark.parametrize("videos", [1, 0], ids=["it had ended", "it was cut off"])
def test_a_session_that_youtube_has_forgotten_is_replaced_unless_it_left_a_video(
    channel, world, url, tmp_path, videos
) -> None:
    part, artefacts = replace(PART, attachments=(film(tmp_path),)), MemoryArtefacts()
    if videos:
        channel.prepare(part, key=KEY, artefacts=artefacts)
        artefacts.kept.pop("video")
    address = f"{url}/upload/youtube/v3/videos?upload_id=forgotten"
    artefacts.keep("session", {"address": address, "at": world.now().isoformat()})
    send(channel, part, artefacts=artefacts)
    assert (len(world.media()), world.arrivals()) == (1, 1)


def test_captions_go_along_and_nobody_sees_the_video_without_them(channel, world, tmp_path) -> None:
    video = film(tmp_path, captions=captions(tmp_path))
    part, artefacts = replace(PART, lang="de-AT", attachments=(video,)), MemoryArtefacts()
    strikes(world, "drop_after", match=Match(publishing=False, path="/captions"))
    assert isinstance(error_of(channel, part, artefacts=artefacts), TryLater)
    assert world.arrivals() == 0
    send(channel, part, artefacts=artefacts)
    (post,) = world.posts()
    assert post.raw["captions"] == {"de-AT Untertitel": VTT}


def test_captions_that_are_refused_keep_the_video_private(channel, world, tmp_path) -> None:
    part = replace(PART, attachments=(film(tmp_path, captions=captions(tmp_path)),))
    strikes(world, "reject", match=Match(publishing=False, path="/captions"))
    assert isinstance(error_of(channel, part), Rejected)
    assert world.arrivals() == 0


@pytest.mark.parametrize(
    ("ai", "synthetic"), [("none", False), ("assisted", False), ("generated", True)]
)
def test_what_a_machine_made_is_declared(channel, world, tmp_path, ai, synthetic) -> None:
    send(channel, replace(PART, attachments=(film(tmp_path, ai=ai),)))
    (post,) = world.posts()
    assert post.raw["status"]["containsSyntheticMedia"] is synthetic
    assert post.raw["status"]["selfDeclaredMadeForKids"] is False


def test_settings_say_category_and_whether_it_is_made_for_children(
    open_channel, world, tmp_path
) -> None:
    channel = open_channel(made_for_kids=True, category="25")
    send(channel, replace(PART, attachments=(film(tmp_path),)))
    (post,) = world.posts()
    assert post.raw["status"]["selfDeclaredMadeForKids"] is True
    assert post.raw["snippet"]["categoryId"] == "25"


def test_a_file_that_was_changed_since_its_review_is_not_sent(channel, world, tmp_path) -> None:
    part = replace(PART, attachments=(film(tmp_path),))
    (tmp_path / "film.mp4").write_bytes(b"etwas anderes")
    assert isinstance(error_of(channel, part), Rejected)
    assert world.media() == ()


# Answers ---------------------------------------------------------------------------------------


def status(**told) -> dict:
    return {"json": {"items": [{"id": "dQw4w9WgXcQ", "status": told}]}}


@responses.activate
def test_the_session_is_asked_with_size_type_and_words_and_never_left_to_a_default(
    account, tmp_path
) -> None:
    opened = responses.post(SESSIONS, headers={"Location": ADDRESS})
    sent = responses.put(SESSIONS, json={"id": "dQw4w9WgXcQ"})
    responses.get(f"{API}/youtube/v3/videos", **status(uploadStatus="processed"))
    shown = responses.put(f"{API}/youtube/v3/videos", json={"id": "dQw4w9WgXcQ"})
    remote = publish(account, replace(PART, text="Titel\nMehr.", attachments=(film(tmp_path),)))
    assert remote.url == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    request = opened.calls[0].request
    assert request.params == {
        "uploadType": "resumable",
        "part": "id,snippet,status",
        "notifySubscribers": "true",
    }
    assert request.headers["X-Upload-Content-Length"] == "1000"
    assert request.headers["X-Upload-Content-Type"] == "video/mp4"
    assert json.loads(request.body) == {
        "snippet": {
            "title": "Titel",
            "description": "Mehr.",
            "categoryId": "22",
            "defaultLanguage": "de",
        },
        "status": {
            "privacyStatus": "private",
            "selfDeclaredMadeForKids": False,
            "containsSyntheticMedia": False,
        },
    }
    assert sent.calls[0].request.headers["Content-Range"] == "bytes 0-999/1000"
    assert json.loads(shown.calls[0].request.body)["status"]["privacyStatus"] == "public"
    assert shown.calls[0].request.params == {"part": "snippet,status"}


@responses.activate
@pytest.mark.parametrize(
    ("told", "range_asked"),
    [
        pytest.param("bytes=0-499", "bytes 500-999/1000", id="half of it"),
        pytest.param(None, "bytes 0-999/1000", id="nothing yet"),
    ],
)
def test_a_session_goes_on_where_youtube_says(account, tmp_path, told, range_asked) -> None:
    headers = {"Range": told} if told else {}
    responses.put(SESSIONS, status=308, headers=headers)
    rest = responses.put(SESSIONS, json={"id": "dQw4w9WgXcQ"})
    responses.get(f"{API}/youtube/v3/videos", **status(uploadStatus="processed"))
    responses.put(f"{API}/youtube/v3/videos", json={"id": "dQw4w9WgXcQ"})
    artefacts = MemoryArtefacts(
        {"session": {"address": ADDRESS, "at": "2027-03-08T08:30:00+00:00"}}
    )
    publish(account, replace(PART, attachments=(film(tmp_path),)), artefacts=artefacts)
    question = responses.calls[1].request
    assert question.headers["Content-Range"] == "bytes */1000"
    assert not question.body
    assert rest.calls[0].request.headers["Content-Range"] == range_asked


@responses.activate
@pytest.mark.parametrize(
    ("opened", "expected"),
    [
        pytest.param({"status": 500}, TryLater, id="fault"),
        pytest.param({"body": ConnectionError("gone")}, TryLater, id="no answer"),
        pytest.param({"status": 200}, TryLater, id="no address"),
        pytest.param(
            {"headers": {"Location": "https://fremd.example/x"}}, ChannelBlocked, id="els"
        ),
        pytest.param(
            {"headers": {"Location": "https://www.googleapis.com.fremd.example/x"}},
            ChannelBlocked,
            id="an address that begins alike",
        ),
    ],
)
def test_a_session_that_does_not_come_about_leaves_nothing_behind(
    account, tmp_path, opened, expected
) -> None:
    responses.post(SESSIONS, **opened)
    artefacts = MemoryArtefacts()
    error = error_of(account, replace(PART, attachments=(film(tmp_path),)), artefacts=artefacts)
    assert type(error) is expected
    assert artefacts.kept == {}


@responses.activate
def test_the_upload_id_is_a_secret_and_hidden_wherever_an_error_speaks(account, tmp_path) -> None:
    responses.post(SESSIONS, headers={"Location": ADDRESS})
    responses.put(SESSIONS, body=f"400 Bad Request at {ADDRESS}", status=400)
    error = error_of(account, replace(PART, attachments=(film(tmp_path),)))
    assert isinstance(error, Rejected)
    assert "geheimer-upload" not in f"{error.sentence}{error.answer}"


@responses.activate
@pytest.mark.parametrize(
    ("told", "words"),
    [
        pytest.param({"uploadStatus": "failed", "failureReason": "codec"}, "codec", id="failed"),
        pytest.param(
            {"uploadStatus": "rejected", "rejectionReason": "duplicate"}, "duplicate", id="rejected"
        ),
        pytest.param({"uploadStatus": "deleted"}, "deleted", id="deleted"),
    ],
)
def test_a_video_that_youtube_cannot_use_is_refused_and_says_why(account, tmp_path, told, words):
    responses.get(f"{API}/youtube/v3/videos", **status(**told))
    artefacts = MemoryArtefacts({"video": "dQw4w9WgXcQ"})
    error = error_of(account, replace(PART, attachments=(film(tmp_path),)), artefacts=artefacts)
    assert isinstance(error, Rejected)
    assert words in error.sentence.de


def test_a_video_in_processing_is_waited_for_but_not_for_ever(open_channel, world, tmp_path):
    channel = open_channel(processing_minutes=1)
    part, artefacts = replace(PART, attachments=(film(tmp_path),)), MemoryArtefacts()
    early = channel.publish(part, key=KEY, reply_to=None, artefacts=artefacts)
    assert isinstance(early, Pending)
    assert early.ask_again_at == world.now() + timedelta(seconds=30)
    world.clock.jump(timedelta(seconds=30))
    publish(channel, part, artefacts=artefacts)
    assert world.arrivals() == 1


@responses.activate
def test_a_video_that_is_not_listed_yet_is_waited_for(account, tmp_path) -> None:
    responses.get(f"{API}/youtube/v3/videos", json={"items": []})
    since = {"video": "dQw4w9WgXcQ", "uploaded_at": "2027-03-08T08:29:00+00:00"}
    part = replace(PART, attachments=(film(tmp_path),))
    result = account.publish(part, key=KEY, reply_to=None, artefacts=MemoryArtefacts(since))
    assert isinstance(result, Pending)


@responses.activate
def test_patience_with_processing_ends(account, tmp_path) -> None:
    responses.get(f"{API}/youtube/v3/videos", **status(uploadStatus="uploaded"))
    responses.put(f"{API}/youtube/v3/videos", json={"id": "dQw4w9WgXcQ"})
    since = {"video": "dQw4w9WgXcQ", "uploaded_at": "2027-03-08T08:15:00+00:00"}
    publish(account, replace(PART, attachments=(film(tmp_path),)), artefacts=MemoryArtefacts(since))


@responses.activate
@pytest.mark.parametrize("answer", [{"status": 500}, {"body": ConnectionError("gone")}])
def test_only_the_call_that_shows_the_video_leaves_its_outcome_open(account, tmp_path, answer):
    responses.get(f"{API}/youtube/v3/videos", **status(uploadStatus="processed"))
    responses.put(f"{API}/youtube/v3/videos", **answer)
    artefacts = MemoryArtefacts({"video": "dQw4w9WgXcQ"})
    error = error_of(account, replace(PART, attachments=(film(tmp_path),)), artefacts=artefacts)
    assert type(error) is OutcomeUnknown
