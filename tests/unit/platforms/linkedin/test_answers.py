# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each of LinkedIn's answers means: the error table, row by row."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import ReplyTo
from scheduler.platforms.linkedin import PLATFORM
from scheduler.platforms.linkedin.refusals import Throttle
from tests.platform_stands import MemoryArtefacts
from tests.support.border import PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

API = "https://api.linkedin.com"
POSTS = f"{API}/rest/posts"
PAGE = "urn:li:organization:5"
MEMBER = "urn:li:person:Ab-1"
KEYS = {"token": {"env": "LINKEDIN_TOKEN"}, "author": PAGE}
SHARE = "urn:li:share:7429862475279511552"
TOKEN = "geheimes-token-der-seite"
BEGUN = {"begun": START.isoformat()}


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("LINKEDIN_TOKEN", TOKEN)
    return connect(PLATFORM, KEYS, tmp_path, FakeClock())


@pytest.fixture
def member(tmp_path, monkeypatch):
    monkeypatch.setenv("LINKEDIN_TOKEN", TOKEN)
    return connect(PLATFORM, KEYS | {"author": MEMBER}, tmp_path, FakeClock())


def said(status: int, code: str, message: str = "x") -> dict:
    return {"status": status, "json": {"status": status, "code": code, "message": message}}


TABLE = [
    *[
        (said(401, code), ChannelBlocked)
        for code in (
            "EXPIRED_ACCESS_TOKEN",
            "REVOKED_ACCESS_TOKEN",
            "INVALID_ACCESS_TOKEN",
            "EMPTY_ACCESS_TOKEN",
        )
    ],
    (said(403, "ACCESS_DENIED"), ChannelBlocked),
    *[
        (said(400, code), Rejected)
        for code in (
            "MISSING_FIELD",
            "INVALID_URN_TYPE",
            "INVALID_URN_ID",
            "INVALID_VALUE_FOR_FIELD",
            "FIELD_LENGTH_TOO_LONG",
            "ILLEGAL_ARGUMENT",
            "MEDIA_ASSET_PROCESSING_FAILED",
        )
    ],
    (said(400, "MEDIA_ASSET_WAITING_UPLOAD"), TryLater),
    (said(400, "MEDIA_ASSET_PROCESSING"), TryLater),
    (said(400, "PROCESSING"), TryLater),
    (said(404, "NOT_FOUND"), Rejected),
    (said(409, "CONFLICT"), OutcomeUnknown),
    (said(413, "TOO_LARGE"), Rejected),
    (said(422, "UNPROCESSABLE", "unrecognized field found but not allowed"), Rejected),
    (said(422, "DUPLICATE_POST", f"Content is a duplicate of {SHARE}"), Rejected),
    (said(422, "DUPLICATE_POST", "Content is a duplicate of urn:li:person:x"), Rejected),
    (said(426, "NONEXISTENT_VERSION"), ChannelBlocked),
    (said(426, "VERSION_DEPRECATED"), ChannelBlocked),
    (said(429, "TOO_MANY_REQUESTS"), TryLater),
    *[(said(status, "X"), OutcomeUnknown) for status in (500, 502, 503, 504)],
    ({"status": 302, "headers": {"Location": "https://login.example"}}, ChannelBlocked),
    ({"status": 200, "body": "<h1>Login</h1>"}, OutcomeUnknown),
    ({"status": 201}, OutcomeUnknown),
    ({"status": 201, "headers": {"x-restli-id": "urn:li:image:1"}}, OutcomeUnknown),
]


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(*row, id=f"{row[0]['status']} {row[0].get('json', {}).get('code', number)}")
        for number, row in enumerate(TABLE)
    ],
)
def test_an_answer_means(page, answer: dict, expected: type) -> None:
    responses.post(POSTS, **answer)
    error = error_of(page)
    assert type(error) is expected
    assert TOKEN not in f"{error.sentence}{error.answer}"


@responses.activate
@pytest.mark.parametrize("kind", ["share", "ugcPost"])
def test_a_post_is_named_by_a_header_of_an_empty_answer(page, kind: str) -> None:
    urn = f"urn:li:{kind}:68447"
    responses.post(POSTS, status=201, headers={"x-restli-id": urn})
    assert publish(page) == Remote(urn, f"https://www.linkedin.com/feed/update/{urn}/")
    request = responses.calls[0].request
    assert request.headers["Linkedin-Version"] == "202609"
    assert request.headers["X-Restli-Protocol-Version"] == "2.0.0"
    assert json.loads(request.body) == {
        "author": PAGE,
        "commentary": "Da geht noch was.",
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }


