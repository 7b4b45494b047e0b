# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pair of tokens is replaced whole, stored before it is used, and never shown."""

from __future__ import annotations

import hashlib
import json
import time
from datetime import timedelta

import pytest
import responses
from pydantic import ValidationError

from scheduler.http_client import HttpClient
from scheduler.model.errors import ChannelBlocked, TryLater
from scheduler.model.platform import Connection
from scheduler.platforms.tiktok.settings import Settings
from scheduler.platforms.tiktok.tokens import Tokens
from tests.platform_stands import MemoryVault
from tests.support.border import BOUNDS
from tests.support.clock import START, FakeClock
from tests.unit.platforms.tiktok.border import API, KEYS, PAIR, SECRETS

ACCESS = f"{API}/v2/oauth/token/"


@pytest.fixture
def vault():
    return MemoryVault()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def make(tmp_path, vault, clock, monkeypatch):
    monkeypatch.setenv("TIKTOK_SECRET", SECRETS[0])
    monkeypatch.setenv("TIKTOK_REFRESH", SECRETS[1])
    http = HttpClient(monotonic=time.perf_counter, user_agent="litfass-tests", bounds=BOUNDS)
    connection = Connection("kanal", http, clock, vault, str(tmp_path))
    return lambda: Tokens(Settings.model_validate(KEYS), connection)


def sent() -> list[str]:
    return [str(call.request.body) for call in responses.calls]


@responses.activate
def test_the_first_refresh_token_is_used_once_and_then_the_one_that_came_for_it(
    make, clock
) -> None:
    responses.post(ACCESS, json=PAIR)
    tokens = make()
    assert [tokens.current(), make().current()] == [SECRETS[2]] * 2
    clock.jump(timedelta(hours=2))
    make().current()
    assert [f"refresh_token={SECRETS[1]}" in sent()[0], len(sent())] == [True, 2]
    assert f"refresh_token={SECRETS[3]}" in sent()[1]
    assert tokens.consent_until() == START + timedelta(days=180)


@responses.activate
def test_the_new_pair_is_stored_before_it_is_used(make, vault) -> None:
    responses.post(ACCESS, json=PAIR)
    token = make().current()
    kept = json.loads(vault.saved[0])
    assert (kept["access"], kept["refresh"]) == (token, SECRETS[3])


@responses.activate
@pytest.mark.parametrize(("minutes", "calls"), [(114, 1), (116, 2)])
def test_a_token_is_renewed_before_it_ends(make, clock, minutes, calls) -> None:
    asked = responses.post(ACCESS, json=PAIR)
    tokens = make()
    tokens.current()
    clock.jump(timedelta(minutes=minutes))
    tokens.current()
    assert asked.call_count == calls


@responses.activate
def test_a_refused_token_is_renewed_once_however_many_ask(make) -> None:
    responses.post(ACCESS, json=PAIR)
    tokens, other = make(), make()
    tokens.current()
    other.current()
    responses.replace(responses.POST, ACCESS, json=PAIR | {"access_token": "zwei"})
    assert [each.after_refusal(SECRETS[2]) for each in (tokens, other)] == ["zwei", "zwei"]
    assert len(responses.calls) == 2


@responses.activate
def test_a_new_consent_wins_over_the_stored_pair(make, monkeypatch) -> None:
    responses.post(ACCESS, json=PAIR)
    make().current()
    monkeypatch.setenv("TIKTOK_REFRESH", "neue-zustimmung")
    make().current()
    assert "refresh_token=neue-zustimmung" in sent()[1]


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"json": {"error": "invalid_grant"}}, ChannelBlocked, id="over, with 200"),
        pytest.param({"status": 400, "json": {}}, ChannelBlocked, id="refused"),
        pytest.param({"status": 500}, TryLater, id="fault"),
        pytest.param({"json": {}}, TryLater, id="no token"),
        pytest.param({"body": '{"access_token": "halbes-tok'}, TryLater, id="broken off"),
        pytest.param({"body": ConnectionError("gone")}, TryLater, id="no answer"),
    ],
)
def test_a_token_that_cannot_be_renewed_publishes_nothing(make, vault, answer, expected) -> None:
    responses.post(ACCESS, **answer)
    with pytest.raises(expected) as caught:
        make().current()
    assert vault.saved == []
    shown = f"{caught.value.sentence}{caught.value.answer}"
    assert not any(secret in shown for secret in ("halbes-tok", *SECRETS))


@responses.activate
@pytest.mark.parametrize(
    "kept", ["no json", json.dumps({"of": hashlib.sha256(SECRETS[1].encode()).hexdigest()})]
)
def test_what_the_vault_holds_and_nobody_can_read_counts_as_nothing(make, vault, kept) -> None:
    responses.post(ACCESS, json=PAIR)
    vault.secrets["tiktok"] = kept
    assert make().current() == SECRETS[2]


@pytest.mark.parametrize("missing", list(KEYS))
def test_a_channel_needs_its_application_and_its_consent(missing: str) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({name: KEYS[name] for name in KEYS if name != missing})
