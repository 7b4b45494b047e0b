# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Threads profile: two steps to each post, counting, figures, and the token's renewal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import responses

from scheduler.model.engagement import Counts
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Pending, Quota, ReplyTo, Sought, Unsure
from scheduler.platforms.meta.containers import ARTEFACT
from scheduler.platforms.meta.threads import PLATFORM
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

API = "https://graph.threads.net/v1.0"
MAKE, PUBLISH = f"{API}/me/threads", f"{API}/me/threads_publish"
KEYS = {"token": {"env": "THREADS_TOKEN"}}
WEB = "https://land.example/m"
SECRET = "THQVJgeheim123"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture(autouse=True)
def _token(monkeypatch):
    monkeypatch.setenv("THREADS_TOKEN", SECRET)


@pytest.fixture
def profile(tmp_path, clock):
    return connect(PLATFORM, KEYS, tmp_path, clock)


@pytest.fixture
def staged(tmp_path, clock):
    keys = {**KEYS, "staging": {"folder": "web", "url": WEB}}
    return connect(PLATFORM, keys, tmp_path, clock)


def fault(code: int, subcode: int = 0, message: str = "x") -> dict:
    error = {"code": code, "error_subcode": subcode, "message": message}
    return {"status": 400, "json": {"error": error}}


def container(status: str, detail: str = "") -> None:
    responses.get(f"{API}/c1", json={"id": "c1", "status": status, "error_message": detail})


def sent(number: int = 0) -> dict[str, str]:
    form = dict(parse_qsl(responses.calls[number].request.body))
    assert form.pop("access_token") == SECRET
    return form


def files(tmp_path: Path) -> list[str]:
    return sorted(each.name for each in (tmp_path / "web").glob("*"))


@responses.activate
def test_a_post_is_made_kept_and_then_published(profile) -> None:
    responses.post(MAKE, json={"id": "c1"})
    container("FINISHED")
    responses.post(PUBLISH, json={"id": "18050"})
    responses.get(f"{API}/18050", json={"id": "18050", "permalink": "https://t.example/p/1"})
    artefacts = MemoryArtefacts()
    assert publish(profile, artefacts=artefacts) == Remote("18050", "https://t.example/p/1")
    assert sent(0) == {"text": PART.text, "media_type": "TEXT"}
    assert sent(2) == {"creation_id": "c1"}
    assert artefacts.kept[ARTEFACT]["main"]["id"] == "c1"


@responses.activate
def test_a_post_whose_address_is_not_told_is_live_all_the_same(profile) -> None:
    responses.post(MAKE, json={"id": "c1"})
    container("FINISHED")
    responses.post(PUBLISH, json={"id": "18050"})
    responses.get(f"{API}/18050", status=500)
    assert publish(profile) == Remote("18050")


@responses.activate
def test_a_retry_publishes_the_same_container(profile) -> None:
    make = responses.post(MAKE, json={"id": "c1"})
    container("FINISHED")
    responses.post(PUBLISH, status=500)
    artefacts = MemoryArtefacts()
    for _ in range(2):
        assert isinstance(error_of(profile, artefacts=artefacts), OutcomeUnknown)
    assert make.call_count == 1


@responses.activate
def test_a_container_that_is_live_is_never_published_again(profile) -> None:
    responses.post(MAKE, json={"id": "c1"})
    container("PUBLISHED")
    again = responses.post(PUBLISH, json={"id": "18050"})
    assert isinstance(error_of(profile), OutcomeUnknown)
    assert again.call_count == 0


@responses.activate
def test_a_changed_text_gets_another_container(profile) -> None:
    make = responses.post(MAKE, json={"id": "c1"})
    container("IN_PROGRESS")
    artefacts = MemoryArtefacts()
    for text in ("Eins.", "Zwei."):
        part = replace(PART, text=text)
        profile.publish(part, key=KEY, reply_to=None, artefacts=artefacts)
    assert make.call_count == 2


@responses.activate
@pytest.mark.parametrize("subcode", [4279009, 2207027])
def test_a_container_that_is_not_ready_is_asked_again(profile, clock, subcode: int) -> None:
    responses.post(MAKE, json={"id": "c1"})
    container("FINISHED")
    responses.post(PUBLISH, **fault(24, subcode))
    result = profile.publish(PART, key=KEY, reply_to=None, artefacts=MemoryArtefacts())
    assert isinstance(result, Pending)
    assert result.ask_again_at == clock.now() + timedelta(seconds=5)


