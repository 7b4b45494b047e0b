# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each answer to a publish call means: the table of docs/platforms/mastodon.md."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import (
    ChannelBlocked,
    OutcomeUnknown,
    PublishError,
    Rejected,
    TryLater,
)
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Sought, Unsure
from scheduler.platforms.fediverse.account import Account
from tests.platform_stands import MemoryArtefacts
from tests.support.clock import START, FakeClock

SERVER = "https://social.example"
STATUSES = f"{SERVER}/api/v1/statuses"
KEY = "5b0c0f4e-6b57-5d1c-9a57-0d5f6a1f7a11"
PAGE = "<!DOCTYPE html><h1>Fehler</h1>"
RESET = "2027-03-08T08:45:00.123456Z"
FLOOR = START + timedelta(minutes=15, microseconds=123456)
PART = Part("Da geht noch was.", "de")


@pytest.fixture
def border() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.get(f"{SERVER}/api/v2/instance", json={"version": "4.5.3"})
        index = {"links": [{"rel": "x", "href": f"{SERVER}/nodeinfo/2.0"}]}
        mock.get(f"{SERVER}/.well-known/nodeinfo", json=index)
        mock.get(f"{SERVER}/nodeinfo/2.0", json={"software": {"name": "mastodon"}})
        yield mock


@pytest.fixture
def account(connect) -> Account:
    return connect(SERVER)


def publish(account: Account, part: Part = PART) -> Remote:
    remote = account.publish(part, key=KEY, reply_to=None, artefacts=MemoryArtefacts())
    assert isinstance(remote, Remote)
    return remote


def error_of(account: Account) -> PublishError:
    with pytest.raises(PublishError) as caught:
        publish(account)
    return caught.value


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"status": 400, "json": {"error": "zu lang"}}, Rejected, id="400 GoToSocial"),
        pytest.param(
            {"status": 400, "body": PAGE, "content_type": "text/html"},
            ChannelBlocked,
            id="400 page: Takahe's wrong token",
        ),
        pytest.param({"status": 401, "json": {"error": "x"}}, ChannelBlocked, id="401"),
        pytest.param({"status": 401, "body": ""}, ChannelBlocked, id="401 empty"),
        pytest.param({"status": 403, "json": {"error": "x"}}, ChannelBlocked, id="403"),
        pytest.param({"status": 404, "json": {"error": "x"}}, Rejected, id="404 reference gone"),
        pytest.param(
            {"status": 404, "body": PAGE, "content_type": "text/html"},
            ChannelBlocked,
            id="404 page: no such server",
        ),
        pytest.param({"status": 405, "body": ""}, ChannelBlocked, id="405"),
        pytest.param({"status": 408, "body": ""}, OutcomeUnknown, id="408"),
        pytest.param({"status": 409, "body": ""}, OutcomeUnknown, id="409"),
        pytest.param({"status": 410, "body": ""}, ChannelBlocked, id="410"),
        pytest.param({"status": 413, "body": PAGE}, Rejected, id="413"),
        pytest.param(
            {"status": 422, "json": {"error": "Gültigkeitsprüfung fehlgeschlagen"}},
            Rejected,
            id="422 localised",
        ),
        pytest.param({"status": 422, "json": {"error": {"a": ["b"]}}}, Rejected, id="422 object"),
        pytest.param({"status": 422, "body": '{"error": '}, Rejected, id="422 invalid JSON"),
        pytest.param({"status": 422, "body": ""}, Rejected, id="422 empty"),
        pytest.param({"status": 429, "json": {"error": "x"}}, TryLater, id="429"),
        pytest.param(
            {"status": 503, "body": "", "headers": {"Retry-After": "30"}},
            TryLater,
            id="503 with Retry-After: GoToSocial's throttle",
        ),
        pytest.param({"status": 503, "body": ""}, OutcomeUnknown, id="503"),
        pytest.param({"status": 500, "body": PAGE}, OutcomeUnknown, id="500 page"),
        pytest.param({"status": 502, "body": ""}, OutcomeUnknown, id="502"),
        pytest.param({"status": 504, "body": ""}, OutcomeUnknown, id="504"),
        pytest.param(
            {"status": 302, "body": "", "headers": {"Location": "https://portal.example"}},
            ChannelBlocked,
            id="redirect",
        ),
        pytest.param(
            {"status": 200, "body": PAGE, "content_type": "text/html"},
            OutcomeUnknown,
            id="200 page: login portal",
        ),
        pytest.param({"status": 200, "json": []}, OutcomeUnknown, id="200 empty list"),
        pytest.param({"status": 200, "json": {}}, OutcomeUnknown, id="200 without id"),
        pytest.param({"status": 200, "body": '{"id": '}, OutcomeUnknown, id="200 invalid JSON"),
        pytest.param({"status": 200, "body": ""}, OutcomeUnknown, id="200 empty"),
    ],
)
def test_an_answer_is_classed_by_status_and_shape(
    border: responses.RequestsMock, account: Account, answer: dict, expected: type[PublishError]
) -> None:
    border.post(STATUSES, **answer)
    error = error_of(account)
    assert type(error) is expected
    assert error.answer.status == answer["status"]
    assert error.sentence.de
    assert error.sentence.en


