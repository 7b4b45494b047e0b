# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated YouTube is strict about sessions and words, and shows nobody a private video."""

from __future__ import annotations

import pytest
import requests

from scheduler.simulator.dialects.youtube import DIALECT
from scheduler.simulator.dialects.youtube.answers import refresh_token_of, video_name
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World, token_of
from tests.support.clock import FakeClock

TOKEN = {"Authorization": f"Bearer {token_of('land')}"}
VIDEOS = "/upload/youtube/v3/videos"
UNIT = 256 * 1024
WORDS = {"title": "Titel", "description": "Mehr.", "categoryId": "22"}


@pytest.fixture
def world():
    return World(FakeClock())


@pytest.fixture
def url(world):
    with SimulatorServer(world, {"youtube": DIALECT}) as server:
        yield server.url_of("youtube")


@pytest.fixture
def call(url):
    def call(method: str, path: str, headers=TOKEN, **given):
        address = path if path.startswith("http") else url + path
        return requests.request(method, address, headers=headers, timeout=5, **given)

    return call


@pytest.fixture
def begin(call):
    def begin(size: int = 10, snippet=WORDS, **status):
        about = {"X-Upload-Content-Length": str(size), "X-Upload-Content-Type": "video/mp4"}
        body = {"snippet": snippet, **({"status": status} if status else {})}
        return call("POST", f"{VIDEOS}?uploadType=resumable", TOKEN | about, json=body)

    return begin


def stretch(begin: int, end: int, total: int) -> dict:
    return TOKEN | {"Content-Range": f"bytes {begin}-{end}/{total}"}


def test_nothing_is_answered_without_a_token(call) -> None:
    assert call("GET", "/youtube/v3/channels?mine=true", headers={}).status_code == 401


@pytest.mark.parametrize(
    ("form", "status"),
    [({}, 200), ({"refresh_token": "falsch"}, 400), ({"client_secret": ""}, 400)],
    ids=["right", "unknown", "incomplete"],
)
def test_a_refresh_token_gives_an_access_token(call, form, status) -> None:
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token_of("land"),
        "client_id": "a",
        "client_secret": "b",
    }
    assert call("POST", "/token", {}, data=asked | form).status_code == status


def test_a_session_puts_nothing_on_the_channel_and_a_private_video_is_seen_by_nobody(
    call, begin, world
) -> None:
    address = begin(privacyStatus="private").headers["Location"]
    assert world.media() == ()
    video = call("PUT", address, stretch(0, 9, 10), data=b"x" * 10).json()["id"]
    assert world.arrivals() == 0
    changed = {"id": video, "status": {"privacyStatus": "public"}}
    for _ in range(2):
        assert call("PUT", "/youtube/v3/videos?part=status", json=changed).status_code == 200
    assert world.arrivals() == 1


def test_a_video_whose_privacy_nobody_named_is_public_at_once(call, begin, world) -> None:
    call("PUT", begin().headers["Location"], stretch(0, 9, 10), data=b"x" * 10)
    (post,) = world.posts()
    assert (post.text, post.visibility, len(post.id)) == ("Titel\n\nMehr.", "public", 11)


def test_a_session_tells_how_far_it_is_and_gives_the_same_video_again(call, begin) -> None:
    size = UNIT + 5
    address = begin(size).headers["Location"]
    question = TOKEN | {"Content-Range": f"bytes */{size}"}
    early = call("PUT", address, question)
    assert (early.status_code, "Range" in early.headers) == (308, False)
    first = call("PUT", address, stretch(0, UNIT - 1, size), data=b"x" * UNIT)
    assert (first.status_code, first.headers["Range"]) == (308, f"bytes=0-{UNIT - 1}")
    last = call("PUT", address, stretch(UNIT, size - 1, size), data=b"x" * 5)
    assert last.json()["id"] == call("PUT", address, question).json()["id"]


@pytest.mark.parametrize(
    ("headers", "data"),
    [
        pytest.param(stretch(0, 99, UNIT + 5), b"x" * 100, id="not a multiple"),
        pytest.param(stretch(5, UNIT + 4, UNIT + 5), b"x" * UNIT, id="a gap"),
        pytest.param(stretch(0, 9, 10), b"x" * 10, id="another size"),
        pytest.param(stretch(0, UNIT - 1, UNIT + 5), b"x", id="fewer bytes than named"),
        pytest.param(TOKEN, b"x", id="no range"),
    ],
)
def test_a_piece_that_does_not_fit_is_refused(call, begin, headers, data) -> None:
    address = begin(UNIT + 5).headers["Location"]
    assert call("PUT", address, headers, data=data).status_code == 400


def test_an_unknown_session_is_gone(call) -> None:
    path = f"{VIDEOS}?upload_id=x"
    assert call("PUT", path, stretch(0, 0, 1), data=b"x").status_code == 404


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"title": ""}, "invalidTitle"),
        ({"title": "x" * 101}, "invalidTitle"),
        ({"title": "a<b"}, "invalidTitle"),
        ({"description": "ä" * 2501}, "invalidDescription"),
        ({"description": "a>b"}, "invalidDescription"),
        ({"categoryId": "x"}, "invalidCategoryId"),
    ],
)
def test_words_that_youtube_does_not_take_are_refused(begin, words, reason) -> None:
    answer = begin(snippet=WORDS | words)
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"][0]["reason"] == reason


def test_the_hundred_and_first_upload_of_a_day_is_refused(begin) -> None:
    answers = [begin().status_code for _ in range(101)]
    assert (set(answers[:-1]), answers[-1]) == ({200}, 403)


def test_captions_of_the_same_language_and_name_are_refused_the_second_time(call, begin) -> None:
    address = begin().headers["Location"]
    video = call("PUT", address, stretch(0, 9, 10), data=b"x" * 10).json()["id"]
    about = f'{{"snippet": {{"videoId": "{video}", "language": "de", "name": "N"}}}}'
    body = f"--b\r\nContent-Type: application/json\r\n\r\n{about}\r\n--b\r\n"
    body += "Content-Type: text/vtt\r\n\r\nWEBVTT\n\r\n--b--\r\n"
    headers = TOKEN | {"Content-Type": "multipart/related; boundary=b"}
    codes = [
        call("POST", "/upload/youtube/v3/captions", headers, data=body.encode()).status_code
        for _ in range(2)
    ]
    assert codes == [200, 409]


def test_names_of_videos_have_eleven_characters() -> None:
    assert len(video_name("110000000000000001")) == 11