@responses.activate
@pytest.mark.parametrize(
    ("status", "detail", "expected"),
    [
        pytest.param("EXPIRED", "", TryLater, id="expired"),
        pytest.param("ERROR", "FAILED_DOWNLOADING_VIDEO", TryLater, id="download failed"),
        pytest.param("ERROR", "UNKNOWN", TryLater, id="unknown"),
        pytest.param("ERROR", "INVALID_ASPEC_RATIO", Rejected, id="ratio"),
        pytest.param("ERROR", "INVALID_DURATION", Rejected, id="duration"),
        pytest.param("ERROR", "INVALID_FRAME_RATE", Rejected, id="frame rate"),
        pytest.param("SOMETHING", "", TryLater, id="a condition nobody knows"),
    ],
)
def test_a_container_in_that_condition_means(profile, status, detail, expected) -> None:
    responses.post(MAKE, json={"id": "c1"})
    container(status, detail)
    assert type(error_of(profile)) is expected


@responses.activate
def test_a_container_is_made_anew_twice_at_most(profile) -> None:
    make = responses.post(MAKE, json={"id": "c1"})
    container("EXPIRED")
    artefacts = MemoryArtefacts()
    errors = [type(error_of(profile, artefacts=artefacts)) for _ in range(3)]
    assert errors == [TryLater, TryLater, Rejected]
    assert make.call_count == 3


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(fault(190, 463), ChannelBlocked, id="token"),
        pytest.param(fault(100), Rejected, id="content"),
        pytest.param(fault(2), TryLater, id="server"),
        pytest.param({"status": 500}, TryLater, id="500"),
        pytest.param({"json": {}}, TryLater, id="no container named"),
        pytest.param(fault(4), TryLater, id="limit"),
    ],
)
def test_nothing_is_in_doubt_before_a_container_is_published(profile, answer, expected) -> None:
    responses.post(MAKE, **answer)
    assert type(error_of(profile)) is expected


@responses.activate
def test_a_reply_names_the_part_above_and_asks_for_no_audience(tmp_path, clock) -> None:
    keys = {**KEYS, "replies": "followers_only"}
    profile = connect(PLATFORM, keys, tmp_path, clock)
    responses.post(MAKE, json={"id": "c1"})
    container("IN_PROGRESS")
    reply_to = ReplyTo(Remote("17"), Remote("18"))
    for parent in (reply_to, None):
        profile.publish(PART, key=KEY, reply_to=parent, artefacts=MemoryArtefacts())
    assert sent(0)["reply_to_id"] == "18"
    assert "reply_control" not in sent(0)
    assert sent(2)["reply_control"] == "followers_only"


@responses.activate
def test_a_picture_lies_at_a_secret_address_until_the_post_is_live(staged, tmp_path) -> None:
    responses.post(MAKE, json={"id": "c1"})
    responses.get(f"{API}/c1", json={"status": "IN_PROGRESS"})
    part = replace(PART, attachments=(picture(tmp_path),), content_warning="Gewalt")
    artefacts = MemoryArtefacts()
    assert isinstance(staged.publish(part, key=KEY, reply_to=None, artefacts=artefacts), Pending)
    (name,) = files(tmp_path)
    assert sent(0) == {
        "text": PART.text,
        "media_type": "IMAGE",
        "image_url": f"{WEB}/{name}",
        "alt_text": "Ein Bild",
        "is_spoiler_media": "true",
    }
    assert len(name) == len("litfass-") + 32 + len(".png")
    assert artefacts.history[0] == "staged"
    responses.replace("GET", f"{API}/c1", json={"status": "FINISHED"})
    responses.post(PUBLISH, json={"id": "18050"})
    responses.get(f"{API}/18050", json={"id": "18050"})
    publish(staged, part, artefacts=artefacts)
    assert files(tmp_path) == []


@responses.activate
def test_a_refused_picture_does_not_stay_in_public(staged, tmp_path) -> None:
    responses.post(MAKE, **fault(36000, 2207004))
    part = replace(PART, attachments=(picture(tmp_path),))
    assert isinstance(error_of(staged, part), Rejected)
    assert files(tmp_path) == []


@responses.activate
def test_a_carousel_waits_for_its_children(staged, tmp_path) -> None:
    make = responses.post(MAKE, json={"id": "c1"})
    container("FINISHED")
    responses.post(PUBLISH, json={"id": "18050"})
    responses.get(f"{API}/18050", json={"id": "18050"})
    pictures = (picture(tmp_path), picture(tmp_path, "Noch eins", "zwei.png"))
    part = replace(PART, attachments=pictures)
    artefacts = MemoryArtefacts()
    staged.prepare(part, key=KEY, artefacts=artefacts)
    assert make.call_count == 2
    assert sent(0)["is_carousel_item"] == "true"
    publish(staged, part, artefacts=artefacts)
    parent = sent([call.request.url for call in responses.calls].index(MAKE, 3))
    assert parent == {"text": PART.text, "media_type": "CAROUSEL", "children": "c1,c1"}
    assert make.call_count == 3


