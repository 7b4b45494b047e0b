# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Facebook Page: what is sent, error 506, looking up, figures."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
import responses

from scheduler.model.engagement import Counts
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, ReplyTo, Sought, Unsure
from scheduler.model.post import ChannelPassage, ChannelPost, Link
from scheduler.platforms.meta.facebook import PLATFORM
from scheduler.platforms.meta.facebook.composing import LIMITS, linked
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

API = "https://graph.facebook.com/v25.0"
PAGE = f"{API}/123456"
FEED, PHOTOS, POSTS = f"{PAGE}/feed", f"{PAGE}/photos", f"{PAGE}/published_posts"
KEYS = {"token": {"env": "FACEBOOK_TOKEN"}, "page": "123456"}
SECRET = "EAABgeheim123"
ROOT = Remote("123456_99")
BELOW = ReplyTo(ROOT, ROOT)


@pytest.fixture(autouse=True)
def _token(monkeypatch):
    monkeypatch.setenv("FACEBOOK_TOKEN", SECRET)


@pytest.fixture
def page(tmp_path):
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


def fault(code: int, subcode: int = 0) -> dict:
    error = {"code": code, "error_subcode": subcode, "message": "x"}
    return {"status": 400, "json": {"error": error}}


def sent(number: int = 0) -> dict[str, str]:
    form = dict(parse_qsl(responses.calls[number].request.body))
    assert form.pop("access_token") == SECRET
    return form


@responses.activate
def test_a_text_goes_to_the_feed(page) -> None:
    responses.post(FEED, json={"id": "123456_7"})
    assert publish(page) == Remote("123456_7", "https://www.facebook.com/123456_7")
    assert sent() == {"message": PART.text}


@responses.activate
def test_the_link_of_a_post_is_named_for_its_preview(page) -> None:
    responses.post(FEED, json={"id": "123456_7"})
    part = composed(link=Link("https://land.example/ä")).parts[0]
    publish(page, part)
    assert sent() == {
        "message": "Hallo\n\nhttps://land.example/ä",
        "link": "https://land.example/ä",
    }


@responses.activate
def test_pictures_are_uploaded_once_and_unpublished_before_the_post(page, tmp_path) -> None:
    photos = responses.post(PHOTOS, json={"id": "55", "post_id": "x"})
    responses.post(FEED, json={"id": "123456_7"})
    part = replace(PART, attachments=(picture(tmp_path, "Ein Löwe"),))
    artefacts = MemoryArtefacts()
    page.prepare(part, key=KEY, artefacts=artefacts)
    publish(page, part, artefacts=artefacts)
    assert photos.call_count == 1
    body = responses.calls[0].request.body
    assert b'name="published"\r\n\r\nfalse' in body
    assert "Ein Löwe".encode() in body
    assert json.loads(sent(1)["attached_media"]) == [{"media_fbid": "55"}]
    assert artefacts.history[0] == "photos"


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(fault(1366046), Rejected, id="size or type"),
        pytest.param(fault(190, 460), ChannelBlocked, id="token"),
        pytest.param({"status": 500}, TryLater, id="500"),
        pytest.param({"json": {}}, TryLater, id="no photo named"),
    ],
)
def test_nothing_is_in_doubt_while_pictures_are_uploaded(page, tmp_path, answer, expected) -> None:
    responses.post(PHOTOS, **answer)
    part = replace(PART, attachments=(picture(tmp_path),))
    assert type(error_of(page, part)) is expected


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(fault(200), ChannelBlocked, id="permission"),
        pytest.param(fault(100, 33), ChannelBlocked, id="no such page"),
        pytest.param(fault(368), ChannelBlocked, id="blocked as spam"),
        pytest.param(fault(32), TryLater, id="limit"),
        pytest.param(fault(1390008), TryLater, id="too fast"),
        pytest.param(fault(1609005), TryLater, id="link not fetched"),
        pytest.param(fault(100), Rejected, id="content"),
        pytest.param(fault(1), OutcomeUnknown, id="unknown error"),
        pytest.param({"status": 502}, OutcomeUnknown, id="502"),
        pytest.param({"json": {}}, OutcomeUnknown, id="no post named"),
    ],
)
def test_an_answer_to_a_post_means(page, answer: dict, expected: type) -> None:
    responses.post(FEED, **answer)
    assert type(error_of(page)) is expected


@responses.activate
def test_a_repeat_at_the_first_try_is_anothers_and_refused(page) -> None:
    responses.post(FEED, **fault(506))
    assert isinstance(error_of(page), Rejected)


@responses.activate
def test_a_repeat_after_a_lost_answer_is_looked_up_and_then_refused(page) -> None:
    responses.post(FEED, status=500)
    artefacts = MemoryArtefacts()
    error_of(page, artefacts=artefacts)
    responses.replace("POST", FEED, **fault(506))
    errors = [type(error_of(page, artefacts=artefacts)) for _ in range(2)]
    assert errors == [OutcomeUnknown, Rejected]


@responses.activate
def test_a_further_part_is_a_comment_below_the_first(page) -> None:
    responses.post(f"{API}/123456_99/comments", json={"id": "99_5"})
    remote = publish(page, reply_to=BELOW)
    assert remote == Remote("99_5", "https://www.facebook.com/123456_99?comment_id=5")


@responses.activate
def test_each_call_proves_the_app_where_its_secret_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("APP_SECRET", "app-geheimnis")
    keys = {**KEYS, "app_secret": {"env": "APP_SECRET"}}
    responses.post(FEED, json={"id": "123456_7"})
    publish(connect(PLATFORM, keys, tmp_path, FakeClock()))
    proof = hmac.new(b"app-geheimnis", SECRET.encode(), hashlib.sha256).hexdigest()
    assert sent()["appsecret_proof"] == proof