def test_a_page_instead_of_an_answer_is_called_one(border, account: Account) -> None:
    border.post(STATUSES, body=PAGE, content_type="text/html")
    assert "login portal" in error_of(account).sentence.en


@pytest.mark.parametrize(
    ("status", "headers", "floor"),
    [
        pytest.param(429, {"X-RateLimit-Reset": RESET}, FLOOR, id="ISO 8601"),
        pytest.param(429, {"Retry-After": "90"}, START + timedelta(seconds=90), id="Retry-After"),
        pytest.param(
            429,
            {"Retry-After": "90", "X-RateLimit-Reset": RESET},
            START + timedelta(seconds=90),
            id="Retry-After first",
        ),
        pytest.param(429, {"X-RateLimit-Reset": "1804400000x"}, None, id="unreadable"),
        pytest.param(429, {}, None, id="none"),
        pytest.param(
            429,
            {"X-RateLimit-Reset": "2027-03-08T08:00:00Z"},
            START + timedelta(seconds=1),
            id="in the past",
        ),
        pytest.param(503, {"Retry-After": "30"}, START + timedelta(seconds=30), id="throttled"),
    ],
)
def test_a_limit_binds_the_whole_channel_until_its_reset(
    border, account: Account, status: int, headers: dict, floor: object
) -> None:
    border.post(STATUSES, status=status, headers=headers, json={"error": "x"})
    error = error_of(account)
    assert isinstance(error, TryLater)
    assert (error.retry_at, error.whole_channel) == (floor, True)


def test_the_request_is_json_with_everything_said(border, account: Account) -> None:
    border.post(STATUSES, json={"id": "7", "url": f"{SERVER}/@land/7"})
    assert publish(account) == Remote("7", f"{SERVER}/@land/7")
    request = border.calls[-1].request
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["Idempotency-Key"] == KEY
    assert json.loads(request.body) == {
        "status": PART.text,
        "language": "de",
        "visibility": "public",
    }


def test_the_server_is_asked_for_its_kind_only_once(border, account: Account) -> None:
    border.post(STATUSES, json={"id": "7"})
    publish(account)
    publish(account)
    asked = [call.request.url for call in border.calls]
    assert asked.count(f"{SERVER}/api/v2/instance") == 1


@pytest.mark.parametrize(
    ("software", "version", "key"),
    [
        pytest.param("mastodon", "4.5.3", KEY, id="Mastodon"),
        pytest.param("akkoma", "2.7.2 (compatible; Akkoma 3.13)", KEY, id="Akkoma"),
        pytest.param(None, "2.7.2 (compatible; Pleroma 2.6)", KEY, id="Pleroma without nodeinfo"),
        pytest.param("pixelfed", "3.5.3 (compatible; Pixelfed 0.12)", None, id="Pixelfed"),
        pytest.param("gotosocial", "0.20.1", None, id="GoToSocial"),
        pytest.param(None, "1.0", None, id="unknown"),
    ],
)
def test_keys_go_to_servers_that_honour_them(
    border, account: Account, software: str | None, version: str, key: str | None
) -> None:
    border.replace(responses.GET, f"{SERVER}/api/v2/instance", json={"version": version})
    told = {"software": {"name": software}} if software else {}
    border.replace(responses.GET, f"{SERVER}/nodeinfo/2.0", json=told)
    border.post(STATUSES, json={"id": "7"})
    publish(account)
    assert border.calls[-1].request.headers.get("Idempotency-Key") == key


def test_a_replayed_error_burns_its_key_and_another_is_used(border, account: Account) -> None:
    replayed = {"idempotent-replayed": "true"}
    border.post(STATUSES, status=500, headers=replayed, json={"error": "x"})
    border.post(STATUSES, json={"id": "7"})
    assert publish(account).id == "7"
    keys = [call.request.headers.get("Idempotency-Key") for call in border.calls[-2:]]
    assert keys[0] == KEY
    assert uuid.UUID(keys[1]) != uuid.UUID(KEY)