@responses.activate
def test_without_staging_a_picture_is_refused_with_the_way_out(profile, tmp_path) -> None:
    part = replace(PART, attachments=(picture(tmp_path),))
    error = error_of(profile, part)
    assert isinstance(error, Rejected)
    assert "staging" in error.sentence.de


# Looking ---------------------------------------------------------------------------------------


def sought(**given: object) -> Sought:
    kept = {ARTEFACT: {"main": {"id": "c1", "for": "x", "tries": "0"}}}
    return Sought(KEY, PART, START, artefacts=kept, **given)


def listed(*posts: dict) -> None:
    responses.get(MAKE, json={"data": list(posts)})


def own(identifier: str = "18050", text: str = PART.text, seconds: int = 2) -> dict:
    at = START + timedelta(seconds=seconds)
    return {"id": identifier, "text": text, "timestamp": f"{at:%Y-%m-%dT%H:%M:%S}+0000"}


@responses.activate
@pytest.mark.parametrize(
    ("status", "posts", "expected"),
    [
        pytest.param("FINISHED", [own()], Absent, id="not published, whatever is listed"),
        pytest.param("IN_PROGRESS", [], Absent, id="in progress"),
        pytest.param("EXPIRED", [], Absent, id="expired"),
        pytest.param("PUBLISHED", [own()], Found, id="published and listed"),
        pytest.param("PUBLISHED", [], Unsure, id="published and not listed"),
        pytest.param("PUBLISHED", [own(text="Anderes")], Unsure, id="another text"),
        pytest.param("PUBLISHED", [own(seconds=-200)], Unsure, id="an older one"),
        pytest.param("PUBLISHED", [own(), own("18051")], Unsure, id="two that fit"),
        pytest.param("PUBLISHED", [own(), own("taken")], Found, id="the other is another's"),
    ],
)
def test_a_look_finds(profile, status, posts, expected) -> None:
    container(status)
    listed(*posts)
    look = profile.find([sought(taken=frozenset({"taken"}))])[KEY]
    assert type(look) is expected


@responses.activate
def test_a_container_that_meta_does_not_know_any_more_is_for_a_person(profile) -> None:
    responses.get(f"{API}/c1", **fault(100, 33))
    assert isinstance(profile.find([sought()])[KEY], Unsure)
    again = responses.post(PUBLISH, json={"id": "18050"})
    responses.post(MAKE, json={"id": "c1"})
    assert isinstance(error_of(profile), OutcomeUnknown)
    assert again.call_count == 0


def test_a_part_without_a_container_was_never_published(profile) -> None:
    assert profile.find([Sought(KEY, PART, START)]) == {KEY: Absent()}


@responses.activate
def test_a_reply_is_looked_for_among_the_replies(profile) -> None:
    container("PUBLISHED")
    responses.get(f"{API}/me/replies", json={"data": [own()]})
    root = Remote("17")
    look = profile.find([sought(reply_to=ReplyTo(root, root))])[KEY]
    assert look == Found(Remote("18050"))


# Figures, quota, deleting ----------------------------------------------------------------------


@responses.activate
def test_figures_are_those_that_threads_tells(profile) -> None:
    values = {"views": 40, "likes": 3, "replies": 0, "reposts": 2}
    data = [{"name": name, "values": [{"value": value}]} for name, value in values.items()]
    responses.get(f"{API}/18/insights", json={"data": data})
    responses.get(f"{API}/19/insights", **fault(100, 33))
    remotes = [Remote("18"), Remote("19"), Remote("confirmed")]
    counts = Counts({"views": 40, "reactions": 3, "comments": 0, "shares": 2})
    assert profile.measure_posts(remotes) == {"18": counts}
    assert "metric=views%2Clikes%2Creplies%2Creposts%2Cquotes" in responses.calls[0].request.url


@responses.activate
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([{"quota_usage": 240, "config": {"quota_total": 250}}], 10),
        ([{"quota_usage": 260, "config": {"quota_total": 250}}], 0),
        ([{"quota_usage": 4}], None),
        ([], None),
    ],
)
def test_the_quota_is_read_and_not_known_by_heart(profile, clock, data, expected) -> None:
    responses.get(f"{API}/me/threads_publishing_limit", json={"data": data})
    again = clock.now() + timedelta(minutes=15)
    assert profile.quota() == (None if expected is None else Quota(expected, again))


@responses.activate
@pytest.mark.parametrize(
    "answer", [{"json": {"success": True}}, fault(100, 33), fault(24, 4279009)]
)
def test_deleting_what_is_gone_is_a_success(profile, answer) -> None:
    responses.delete(f"{API}/18", **answer)
    profile.delete(Remote("18"))
