# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""An Instagram account: what becomes of pictures, reels and stories, looking up, figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
import responses

from scheduler.model.engagement import Counts
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Deletes, Found, Pending, Quota, ReplyTo, Sought, Unsure
from scheduler.model.post import Attachment
from scheduler.platforms.meta.containers import ARTEFACT
from scheduler.platforms.meta.instagram import PLATFORM
from scheduler.platforms.meta.instagram.composing import LIMITS, STORY_LIMITS
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

API = "https://graph.instagram.com/v25.0"
OWN = f"{API}/178414"
MAKE, PUBLISH = f"{OWN}/media", f"{OWN}/media_publish"
WEB = "https://land.example/m"
KEYS = {
    "token": {"env": "INSTAGRAM_TOKEN"},
    "account": "178414",
    "staging": {"folder": "web", "url": WEB},
}
ROOT = Remote("1791", "https://i.example/p/1")
BELOW = ReplyTo(ROOT, ROOT)


@pytest.fixture(autouse=True)
def _token(monkeypatch):
    monkeypatch.setenv("INSTAGRAM_TOKEN", "IGgeheim123")


@pytest.fixture
def account(tmp_path):
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def stories(tmp_path):
    return connect(PLATFORM, {**KEYS, "post_as": "story"}, tmp_path, FakeClock())


@pytest.fixture
def photo(tmp_path):
    return picture(tmp_path, name="bild.jpg")


@pytest.fixture
def video(tmp_path) -> Attachment:
    taken = picture(tmp_path, "Ein Clip", "clip.jpg")  # only the type that is named counts here
    return replace(taken, mime="video/mp4", kind="video", width=None, height=None)


def fault(code: int, subcode: int = 0) -> dict:
    error = {"code": code, "error_subcode": subcode, "message": "x"}
    return {"status": 400, "json": {"error": error}}


def container(status: str, detail: str = "") -> None:
    responses.get(f"{API}/c1", json={"id": "c1", "status_code": status, "status": detail})


def ready() -> None:
    responses.post(MAKE, json={"id": "c1"})
    container("FINISHED")
    responses.post(PUBLISH, json={"id": "1791"})
    responses.get(f"{API}/1791", json={"id": "1791", "permalink": "https://i.example/p/1"})


def made() -> list[dict[str, str]]:
    """The containers that were asked for, without token and addresses of media."""
    forms = [dict(parse_qsl(c.request.body)) for c in responses.calls if c.request.url == MAKE]
    unsaid = {"access_token", "image_url", "video_url"}
    return [{name: form[name] for name in form if name not in unsaid} for form in forms]


@responses.activate
def test_a_picture_goes_out_with_caption_and_alt_text(account, photo) -> None:
    ready()
    assert publish(account, replace(PART, attachments=(photo,))) == ROOT
    assert made() == [{"caption": PART.text, "alt_text": "Ein Bild"}]


@responses.activate
def test_a_video_alone_is_a_reel(account, video) -> None:
    ready()
    publish(account, replace(PART, attachments=(video,)))
    reel = {"media_type": "REELS", "share_to_feed": "true", "caption": PART.text}
    assert made() == [reel]


@responses.activate
def test_several_media_are_a_carousel_with_the_caption_on_the_parent(account, photo, video) -> None:
    ready()
    part = replace(PART, attachments=(photo, video))
    artefacts = MemoryArtefacts()
    account.prepare(part, key=KEY, artefacts=artefacts)
    publish(account, part, artefacts=artefacts)
    assert made() == [
        {"alt_text": "Ein Bild", "is_carousel_item": "true"},
        {"media_type": "VIDEO", "is_carousel_item": "true"},
        {"media_type": "CAROUSEL", "children": "c1,c1", "caption": PART.text},
    ]


@responses.activate
def test_a_story_is_its_picture_alone(stories, photo) -> None:
    ready()
    publish(stories, replace(PART, text="", attachments=(photo,)))
    assert made() == [{"media_type": "STORIES"}]


def test_a_story_with_text_is_refused_rather_than_cut(stories, photo) -> None:
    assert isinstance(error_of(stories, replace(PART, attachments=(photo,))), Rejected)


def test_a_text_alone_is_refused(account) -> None:
    assert isinstance(error_of(account), Rejected)


