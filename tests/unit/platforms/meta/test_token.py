# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Threads profile's token: what a check tells of it, and how it is renewed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import responses

from scheduler.platforms.meta.threads import PLATFORM
from tests.support.border import connect, error_of
from tests.support.clock import START, FakeClock

API = "https://graph.threads.net/v1.0"
KEYS = {"token": {"env": "THREADS_TOKEN"}}
SECRET = "THQVJgeheim123"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def profile(tmp_path, clock, monkeypatch):
    monkeypatch.setenv("THREADS_TOKEN", SECRET)
    return connect(PLATFORM, KEYS, tmp_path, clock)


def healthy(**debug: object) -> None:
    responses.get(f"{API}/me", json={"id": "1", "username": "land"})
    responses.get(f"{API}/debug_token", json={"data": debug})


@responses.activate
def test_a_check_tells_scopes_and_the_end_of_the_token(profile) -> None:
    ends = START + timedelta(days=9)
    healthy(scopes=["threads_basic"], expires_at=int(ends.timestamp()))
    health = profile.check()
    assert (health.account, health.expires_at) == ("@land", ends)
    assert "threads_content_publish" in health.problems[0].en


@responses.activate
def test_a_week_old_token_is_renewed_and_the_new_one_used(profile, clock) -> None:
    healthy()
    told = {"access_token": "THQVJneu4567", "expires_in": 5_183_944}
    renew = responses.get(f"{API}/refresh_access_token", json=told)
    profile.check()
    assert renew.call_count == 0  # its age is unknown, and it must be a day old
    clock.jump(timedelta(days=2))
    profile.check()
    assert renew.call_count == 1
    health = profile.check()
    assert renew.call_count == 1
    assert "access_token=THQVJneu4567" in responses.calls[-1].request.url
    assert health.expires_at == clock.now() + timedelta(seconds=5_183_944)


@responses.activate
def test_a_token_put_into_its_place_by_a_person_wins(profile, clock, monkeypatch) -> None:
    healthy()
    told = {"access_token": "THQVJneu4567", "expires_in": 5_183_944}
    responses.get(f"{API}/refresh_access_token", json=told)
    for _ in range(2):
        profile.check()
        clock.jump(timedelta(days=2))
    monkeypatch.setenv("THREADS_TOKEN", "THQVJvonHand")
    profile.check()
    profile.check()
    assert "access_token=THQVJvonHand" in responses.calls[-1].request.url


@responses.activate
def test_a_refused_renewal_leaves_the_token_as_it_is(profile, clock) -> None:
    healthy()
    responses.get(f"{API}/refresh_access_token", status=400, json={"error": {"code": 100}})
    profile.check()
    clock.jump(timedelta(days=2))
    assert profile.check().problems == ()
    assert f"access_token={SECRET}" in responses.calls[-1].request.url


def test_the_token_stands_in_no_error(tmp_path, clock, monkeypatch) -> None:
    monkeypatch.setenv("THREADS_TOKEN", SECRET)
    keys = {**KEYS, "url": "http://127.0.0.1:1"}  # nobody listens there
    error = error_of(connect(PLATFORM, keys, tmp_path, clock))
    said = json.dumps([error.sentence.de, error.sentence.en, error.answer.excerpt, repr(error)])
    assert SECRET not in said