@responses.activate
def test_the_first_limit_is_a_short_pause_and_the_next_one_lasts_until_midnight(page) -> None:
    responses.post(POSTS, **said(429, "TOO_MANY_REQUESTS"))
    first, second = error_of(page), error_of(page)
    assert (first.retry_at, first.whole_channel) == (START + timedelta(seconds=60), True)
    midnight = START.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert second.retry_at == midnight


@pytest.mark.parametrize(
    ("earlier", "now", "floor"),
    [
        pytest.param([], "2027-03-08T09:00:00", "2027-03-08T09:01:00", id="first"),
        pytest.param(["2027-03-08T08:00:00"], "2027-03-08T09:00:00", "2027-03-09T00:00:00", id="2"),
        pytest.param(
            ["2027-03-08T08:00:00"] * 2, "2027-03-08T09:00:00", "2027-03-09T00:00:00", id="third"
        ),
        pytest.param(
            ["2027-03-08T23:59:30"], "2027-03-08T23:59:40", "2027-03-09T00:00:40", id="late"
        ),
        pytest.param(["2027-03-08T23:59:30"], "2027-03-09T00:00:30", "2027-03-09T00:01:30", id="n"),
    ],
)
def test_limits_of_a_day_end_with_it(earlier, now, floor) -> None:
    throttle = Throttle(timedelta(seconds=60))
    for each in earlier:
        throttle.floor(datetime.fromisoformat(each + "+00:00"))
    told = throttle.floor(datetime.fromisoformat(now + "+00:00"))
    assert told == datetime.fromisoformat(floor + "+00:00")


@responses.activate
def test_a_limit_of_the_figures_says_nothing_about_posts(page) -> None:
    responses.get(f"{API}/rest/socialMetadata", **said(429, "TOO_MANY_REQUESTS"))
    responses.post(POSTS, **said(429, "TOO_MANY_REQUESTS"))
    with pytest.raises(TryLater):
        page.measure_posts([Remote("urn:li:share:1")])
    assert error_of(page).retry_at == START + timedelta(seconds=60)


@responses.activate
def test_a_success_forgets_the_limit(page) -> None:
    responses.post(POSTS, **said(429, "TOO_MANY_REQUESTS"))
    error_of(page)
    responses.replace("POST", POSTS, status=201, headers={"x-restli-id": SHARE})
    publish(page)
    responses.replace("POST", POSTS, **said(429, "TOO_MANY_REQUESTS"))
    assert error_of(page).retry_at == START + timedelta(seconds=60)


DUPLICATE = said(422, "DUPLICATE_POST", f"Content is a duplicate of {SHARE}")
MINUTE = 60_000
MADE = int(START.timestamp() * 1000)


@responses.activate
@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param({"json": {"createdAt": MADE + 1}}, SHARE, id="made since"),
        pytest.param({"json": {"createdAt": MADE - MINUTE}}, SHARE, id="clocks differ"),
        pytest.param({"json": {"createdAt": MADE - 9 * MINUTE}}, Rejected, id="older"),
        pytest.param({"json": {}}, OutcomeUnknown, id="no time"),
        pytest.param({"status": 404}, OutcomeUnknown, id="not there yet"),
        pytest.param({"status": 500}, OutcomeUnknown, id="fault"),
        pytest.param({"body": ConnectionError("gone")}, OutcomeUnknown, id="no answer"),
        pytest.param({"status": 403}, SHARE, id="a member may not read"),
    ],
)
def test_a_duplicate_after_an_unclear_try_is_adopted_if_it_can_be_ours(
    page, shown, expected
) -> None:
    responses.post(POSTS, **DUPLICATE)
    responses.get(f"{POSTS}/urn%3Ali%3Ashare%3A7429862475279511552", **shown)
    artefacts = MemoryArtefacts(dict(BEGUN))
    if isinstance(expected, str):
        assert publish(page, artefacts=artefacts).id == expected
    else:
        assert type(error_of(page, artefacts=artefacts)) is expected


@responses.activate
@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        pytest.param(said(429, "TOO_MANY_REQUESTS"), False, id="certainly not published"),
        pytest.param(said(400, "MISSING_FIELD"), False, id="refused"),
        pytest.param(said(500, "X"), True, id="unclear"),
        pytest.param({"body": ConnectionError("gone")}, True, id="no answer"),
    ],
)
def test_only_an_unclear_try_makes_a_later_duplicate_ours(page, answer, kept) -> None:
    responses.post(POSTS, **answer)
    artefacts = MemoryArtefacts()
    error_of(page, artefacts=artefacts)
    assert (artefacts.get("begun") is not None) == kept


