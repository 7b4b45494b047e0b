# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected account: look-up, figures, quota, checks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import responses

from scheduler.model.errors import TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Quota, Sought, Unsure
from tests.support.border import KEY, PART, publish
from tests.support.clock import START
from tests.unit.platforms.tiktok.border import (
    API,
    CREATOR,
    KEPT,
    NAME,
    OPEN,
    OPTIONS,
    STATUS,
    told,
)

# Look-up ---------------------------------------------------------------------------------------


@responses.activate
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        pytest.param({"status": "PUBLISH_COMPLETE"}, Found, id="out"),
        pytest.param({"status": "PROCESSING_UPLOAD"}, Absent, id="not all there"),
        pytest.param({"status": "PROCESSING_DOWNLOAD"}, Absent, id="worked on"),
        pytest.param({"status": "FAILED"}, Absent, id="failed"),
    ],
)
def test_a_post_is_asked_for_by_its_name(account, status, expected) -> None:
    asked = responses.post(STATUS, **told(**status))
    sought = Sought(KEY, PART, START, artefacts={"upload": KEPT, "user": "land"})
    assert type(account.find([sought])[KEY]) is expected
    assert json.loads(asked.calls[0].request.body) == {"publish_id": NAME}


def listed(title: str = PART.text, seconds: int = 0, number: str = "7300001", **given) -> dict:
    at = int(START.timestamp()) + seconds
    url = f"https://www.tiktok.com/@land/video/{number}?utm=x"
    return {"id": number, "title": title, "create_time": at, "share_url": url} | given


@responses.activate
@pytest.mark.parametrize(
    ("videos", "taken", "expected"),
    [
        pytest.param([listed()], [], Found, id="there"),
        pytest.param([listed(seconds=-60)], [], Found, id="clocks differ"),
        pytest.param([listed(seconds=-180)], [], Absent, id="older"),
        pytest.param([listed()], ["7300001"], Absent, id="another delivery's"),
        pytest.param([listed(), listed(number="7300002")], [], Unsure, id="two of them"),
        pytest.param([listed("Etwas anderes")], [], Absent, id="another text"),
        pytest.param([listed(create_time="?")], [], Found, id="no time"),
        pytest.param([], [], Absent, id="nothing"),
    ],
)
def test_without_a_name_the_public_videos_are_looked_through(account, videos, taken, expected):
    responses.post(f"{API}/v2/video/list/", **told(videos=videos, has_more=False))
    look = account.find([Sought(KEY, PART, START, taken=frozenset(taken))])[KEY]
    assert type(look) is expected


@responses.activate
def test_a_private_video_without_a_name_is_for_a_person(account) -> None:
    responses.post(f"{API}/v2/video/list/", **told(videos=[], has_more=False))
    sought = Sought(KEY, replace(PART, visibility="private"), START)
    assert isinstance(account.find([sought])[KEY], Unsure)


@responses.activate
def test_a_list_that_does_not_end_proves_nothing(account) -> None:
    page = told(videos=[listed("x")], has_more=True, cursor=1)
    pages = responses.post(f"{API}/v2/video/list/", **page)
    assert isinstance(account.find([Sought(KEY, PART, START)])[KEY], Unsure)
    assert pages.call_count == 5


@responses.activate
@pytest.mark.parametrize(
    "answer",
    [{"status": 500}, told(), {"body": ConnectionError("gone")}],
    ids=["5", "empty", "lost"],
)
def test_a_look_that_fails_proves_nothing(account, answer) -> None:
    responses.post(f"{API}/v2/video/list/", **answer)
    with pytest.raises(TryLater):
        account.find([Sought(KEY, PART, START)])


def test_one_video_is_never_found_for_two_deliveries(opened, world, part) -> None:
    started_at = world.now()
    publish(opened(), part)
    looks = opened().find([Sought("k1", part, started_at), Sought("k2", part, started_at)])
    assert [type(look) for look in looks.values()] == [Unsure, Unsure]


# Figures, quota, checks ------------------------------------------------------------------------


@responses.activate
def test_figures_of_twenty_videos_come_in_one_call_and_names_are_resolved(account) -> None:
    responses.post(STATUS, **told(status="PUBLISH_COMPLETE", publicaly_available_post_id=[7300003]))
    videos = [
        {
            "id": "7300001",
            "view_count": 50,
            "like_count": 3,
            "comment_count": 0,
            "share_count": 1,
        },
        {"id": "7300002", "view_count": 7},
        {"id": "7300003", "view_count": 9},
    ]
    asked = responses.post(f"{API}/v2/video/query/", **told(videos=videos))
    address = "https://www.tiktok.com/@land/video/7300002?utm=x"
    remotes = [Remote("7300001"), Remote(address), Remote(NAME), Remote("7300004"), Remote("?")]
    counts = account.measure_posts(remotes)
    assert {name: dict(each.values) for name, each in counts.items()} == {
        "7300001": {"views": 50, "reactions": 3, "comments": 0, "shares": 1},
        address: {"views": 7},
        NAME: {"views": 9},
    }
    body = json.loads(asked.calls[0].request.body)
    assert body == {"filters": {"video_ids": ["7300001", "7300002", "7300003", "7300004"]}}
    assert account.batch_size == 20


def test_posts_without_a_usable_name_cost_no_call(account) -> None:
    assert account.measure_posts([Remote("?")]) == {}


@responses.activate
@pytest.mark.parametrize(
    ("hours", "left", "resets"),
    [([], 3, 24), ([1, 5], 1, 19), ([1, 5, 25], 1, 19), ([1, 2, 3, 4], 0, 20)],
    ids=["none", "two", "one of yesterday", "more than allowed"],
)
def test_the_posts_of_the_last_24_hours_are_counted(account, hours, left, resets) -> None:
    videos = [listed(seconds=-3600 * each) for each in hours]
    responses.post(f"{API}/v2/video/list/", **told(videos=videos, has_more=False))
    assert account.quota() == Quota(left, START + timedelta(hours=resets))


@responses.activate
@pytest.mark.parametrize(("options", "problems"), [(OPTIONS, 0), (["SELF_ONLY"], 1)])
def test_check_names_the_account_its_bounds_and_when_the_consent_ends(
    account, options, problems
) -> None:
    responses.post(CREATOR, **told(**OPEN | {"privacy_level_options": options}))
    health = account.check()
    assert (health.account, len(health.problems)) == ("Land (@land)", problems)
    assert health.expires_at == START + timedelta(days=180)