# Looking ---------------------------------------------------------------------------------------


def own(identifier: str = "123456_7", text: str = PART.text, seconds: int = 2) -> dict:
    at = START + timedelta(seconds=seconds)
    return {"id": identifier, "message": text, "created_time": f"{at:%Y-%m-%dT%H:%M:%S}+0000"}


@responses.activate
@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        pytest.param([own()], Found, id="one"),
        pytest.param([], Absent, id="none"),
        pytest.param([own(text="Anderes")], Absent, id="another text"),
        pytest.param([own(seconds=-200)], Absent, id="an older one"),
        pytest.param([own("taken")], Absent, id="another delivery's"),
        pytest.param([own(), own("123456_8")], Unsure, id="two"),
    ],
)
@pytest.mark.parametrize(
    ("address", "reply_to"), [(POSTS, None), (f"{API}/123456_99/comments", BELOW)]
)
def test_a_look_finds(page, posts, expected, address, reply_to) -> None:
    responses.get(address, json={"data": posts})
    sought = Sought(KEY, PART, START, reply_to, taken=frozenset({"taken"}))
    assert type(page.find([sought])[KEY]) is expected


@responses.activate
def test_a_look_turns_pages_until_before_the_try_and_says_when_it_saw_too_little(page) -> None:
    more = {"cursors": {"after": "x"}, "next": "https://y.example"}
    listing = responses.get(POSTS, json={"data": [own(text="Anderes")], "paging": more})
    assert isinstance(page.find([Sought(KEY, PART, START)])[KEY], Unsure)
    assert listing.call_count == 8


@responses.activate
def test_one_post_that_fits_two_deliveries_proves_nothing(page) -> None:
    responses.get(POSTS, json={"data": [own()]})
    looks = page.find([Sought(each, PART, START) for each in ("a", "b")])
    assert {type(look) for look in looks.values()} == {Unsure}


# Figures, editing, deleting, check -------------------------------------------------------------

COUNTED = {
    "shares": {"count": 2},
    "reactions": {"summary": {"total_count": 31}},
    "comments": {"summary": {"total_count": 0}},
}


def insight(name: str, value: int) -> dict:
    return {"data": [{"name": name, "values": [{"value": value}]}]}


@responses.activate
def test_counts_come_together_and_insights_post_by_post(page) -> None:
    responses.get(f"{API}/", json={"1_7": COUNTED})
    responses.get(f"{API}/1_7/insights", json=insight("post_media_view", 340))
    counts = Counts({"reactions": 31, "comments": 0, "shares": 2, "views": 340})
    assert page.measure_posts([Remote("1_7"), Remote("confirmed")]) == {"1_7": counts}


@responses.activate
@pytest.mark.parametrize("refused", [fault(100), fault(10), fault(200)])
def test_an_insight_that_a_post_lacks_does_not_take_the_others_along(page, refused) -> None:
    responses.get(f"{API}/", json={"1_7": {}})
    address = f"{API}/1_7/insights"
    responses.get(address, **refused)
    responses.get(address, json=insight("post_media_view", 340))
    responses.get(address, **refused)
    assert page.measure_posts([Remote("1_7")]) == {"1_7": Counts({"views": 340})}


@responses.activate
@pytest.mark.parametrize("gone", [fault(803), fault(100, 33)])
def test_a_post_that_is_gone_does_not_take_the_others_along(page, gone) -> None:
    responses.get(f"{API}/", **gone)
    responses.get(f"{API}/1_7", json=COUNTED)
    responses.get(f"{API}/1_8", **fault(100, 33))
    responses.get(f"{API}/1_7/insights", json={"data": []})
    assert set(page.measure_posts([Remote("1_7"), Remote("1_8")])) == {"1_7"}


@responses.activate
@pytest.mark.parametrize("answer", [{"json": {"success": True}}, fault(100, 33)])
def test_deleting_what_is_gone_is_a_success(page, answer) -> None:
    responses.delete(f"{API}/123456_99", **answer)
    page.delete(ROOT)


@responses.activate
def test_a_check_names_the_page_and_what_the_token_lacks(page) -> None:
    responses.get(PAGE, json={"id": "123456", "name": "Land"})
    scopes = ["pages_manage_posts", "pages_manage_engagement"]
    responses.get(f"{API}/debug_token", json={"data": {"scopes": scopes, "expires_at": 0}})
    health = page.check()
    assert (health.account, health.expires_at) == ("Land", None)
    assert "pages_read_engagement" in health.problems[0].en


@responses.activate
def test_a_check_is_sound_where_meta_tells_nothing_of_the_token(page) -> None:
    responses.get(PAGE, json={"id": "123456", "name": "Land"})
    responses.get(f"{API}/debug_token", **fault(100))
    assert page.check().problems == ()


# Composing -------------------------------------------------------------------------------------


def composed(**given: object):
    post = ChannelPost("auftakt", "kanal", "de", (ChannelPassage("Hallo"),))
    return PLATFORM.compose(replace(post, **given), LIMITS)


def test_beside_pictures_no_preview_is_asked_for(tmp_path) -> None:
    passages = (ChannelPassage("Hallo", (picture(tmp_path),)),)
    message = composed(link=Link("https://land.example/"), passages=passages)
    assert linked(message.parts[0]) is None


def test_further_parts_become_comments_without_pictures_and_that_is_said(tmp_path) -> None:
    further = ChannelPassage("Zwei", (picture(tmp_path),))
    message = composed(passages=(ChannelPassage("Eins"), further))
    assert [part.attachments for part in message.parts] == [(), ()]
    said = " ".join(each.en for each in message.omissions)
    assert "comments below" in said
    assert "Media in further parts" in said