def test_nodeinfo_on_another_host_is_not_fetched(border, account: Account) -> None:
    index = {"links": [{"href": "https://elsewhere.example/nodeinfo"}]}
    border.replace(responses.GET, f"{SERVER}/.well-known/nodeinfo", json=index)
    border.post(STATUSES, json={"id": "7"})
    publish(account)
    assert not any("elsewhere" in call.request.url for call in border.calls)


@pytest.mark.parametrize(
    ("v2", "v1", "expected"),
    [
        pytest.param({"status": 500}, {"status": 500}, TryLater, id="both fail"),
        pytest.param({"status": 404}, {"status": 410}, ChannelBlocked, id="gone"),
        pytest.param({"body": PAGE}, {"body": PAGE}, ChannelBlocked, id="portal"),
        pytest.param({"status": 429}, {"status": 429}, TryLater, id="limited"),
    ],
)
def test_a_server_that_does_not_describe_itself_gets_nothing(
    border, account: Account, v2: dict, v1: dict, expected: type[PublishError]
) -> None:
    border.replace(responses.GET, f"{SERVER}/api/v2/instance", **v2)
    border.get(f"{SERVER}/api/v1/instance", **v1)
    post = border.post(STATUSES, json={"id": "7"})
    assert type(error_of(account)) is expected
    assert post.call_count == 0


def test_limits_of_pleroma_are_read_by_its_own_names(border, account: Account) -> None:
    border.replace(responses.GET, f"{SERVER}/api/v2/instance", status=404)
    older = {"version": "2.7.2 (compatible; Pleroma 2.6)", "max_toot_chars": 5000}
    border.get(f"{SERVER}/api/v1/instance", json={**older, "upload_limit": 16_000_000})
    limits = account.fetch_limits()
    assert (limits.text, limits.url_length, limits.image_bytes) == (5000, None, 16_000_000)


@pytest.mark.parametrize("status", [404, 405, 400, 500])
def test_an_older_server_is_asked_for_figures_one_by_one(
    border, account: Account, status: int
) -> None:
    border.get(STATUSES, status=status, json={"error": "x"})
    border.get(f"{STATUSES}/1", json={"id": "1", "favourites_count": 3})
    border.get(f"{STATUSES}/2", status=404)
    for _ in range(2):
        counts = account.measure_posts([Remote("1"), Remote("2")])
        assert {key: dict(each.values) for key, each in counts.items()} == {"1": {"reactions": 3}}
    assert [call.request.path_url for call in border.calls].count("/api/v1/statuses/1") == 2


def test_figures_of_a_boost_are_inside_its_wrapper(border, account: Account) -> None:
    inner = {"favourites_count": 5, "reblogs_count": 2, "replies_count": 1, "quotes_count": 0}
    border.get(STATUSES, json=[{"id": "1", "favourites_count": 0, "reblog": inner}])
    counts = account.measure_posts([Remote("1")])["1"]
    assert dict(counts.values) == {"reactions": 5, "shares": 2, "comments": 1, "quotes": 0}


def test_hidden_followers_are_unknown_and_not_zero(border, account: Account) -> None:
    path = f"{SERVER}/api/v1/accounts/verify_credentials"
    border.get(path, json={"id": "1", "followers_count": None})
    assert account.measure_account().get("followers") is None


@pytest.mark.parametrize(
    ("scopes", "missing"),
    [
        pytest.param(["read", "write"], [], id="wide"),
        pytest.param(["profile", "read:statuses", "write:statuses", "write:media"], [], id="few"),
        pytest.param(["read", "write:statuses"], ["write:media"], id="no uploads"),
        pytest.param(["read"], ["write:statuses", "write:media"], id="read only"),
        pytest.param(None, [], id="not told"),
    ],
)
def test_check_names_the_scopes_that_are_missing(
    border, account: Account, scopes: list[str] | None, missing: list[str]
) -> None:
    me = {"id": "1", "acct": "land", "url": f"{SERVER}/@land"}
    border.get(f"{SERVER}/api/v1/accounts/verify_credentials", json=me)
    told = {"scopes": scopes} if scopes else {}
    border.get(f"{SERVER}/api/v1/apps/verify_credentials", json=told)
    health = account.check()
    assert health.account == "@land@social.example"
    assert [problem.en.split()[5].rstrip(".") for problem in health.problems] == missing


def test_a_pagination_that_stands_still_proves_nothing(
    border, account: Account, clock: FakeClock
) -> None:
    border.get(f"{SERVER}/api/v1/accounts/verify_credentials", json={"id": "1"})
    status = {"id": "9", "created_at": clock.now().isoformat(), "content": "<p>Anderes</p>"}
    border.get(f"{SERVER}/api/v1/accounts/1/statuses", json=[status])
    look = account.find([Sought(KEY, PART, clock.now())])[KEY]
    assert isinstance(look, Unsure)