@responses.activate
def test_a_video_that_is_processed_is_asked_for_again_after_half_a_minute(account, video) -> None:
    responses.post(MAKE, json={"id": "c1"})
    container("IN_PROGRESS")
    part = replace(PART, attachments=(video,))
    result = account.publish(part, key=KEY, reply_to=None, artefacts=MemoryArtefacts())
    assert isinstance(result, Pending)
    assert result.ask_again_at == START + timedelta(seconds=30)


@responses.activate
@pytest.mark.parametrize(
    ("status", "detail", "expected"),
    [
        pytest.param("PUBLISHED", "", OutcomeUnknown, id="out already"),
        pytest.param("EXPIRED", "", TryLater, id="expired"),
        pytest.param("ERROR", "Error: 2207020", TryLater, id="media expired"),
        pytest.param("ERROR", "Error: 2207053", TryLater, id="upload failed"),
        pytest.param("ERROR", "Error: 2207026: unsupported format", Rejected, id="format"),
    ],
)
def test_a_container_in_that_condition_means(account, photo, status, detail, expected) -> None:
    responses.post(MAKE, json={"id": "c1"})
    container(status, detail)
    assert type(error_of(account, replace(PART, attachments=(photo,)))) is expected


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(fault(190, 463), ChannelBlocked, id="token"),
        pytest.param(fault(25, 2207050), ChannelBlocked, id="restricted"),
        pytest.param(fault(4, 2207051), ChannelBlocked, id="spam"),
        pytest.param(fault(9, 2207042), TryLater, id="daily limit"),
        pytest.param(fault(24, 2207008), TryLater, id="builder expired"),
        pytest.param(fault(24, 2207006), TryLater, id="media not found"),
        pytest.param(fault(36004, 2207010), Rejected, id="caption"),
        pytest.param(fault(-1, 2207001), OutcomeUnknown, id="server"),
        pytest.param({"status": 503}, OutcomeUnknown, id="503"),
    ],
)
def test_an_answer_to_publishing_means(account, photo, answer, expected) -> None:
    responses.post(MAKE, json={"id": "c1"})
    container("FINISHED")
    responses.post(PUBLISH, **answer)
    assert type(error_of(account, replace(PART, attachments=(photo,)))) is expected


@responses.activate
def test_an_address_that_meta_cannot_fetch_is_tried_again(account, photo) -> None:
    responses.post(MAKE, **fault(9004, 2207052))
    error = error_of(account, replace(PART, attachments=(photo,)))
    assert isinstance(error, TryLater)
    assert error.retry_at == START + timedelta(seconds=30)
    assert "staging.url" in error.sentence.de


@responses.activate
def test_a_further_part_is_a_comment(account) -> None:
    comments = responses.post(f"{API}/1791/comments", json={"id": "1802"})
    assert publish(account, reply_to=BELOW) == Remote("1802", ROOT.url)
    assert dict(parse_qsl(comments.calls[0].request.body))["message"] == PART.text


# Looking ---------------------------------------------------------------------------------------


def own(name: str = "caption", text: str | None = PART.text, seconds: int = 2) -> dict:
    at = START + timedelta(seconds=seconds)
    return {"id": "1791", name: text, "timestamp": f"{at:%Y-%m-%dT%H:%M:%S}+0000"}


def sought(**given: object) -> Sought:
    kept = {ARTEFACT: {"main": {"id": "c1", "for": "x", "tries": "0"}}}
    return replace(Sought(KEY, PART, START, artefacts=kept), **given)


@responses.activate
@pytest.mark.parametrize(
    ("status", "posts", "expected"),
    [
        pytest.param("FINISHED", [own()], Absent, id="not published, whatever is listed"),
        pytest.param("PUBLISHED", [own()], Found, id="published and listed"),
        pytest.param("PUBLISHED", [], Unsure, id="published and not listed"),
    ],
)
def test_a_look_finds(account, status, posts, expected) -> None:
    container(status)
    responses.get(MAKE, json={"data": posts})
    assert type(account.find([sought()])[KEY]) is expected


@responses.activate
def test_a_story_is_looked_for_among_the_stories(stories) -> None:
    container("PUBLISHED")
    responses.get(f"{OWN}/stories", json={"data": [own(text=None)]})
    look = stories.find([sought(part=replace(PART, text=""))])[KEY]
    assert look == Found(Remote("1791"))


@responses.activate
@pytest.mark.parametrize(
    ("comments", "expected"),
    [([own("text")], Found), ([], Absent), ([own("text", seconds=-200)], Absent)],
)
def test_a_comment_is_looked_for_below_its_post(account, comments, expected) -> None:
    listing = responses.get(f"{API}/1791/comments", json={"data": comments})
    assert type(account.find([Sought(KEY, PART, START, BELOW)])[KEY]) is expected
    assert "permalink" not in listing.calls[0].request.url


