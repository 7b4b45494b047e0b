# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A public folder elsewhere: sent under another name, moved, and taken away."""

from __future__ import annotations

import time

import pytest
import responses

from scheduler.http_client import HttpClient, WebdavFolder
from scheduler.model.errors import ChannelBlocked, TryLater

DAV, WEB = "https://cloud.example/dav", "https://land.example/m"


@pytest.fixture
def folder():
    http = HttpClient(monotonic=time.perf_counter, user_agent="litfass-tests")
    return WebdavFolder(http, f"{DAV}/", f"{WEB}/", user="litfass", password=lambda: "geheim-1")


def asked() -> list[tuple[str, str]]:
    return [(call.request.method, call.request.url) for call in responses.calls]


@responses.activate
def test_a_file_is_sent_under_another_name_and_moved(folder) -> None:
    responses.head(f"{DAV}/a.png", status=404)
    responses.put(f"{DAV}/a.png.part", status=201)
    responses.add("MOVE", f"{DAV}/a.png.part", status=201)
    assert folder.lay("a.png", b"x") == f"{WEB}/a.png"
    move = responses.calls[-1].request
    assert (move.headers["Destination"], move.headers["Overwrite"]) == (f"{DAV}/a.png", "T")
    assert move.headers["Authorization"] == "Basic bGl0ZmFzczpnZWhlaW0tMQ=="
    assert responses.calls[1].request.body == b"x"


@responses.activate
def test_a_file_that_lies_there_is_not_sent_again(folder) -> None:
    responses.head(f"{DAV}/a.png", status=200)
    folder.lay("a.png", b"x")
    assert asked() == [("HEAD", f"{DAV}/a.png")]


@responses.activate
@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, ChannelBlocked),
        (403, ChannelBlocked),
        (404, ChannelBlocked),
        (405, ChannelBlocked),
        (409, ChannelBlocked),
        (302, ChannelBlocked),
        (507, TryLater),
        (423, TryLater),
        (500, TryLater),
    ],
)
def test_a_refused_file_means(folder, status: int, expected: type) -> None:
    responses.head(f"{DAV}/a.png", status=404)
    responses.put(f"{DAV}/a.png.part", status=status)
    with pytest.raises(expected):
        folder.lay("a.png", b"x")


@responses.activate
def test_a_lost_answer_leaves_nothing_in_doubt(folder) -> None:
    responses.head(f"{DAV}/a.png", body=ConnectionError("lost"))
    with pytest.raises(TryLater):
        folder.lay("a.png", b"x")


@responses.activate
@pytest.mark.parametrize("answer", [{"status": 204}, {"status": 404}, {"body": OSError("away")}])
def test_taking_away_never_fails(folder, answer: dict) -> None:
    responses.delete(f"{DAV}/a.png", **answer)
    folder.drop("a.png")
    assert asked() == [("DELETE", f"{DAV}/a.png")]


@responses.activate
@pytest.mark.parametrize(("status", "can"), [(201, True), (403, False), (500, False)])
def test_a_check_makes_a_file_and_takes_it_away(folder, status, can) -> None:
    trial = f"{DAV}/litfass-check.part"
    responses.put(trial, status=status)
    responses.delete(trial, status=204)
    assert folder.can_write() is can