@responses.activate
def test_a_clear_refusal_does_not_settle_an_earlier_unclear_try(page) -> None:
    responses.post(POSTS, **said(429, "TOO_MANY_REQUESTS"))
    artefacts = MemoryArtefacts(dict(BEGUN))
    error_of(page, artefacts=artefacts)
    assert artefacts.kept == BEGUN


@responses.activate
def test_a_comment_is_plain_text_below_the_post(page) -> None:
    path = f"{API}/rest/socialActions/urn%3Ali%3Ashare%3A7/comments"
    told = {"object": "urn:li:activity:9"}
    sent = responses.post(path, status=201, headers={"x-restli-id": "44"}, json=told)
    root = Remote("urn:li:share:7")
    part = replace(PART, text="Mehr (hier): @[Amt](urn:li:organization:1)")
    remote = publish(page, part, reply_to=ReplyTo(root, root))
    assert remote.id == "urn:li:comment:(urn:li:activity:9,44)"
    assert remote.url.startswith("https://www.linkedin.com/feed/update/urn:li:share:7/?commentUrn=")
    assert json.loads(sent.calls[0].request.body) == {
        "actor": PAGE,
        "object": "urn:li:share:7",
        "message": {"text": "Mehr (hier): Amt"},
    }


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"status": 201}, OutcomeUnknown, id="no name"),
        pytest.param(said(404, "NOT_FOUND"), Rejected, id="the post is gone"),
        pytest.param(said(500, "X"), OutcomeUnknown, id="fault"),
    ],
)
def test_an_answer_to_a_comment_means(page, answer, expected: type) -> None:
    responses.post(f"{API}/rest/socialActions/urn%3Ali%3Ashare%3A7/comments", **answer)
    root = Remote("urn:li:share:7")
    assert type(error_of(page, reply_to=ReplyTo(root, root))) is expected


def test_a_comment_that_is_too_long_is_never_sent(page) -> None:
    root = Remote("urn:li:share:7")
    part = replace(PART, text="ü" * 1251)
    assert isinstance(error_of(page, part, reply_to=ReplyTo(root, root)), Rejected)


def test_a_post_for_fewer_people_is_never_sent(page) -> None:
    assert isinstance(error_of(page, replace(PART, visibility="private")), Rejected)


@responses.activate
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://files.example/u", ChannelBlocked, id="another's"),
        pytest.param("http://www.linkedin.com/u", ChannelBlocked, id="not encrypted"),
        pytest.param("https://evil-linkedin.com/u", ChannelBlocked, id="a look-alike"),
    ],
)
def test_the_token_goes_to_linkedin_alone(page, tmp_path, url, expected: type) -> None:
    place = {"value": {"uploadUrl": url, "image": "urn:li:image:1"}}
    responses.post(f"{API}/rest/images?action=initializeUpload", json=place)
    error = error_of(page, replace(PART, attachments=(picture(tmp_path),)))
    assert isinstance(error, expected)


@responses.activate
@pytest.mark.parametrize(
    ("place", "put", "expected"),
    [
        pytest.param({"json": {}}, {}, TryLater, id="no place named"),
        pytest.param({"status": 500}, {}, TryLater, id="fault"),
        pytest.param(said(403, "ACCESS_DENIED"), {}, ChannelBlocked, id="no scope"),
        pytest.param({}, {"status": 500}, TryLater, id="not taken"),
    ],
)
def test_an_upload_that_fails_has_published_nothing(page, tmp_path, place, put, expected) -> None:
    named = {"uploadUrl": "https://www.linkedin.com/dms/u", "image": "urn:li:image:1"}
    answer = place or {"json": {"value": named}}
    responses.post(f"{API}/rest/images?action=initializeUpload", **answer)
    responses.put("https://www.linkedin.com/dms/u", **put)
    error = error_of(page, replace(PART, attachments=(picture(tmp_path),)))
    assert type(error) is expected


@responses.activate
def test_a_picture_that_linkedin_cannot_process_is_refused(page, tmp_path) -> None:
    named = {"uploadUrl": "https://www.linkedin.com/dms/u", "image": "urn:li:image:1"}
    responses.post(f"{API}/rest/images?action=initializeUpload", json={"value": named})
    responses.put("https://www.linkedin.com/dms/u", status=201)
    state = {"status": "PROCESSING_FAILED"}
    responses.get(f"{API}/rest/images/urn%3Ali%3Aimage%3A1", json=state)
    error = error_of(page, replace(PART, attachments=(picture(tmp_path),)))
    assert isinstance(error, Rejected)