# Figures, quota, deleting, check ---------------------------------------------------------------


def insights(**values: int) -> dict:
    return {"data": [{"name": name, "values": [{"value": each}]} for name, each in values.items()]}


@responses.activate
@pytest.mark.parametrize(
    ("product", "asked"),
    [
        ("FEED", "views,reach,likes,comments,saved,shares"),
        ("REELS", "views,reach,likes,comments,saved,shares"),
        ("STORY", "views,reach,replies,shares"),
    ],
)
def test_each_kind_is_asked_for_what_it_has(account, product: str, asked: str) -> None:
    responses.get(f"{API}/1791", json={"media_product_type": product, "like_count": 3})
    address = f"{API}/1791/insights"
    answer = responses.get(address, json=insights(views=40, saved=2, replies=1, likes=4))
    counted = account.measure_posts([ROOT])["1791"]
    assert answer.calls[0].request.params["metric"] == asked
    told = {"views": 40, "reactions": 4, "saves": 2}
    story = {"views": 40, "reactions": 3, "comments": 1}
    assert counted == Counts(story if product == "STORY" else told)


@responses.activate
@pytest.mark.parametrize("refused", [fault(10), fault(100)])
def test_without_insights_the_plain_counts_remain(account, refused) -> None:
    told = {"media_product_type": "STORY", "like_count": 3, "comments_count": 0}
    responses.get(f"{API}/1791", json=told)
    responses.get(f"{API}/1791/insights", **refused)
    assert account.measure_posts([ROOT]) == {"1791": Counts({"reactions": 3, "comments": 0})}


@responses.activate
def test_a_post_that_is_gone_has_no_figures(account) -> None:
    responses.get(f"{API}/1791", **fault(100, 33))
    assert account.measure_posts([ROOT, Remote("confirmed")]) == {}


@responses.activate
def test_the_quota_is_read(account) -> None:
    data = [{"quota_usage": 48, "config": {"quota_total": 50}}]
    responses.get(f"{OWN}/content_publishing_limit", json={"data": data})
    assert account.quota() == Quota(2, START + timedelta(minutes=15))


@responses.activate
def test_only_an_account_with_facebooks_login_can_delete(account, tmp_path) -> None:
    linked = connect(PLATFORM, {**KEYS, "login": "facebook"}, tmp_path, FakeClock())
    assert [isinstance(each, Deletes) for each in (account, linked)] == [False, True]
    responses.delete("https://graph.facebook.com/v25.0/1791", **fault(100, 33))
    linked.delete(ROOT)


@responses.activate
@pytest.mark.parametrize(
    ("login", "host", "renewals"), [("instagram", "instagram", 1), ("facebook", "facebook", 0)]
)
def test_only_the_token_of_instagrams_login_is_renewed(tmp_path, login, host, renewals) -> None:
    api = f"https://graph.{host}.com/v25.0"
    clock = FakeClock()
    account = connect(PLATFORM, {**KEYS, "login": login}, tmp_path, clock)
    responses.get(f"{api}/178414", json={"id": "178414", "username": "land"})
    responses.get(f"{api}/debug_token", **fault(100))
    told = {"access_token": "IGneu4567", "expires_in": 5_184_000}
    renew = responses.get(f"{api}/refresh_access_token", json=told)
    account.check()
    clock.jump(timedelta(days=2))
    assert account.check().account == "@land"
    assert renew.call_count == renewals


def test_a_folder_that_cannot_be_written_to_is_said_by_the_check(account, tmp_path) -> None:
    (tmp_path / "web").write_text("x", encoding="utf-8")
    with responses.RequestsMock() as mock:
        mock.get(OWN, json={"id": "178414", "username": "land"})
        mock.get(f"{API}/debug_token", **fault(100))
        problems = account.check().problems
    assert "Check staging" in problems[0].en


@pytest.mark.parametrize(("post_as", "limits"), [("feed", LIMITS), ("story", STORY_LIMITS)])
def test_the_limits_are_those_of_what_the_channel_posts(tmp_path, post_as, limits) -> None:
    account = connect(PLATFORM, {**KEYS, "post_as": post_as}, tmp_path, FakeClock())
    assert account.fetch_limits() == limits
