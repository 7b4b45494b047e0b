# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each of X's answers means: the error table, row by row."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Quota, ReplyTo, Sought, Unsure
from scheduler.platforms.x import PLATFORM
from tests.platform_stands import MemoryArtefacts
from tests.support.border import KEY, PART, connect, error_of, picture, publish
from tests.support.clock import START, FakeClock

API = "https://api.x.com"
TWEETS = f"{API}/2/tweets"
UPLOAD = f"{API}/2/media/upload"
SECRETS = {
    "api_key": "schluessel-der-app",
    "api_secret": "geheimnis-der-app",
    "access_token": "1234-zugang-des-kontos",
    "access_secret": "geheimnis-des-kontos",
}
KEYS = {name: {"env": f"X_{name.upper()}"} for name in SECRETS}
LIVE = {"status": 201, "json": {"data": {"id": "77", "text": "x"}}}


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def account(tmp_path, monkeypatch, clock):
    for name, value in SECRETS.items():
        monkeypatch.setenv(f"X_{name.upper()}", value)
    return connect(PLATFORM, KEYS, tmp_path, clock)


def problem(status: int, title: str, detail: str = "x", **more: object) -> dict:
    return {"status": status, "json": {"title": title, "detail": detail, "status": status} | more}


DUPLICATE = problem(
    403, "Forbidden", "You are not allowed to create a Tweet with duplicate content."
)
TABLE = {
    "400 invalid-request": (problem(400, "Invalid Request"), Rejected),
    "400 cashtags": (problem(400, "Invalid Request", "maximum of one cashtag"), Rejected),
    "401": (problem(401, "Unauthorized"), ChannelBlocked),
    "401 unsupported": (problem(401, "Unsupported Authentication"), ChannelBlocked),
    "402 credits": (problem(402, "CreditsDepleted"), ChannelBlocked),
    "403 spend cap": (
        problem(403, "SpendCapReached", reset_date="2027-04-01"),
        ChannelBlocked,
    ),
    "403 duplicate": (DUPLICATE, Rejected),
    "403 reply": (
        problem(403, "Forbidden", "Reply to this conversation is not allowed because x"),
        Rejected,
    ),
    "403 not mentioned": (
        problem(
            403,
            "Forbidden",
            "You can only reply to or quote posts where you are mentioned or are the author.",
        ),
        Rejected,
    ),
    "403 client": (problem(403, "Client Forbidden", type="x/client-forbidden"), ChannelBlocked),
    "403 permissions": (
        problem(403, "Forbidden", "Your client app is not configured: oauth1-permissions"),
        ChannelBlocked,
    ),
    "403 not permitted": (
        problem(403, "Forbidden", "You are not permitted to perform this action."),
        ChannelBlocked,
    ),
    "403 suspended": (problem(403, "Forbidden", "user-suspended"), ChannelBlocked),
    "403 locked": (problem(403, "Forbidden", "Please log in to unlock"), ChannelBlocked),
    "404": (problem(404, "Not Found Error"), Rejected),
    "413": (problem(413, "Payload Too Large"), Rejected),
    "429": (problem(429, "Too Many Requests"), TryLater),
    "429 old": ({"status": 429, "json": {"errors": [{"code": 88}]}}, TryLater),
    **{str(status): (problem(status, "X"), OutcomeUnknown) for status in (500, 502, 503, 504)},
    "503 with time": (
        problem(503, "X") | {"headers": {"Retry-After": "5"}},
        OutcomeUnknown,
    ),
    "redirect": ({"status": 302}, ChannelBlocked),
    "page": ({"body": "<h1>Login</h1>"}, OutcomeUnknown),
    "no id": ({"status": 201, "json": {"data": {}}}, OutcomeUnknown),
    "errors alone": ({"status": 200, "json": {"errors": [{"title": "x"}]}}, OutcomeUnknown),
}


