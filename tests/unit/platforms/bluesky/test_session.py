# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Logging in, renewing a session, and what a failure of either means."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests
import responses

from scheduler.model.errors import ChannelBlocked, PublishError, TryLater
from scheduler.platforms.bluesky.account import BlueskyAccount
from tests.platform_stands import MemoryVault
from tests.unit.platforms.bluesky.border import (
    DID,
    ENTRY,
    LIVE,
    LOGIN,
    PUT,
    REFRESH,
    error,
    publish,
    session,
)


def test_expired_token_is_refreshed_and_the_new_pair_kept_before_use(
    bluesky: BlueskyAccount, web: responses.RequestsMock, vault: MemoryVault
) -> None:
    web.post(PUT, json=error("ExpiredToken"), status=400)
    web.post(REFRESH, json=session(2))

    def answer(request: requests.PreparedRequest) -> tuple[int, dict, str]:
        assert "access-token-2" in vault.saved[-1]
        assert request.headers["Authorization"] == "Bearer access-token-2"
        return 200, {}, json.dumps(LIVE)

    web.add_callback("POST", PUT, answer)
    publish(bluesky)
    [refresh] = [call for call in web.calls if call.request.url == REFRESH]
    assert refresh.request.headers["Authorization"] == "Bearer refresh-token-1"
    assert not refresh.request.body


@pytest.mark.parametrize("name", ["ExpiredToken", "InvalidToken"])
def test_refused_refresh_leads_to_a_new_login(
    bluesky: BlueskyAccount, web: responses.RequestsMock, name: str
) -> None:
    web.post(PUT, json=error("ExpiredToken"), status=400)
    web.post(REFRESH, json=error(name, "Token has been revoked"), status=400)
    web.post(LOGIN, json=session(3))
    web.post(PUT, json=LIVE)
    publish(bluesky)
    assert web.calls[-1].request.headers["Authorization"] == "Bearer access-token-3"


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (401, error("AuthFactorTokenRequired"), ChannelBlocked),
        (401, error("AuthenticationRequired"), ChannelBlocked),
        (400, error("InvalidRequest", "Invalid identifier"), ChannelBlocked),
        (429, error("RateLimitExceeded"), TryLater),
        (500, {}, TryLater),
        (200, {"did": DID}, TryLater),
    ],
)
def test_failed_login_never_leaves_an_unknown_outcome(
    bluesky: BlueskyAccount,
    web: responses.RequestsMock,
    status: int,
    body: dict,
    expected: type[PublishError],
) -> None:
    web.replace("POST", LOGIN, json=body, status=status)
    with pytest.raises(expected):
        publish(bluesky)


def test_lost_answer_to_a_refresh_is_no_unknown_outcome(
    bluesky: BlueskyAccount, web: responses.RequestsMock
) -> None:
    web.post(PUT, json=error("ExpiredToken"), status=400)
    web.post(REFRESH, body=requests.exceptions.ReadTimeout())
    with pytest.raises(TryLater):
        publish(bluesky)


def test_many_threads_with_an_expired_token_refresh_once(
    bluesky: BlueskyAccount, web: responses.RequestsMock
) -> None:
    barrier = Barrier(4)

    def answer(request: requests.PreparedRequest) -> tuple[int, dict, str]:
        if request.headers["Authorization"] == "Bearer access-token-1":
            barrier.wait(5)
            return 400, {}, json.dumps(error("ExpiredToken"))
        return 200, {}, json.dumps(LIVE)

    web.add_callback("POST", PUT, answer)
    web.post(REFRESH, json=session(2))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: publish(bluesky), range(4)))
    assert len([call for call in web.calls if call.request.url == REFRESH]) == 1
    assert len([call for call in web.calls if call.request.url == LOGIN]) == 1


def test_session_of_another_handle_is_not_used(
    bluesky: BlueskyAccount, web: responses.RequestsMock, vault: MemoryVault
) -> None:
    web.post(PUT, json=LIVE)
    publish(bluesky)
    kept = json.loads(vault.secrets["session"])
    vault.secrets["session"] = json.dumps({**kept, "identifier": "other.example"})
    bluesky._sessions._held = None
    publish(bluesky)
    assert len([call for call in web.calls if call.request.url == LOGIN]) == 2


@pytest.mark.parametrize(
    "pds", ["http://pds.example", "ftp://pds.example", "nonsense", ""], ids=str
)
def test_server_without_encryption_never_gets_a_token(
    bluesky: BlueskyAccount, web: responses.RequestsMock, pds: str
) -> None:
    web.replace("POST", LOGIN, json=session(pds=pds))
    web.post(f"{ENTRY}/xrpc/com.atproto.repo.putRecord", json=LIVE)
    publish(bluesky)
