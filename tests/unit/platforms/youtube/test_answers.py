# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each of YouTube's answers means: the error table, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import responses

from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import ReplyTo
from scheduler.platforms.youtube.refusals import day_start, next_day
from tests.platform_stands import MemoryArtefacts
from tests.support.border import PART, error_of
from tests.support.clock import START
from tests.support.films import film
from tests.unit.platforms.youtube.border import SECRETS

API = "https://www.googleapis.com/youtube/v3"
VIDEO = "dQw4w9WgXcQ"
MIDNIGHT = datetime(2027, 3, 9, 8, tzinfo=UTC)  # in the US Pacific zone, in winter


@pytest.fixture
def part(tmp_path):
    return replace(PART, attachments=(film(tmp_path),))


def problem(status: int, reason: str) -> dict:
    error = {"code": status, "message": "x", "errors": [{"reason": reason, "domain": "y"}]}
    return {"status": status, "json": {"error": error}}


INVALID = ("Title", "Description", "Tags", "CategoryId", "PublishAt", "VideoMetadata")
TABLE = {
    **{f"400 invalid{each}": (problem(400, f"invalid{each}"), Rejected) for each in INVALID},
    "400 mediaBodyRequired": (problem(400, "mediaBodyRequired"), Rejected),
    "400 uploadLimitExceeded": (problem(400, "uploadLimitExceeded"), TryLater),
    "400 else": ({"status": 400, "body": "Bad Request"}, Rejected),
    "401 authError": (problem(401, "authError"), ChannelBlocked),
    "401 youtubeSignupRequired": (problem(401, "youtubeSignupRequired"), ChannelBlocked),
    "403 quotaExceeded": (problem(403, "quotaExceeded"), TryLater),
    "403 dailyLimitExceeded": (problem(403, "dailyLimitExceeded"), TryLater),
    "403 rateLimitExceeded": (problem(403, "rateLimitExceeded"), TryLater),
    "403 userRateLimitExceeded": (problem(403, "userRateLimitExceeded"), TryLater),
    "403 insufficientPermissions": (problem(403, "insufficientPermissions"), ChannelBlocked),
    "403 forbidden": (problem(403, "forbidden"), ChannelBlocked),
    "403 accountSuspended": (problem(403, "accountSuspended"), ChannelBlocked),
    "403 else": ({"status": 403}, ChannelBlocked),
    "404 videoNotFound": (problem(404, "videoNotFound"), Rejected),
    "409": (problem(409, "conflict"), OutcomeUnknown),
    "413": ({"status": 413}, Rejected),
    "429": ({"status": 429}, TryLater),
    **{str(status): ({"status": status}, OutcomeUnknown) for status in (500, 502, 503, 504)},
    "redirect": ({"status": 302}, ChannelBlocked),
}


@responses.activate
@pytest.mark.parametrize(("answer", "expected"), TABLE.values(), ids=TABLE)
def test_an_answer_to_the_call_that_shows_a_video_means(account, part, answer, expected) -> None:
    status = {"items": [{"id": VIDEO, "status": {"uploadStatus": "processed"}}]}
    responses.get(f"{API}/videos", json=status)
    responses.put(f"{API}/videos", **answer)
    error = error_of(account, part, artefacts=MemoryArtefacts({"video": VIDEO}))
    assert type(error) is expected
    assert not any(secret in f"{error.sentence}{error.answer}" for secret in SECRETS)


@responses.activate
@pytest.mark.parametrize(
    ("answer", "retry_at"),
    [
        pytest.param(TABLE["403 quotaExceeded"][0], MIDNIGHT, id="midnight, US Pacific"),
        pytest.param(TABLE["400 uploadLimitExceeded"][0], START + timedelta(hours=24), id="a day"),
        pytest.param(
            TABLE["403 rateLimitExceeded"][0], START + timedelta(seconds=60), id="a minute"
        ),
        pytest.param(
            {"status": 429, "headers": {"Retry-After": "7"}},
            START + timedelta(seconds=7),
            id="named",
        ),
    ],
)
def test_a_limit_binds_the_channel_until(account, part, answer, retry_at) -> None:
    responses.post("https://www.googleapis.com/upload/youtube/v3/videos", **answer)
    error = error_of(account, part)
    assert (error.retry_at, error.whole_channel) == (retry_at, True)


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [
        pytest.param("2027-03-08T08:30+00:00", "03-08T08:00", "03-09T08:00", id="winter"),
        pytest.param("2027-03-08T07:59+00:00", "03-07T08:00", "03-08T08:00", id="just before"),
        pytest.param("2027-03-14T12:00+00:00", "03-14T08:00", "03-15T07:00", id="clocks go on"),
    ],
)
def test_a_day_of_the_quota_begins_at_midnight_in_the_us_pacific_zone(now, start, end) -> None:
    instant = datetime.fromisoformat(now)
    assert day_start(instant) == datetime.fromisoformat(f"2027-{start}+00:00")
    assert next_day(instant) == datetime.fromisoformat(f"2027-{end}+00:00")


@responses.activate
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (TABLE["401 youtubeSignupRequired"][0], "kein YouTube-Kanal"),
        (TABLE["403 insufficientPermissions"][0], "youtube.force-ssl"),
        (TABLE["403 accountSuspended"][0], "gesperrt"),
        (TABLE["400 invalidTitle"][0], "invalidTitle"),
    ],
)
def test_a_person_is_told_what_to_do(account, part, answer, words) -> None:
    responses.post("https://www.googleapis.com/upload/youtube/v3/videos", **answer)
    assert words in error_of(account, part).sentence.de


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(problem(403, "commentsDisabled"), Rejected, id="disabled"),
        pytest.param(problem(400, "processingFailure"), Rejected, id="refused"),
        pytest.param(problem(404, "videoNotFound"), Rejected, id="no video"),
        pytest.param(problem(403, "forbidden"), ChannelBlocked, id="forbidden"),
        pytest.param({"status": 500}, OutcomeUnknown, id="fault"),
        pytest.param({"body": ConnectionError("gone")}, OutcomeUnknown, id="no answer"),
        pytest.param({"json": {}}, OutcomeUnknown, id="no id"),
        pytest.param({"body": "<h1>Login</h1>"}, OutcomeUnknown, id="page"),
    ],
)
def test_an_answer_to_a_comment_means(account, answer, expected) -> None:
    responses.post(f"{API}/commentThreads", **answer)
    reply_to = ReplyTo(Remote(VIDEO), Remote(VIDEO))
    assert type(error_of(account, PART, reply_to=reply_to)) is expected


@pytest.mark.parametrize("text", ["", "ü" * 10_001], ids=["empty", "too long"])
def test_a_comment_that_youtube_would_refuse_is_never_sent(account, text) -> None:
    reply_to = ReplyTo(Remote(VIDEO), Remote(VIDEO))
    assert isinstance(error_of(account, replace(PART, text=text), reply_to=reply_to), Rejected)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"text": ""}, id="no title"),
        pytest.param({"text": "ü" * 2501}, id="too long"),
        pytest.param({"visibility": "direct"}, id="for single people"),
        pytest.param({"attachments": ()}, id="no video"),
    ],
)
def test_a_video_that_youtube_would_refuse_is_never_sent(account, part, given) -> None:
    assert isinstance(error_of(account, replace(part, **given)), Rejected)