@responses.activate
@pytest.mark.parametrize(("answer", "expected"), TABLE.values(), ids=TABLE)
def test_an_answer_means(account, answer: dict, expected: type) -> None:
    responses.post(TWEETS, **answer)
    error = error_of(account)
    assert type(error) is expected
    assert not any(secret in f"{error.sentence}{error.answer}" for secret in SECRETS.values())


@responses.activate
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (TABLE["402 credits"][0], "Guthaben"),
        (TABLE["403 spend cap"][0], "2027-04-01"),
        (TABLE["403 suspended"][0], "gesperrt"),
        (TABLE["403 permissions"][0], "Read and write"),
    ],
)
def test_a_person_is_told_what_to_do(account, answer: dict, words: str) -> None:
    responses.post(TWEETS, **answer)
    assert words in error_of(account).sentence.de


NOW = int(START.timestamp())


@responses.activate
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({"x-rate-limit-reset": str(NOW + 600)}, 600, id="window"),
        pytest.param(
            {
                "x-rate-limit-remaining": "7",
                "x-rate-limit-reset": str(NOW + 600),
                "x-user-limit-24hour-remaining": "0",
                "x-user-limit-24hour-reset": str(NOW + 7200),
            },
            7200,
            id="the day is used up, the window is not",
        ),
        pytest.param(
            {"Retry-After": "30", "x-rate-limit-reset": str(NOW + 600)}, 30, id="a time is named"
        ),
        pytest.param({"x-rate-limit-reset": "bald"}, None, id="unreadable"),
        pytest.param({}, None, id="nothing"),
        pytest.param({"x-rate-limit-reset": str(NOW - 60)}, 1, id="already over"),
    ],
)
def test_a_limit_binds_the_channel_until_its_window_ends(account, headers, seconds) -> None:
    responses.post(TWEETS, status=429, headers=headers, json={"title": "Too Many Requests"})
    error = error_of(account)
    expected = None if seconds is None else START + timedelta(seconds=seconds)
    assert (error.retry_at, error.whole_channel) == (expected, True)


@responses.activate
@pytest.mark.parametrize(
    ("headers", "quota"),
    [
        pytest.param(
            {"x-rate-limit-remaining": "99", "x-rate-limit-reset": str(NOW + 900)}, 99, id="one"
        ),
        pytest.param(
            {
                "x-rate-limit-remaining": "99",
                "x-rate-limit-reset": str(NOW + 900),
                "x-app-limit-24hour-remaining": "3",
                "x-app-limit-24hour-reset": str(NOW + 900),
            },
            3,
            id="the tightest",
        ),
        pytest.param({"x-rate-limit-remaining": "99"}, None, id="no end"),
        pytest.param({}, None, id="none"),
    ],
)
def test_what_x_still_takes_is_read_from_the_answer_to_a_post(
    account, clock, headers, quota
) -> None:
    assert account.quota() is None
    responses.post(TWEETS, **LIVE, headers=headers)
    publish(account)
    expected = None if quota is None else Quota(quota, START + timedelta(seconds=900))
    assert account.quota() == expected
    clock.jump(timedelta(seconds=901))
    assert account.quota() is None


@responses.activate
def test_a_post_is_signed_json_and_its_address_needs_no_name(account) -> None:
    responses.post(TWEETS, **LIVE)
    assert publish(account) == Remote("77", "https://x.com/i/status/77")
    request = responses.calls[0].request
    assert json.loads(request.body) == {"text": "Da geht noch was."}
    signature = request.headers["Authorization"]
    assert signature.startswith("OAuth ")
    assert not any(secret in signature for name, secret in SECRETS.items() if "secret" in name)


@responses.activate
def test_a_part_of_a_thread_answers_the_one_before(account) -> None:
    responses.post(TWEETS, **LIVE)
    confirmed = Remote("https://x.com/land/status/12", "https://x.com/land/status/12")
    publish(account, reply_to=ReplyTo(Remote("11"), confirmed))
    sent = json.loads(responses.calls[0].request.body)
    assert sent["reply"] == {"in_reply_to_tweet_id": "12"}


@responses.activate
def test_a_duplicate_after_an_unclear_try_is_looked_for_and_never_sent_again(account) -> None:
    responses.post(TWEETS, **DUPLICATE)
    artefacts = MemoryArtefacts({"begun": START.isoformat()})
    assert isinstance(error_of(account, artefacts=artefacts), OutcomeUnknown)
    responses.get(f"{API}/2/users/me", json={"data": {"id": "5"}})
    responses.get(f"{API}/2/users/5/tweets", json={"meta": {}})
    sought = Sought(KEY, PART, START, artefacts=artefacts.kept)
    assert isinstance(account.find([sought])[KEY], Unsure)


@responses.activate
@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        pytest.param(TABLE["429"][0], False, id="certainly not published"),
        pytest.param(DUPLICATE, False, id="refused"),
        pytest.param(TABLE["500"][0], True, id="unclear"),
        pytest.param({"body": ConnectionError("gone")}, True, id="no answer"),
    ],
)
def test_only_an_unclear_try_makes_a_later_duplicate_a_proof(account, answer, kept) -> None:
    responses.post(TWEETS, **answer)
    artefacts = MemoryArtefacts()
    error_of(account, artefacts=artefacts)
    assert (artefacts.get("begun") is not None) == kept


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(replace(PART, text="ä" * 281), id="too long"),
        pytest.param(replace(PART, text=""), id="empty"),
        pytest.param(replace(PART, text="a\ufeffb"), id="a character that X refuses"),
        pytest.param(replace(PART, visibility="private"), id="for fewer people"),
    ],
)
def test_what_x_would_refuse_is_never_sent(account, part) -> None:
    assert isinstance(error_of(account, part), Rejected)


@responses.activate
def test_a_picture_may_stand_without_a_text(account, tmp_path) -> None:
    responses.post(UPLOAD, json={"data": {"id": "m1"}})
    responses.post(f"{API}/2/media/metadata", json={"data": {"id": "m1"}})
    responses.post(TWEETS, **LIVE)
    publish(account, replace(PART, text="", attachments=(picture(tmp_path),)))
    assert json.loads(responses.calls[-1].request.body) == {"media": {"media_ids": ["m1"]}}


@responses.activate
@pytest.mark.parametrize(
    ("uploaded", "described", "expected"),
    [
        pytest.param(problem(403, "x"), {}, ChannelBlocked, id="no permission"),
        pytest.param(problem(400, "x"), {}, Rejected, id="refused"),
        pytest.param(problem(500, "x"), {}, TryLater, id="fault"),
        pytest.param({"json": {"data": {}}}, {}, TryLater, id="no name"),
        pytest.param({"json": {"data": {"id": "m1"}}}, problem(500, "x"), TryLater, id="alt text"),
        pytest.param(
            {"json": {"data": {"id": "m1"}}}, problem(400, "x"), Rejected, id="alt text refused"
        ),
    ],
)
def test_an_upload_that_fails_has_published_nothing(
    account, tmp_path, uploaded, described, expected: type
) -> None:
    responses.post(UPLOAD, **uploaded)
    responses.post(f"{API}/2/media/metadata", **described)
    error = error_of(account, replace(PART, attachments=(picture(tmp_path),)))
    assert type(error) is expected


@responses.activate
def test_a_medium_that_x_cannot_process_is_refused(account, tmp_path) -> None:
    failed = {"id": "m1", "processing_info": {"state": "failed", "error": {"message": "x"}}}
    responses.post(UPLOAD, json={"data": failed})
    responses.post(f"{API}/2/media/metadata", json={})
    error = error_of(account, replace(PART, attachments=(picture(tmp_path),)))
    assert isinstance(error, Rejected)
