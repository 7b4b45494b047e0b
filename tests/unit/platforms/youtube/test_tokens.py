# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""An access token is got once for all, kept encrypted, renewed in time, and never shown."""

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
from scheduler.platforms.youtube.settings import Settings
from scheduler.platforms.youtube.tokens import Tokens
from tests.platform_stands import MemoryVault
from tests.support.border import BOUNDS
from tests.support.clock import FakeClock
from tests.unit.platforms.youtube.border import KEYS

ACCESS = "https://oauth2.googleapis.com/token"
FRESH = {"json": {"access_token": "neues-token", "expires_in": 3599}}


@pytest.fixture
def vault():
    return MemoryVault()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def make(tmp_path, vault, clock, monkeypatch):
    monkeypatch.setenv("YOUTUBE_SECRET", "geheimnis-der-app")
    monkeypatch.setenv("YOUTUBE_REFRESH", "dauerhaftes-token")
    http = HttpClient(monotonic=time.perf_counter, user_agent="litfass-tests", bounds=BOUNDS)
    connection = Connection("kanal", http, clock, vault, str(tmp_path))
    return lambda: Tokens(Settings.model_validate(KEYS), connection)


@responses.activate
def test_a_token_is_asked_for_in_a_form_and_serves_all_who_come_later(make, vault) -> None:
    asked = responses.post(ACCESS, **FRESH)
    assert [make().current(), make().current()] == ["neues-token", "neues-token"]
    assert asked.call_count == len(vault.saved) == 1
    assert asked.calls[0].request.body == (
        "grant_type=refresh_token&refresh_token=dauerhaftes-token"
        "&client_id=app&client_secret=geheimnis-der-app"
    )


@responses.activate
@pytest.mark.parametrize(("seconds", "calls"), [(3400, 1), (3500, 2)])
def test_a_token_is_renewed_before_it_ends(make, clock, seconds, calls) -> None:
    asked = responses.post(ACCESS, **FRESH)
    tokens = make()
    tokens.current()
    clock.jump(timedelta(seconds=seconds))
    tokens.current()
    assert asked.call_count == calls


@responses.activate
def test_a_refused_token_is_renewed_once_however_many_ask(make) -> None:
    asked = responses.post(ACCESS, json={"access_token": "eins", "expires_in": 3599})
    tokens, other = make(), make()
    assert [tokens.current(), other.current()] == ["eins", "eins"]
    responses.replace(responses.POST, ACCESS, json={"access_token": "zwei", "expires_in": 3599})
    assert [tokens.after_refusal("eins"), other.after_refusal("eins")] == ["zwei", "zwei"]
    assert asked.call_count == 1
    assert len(responses.calls) == 2


@responses.activate
def test_a_new_refresh_token_is_not_served_with_what_the_old_one_got(make, monkeypatch) -> None:
    asked = responses.post(ACCESS, **FRESH)
    make().current()
    monkeypatch.setenv("YOUTUBE_REFRESH", "neue-zustimmung")
    make().current()
    assert asked.call_count == 2


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(
            {"status": 400, "json": {"error": "invalid_grant"}}, ChannelBlocked, id="over"
        ),
        pytest.param(
            {"status": 401, "json": {"error": "invalid_client"}}, ChannelBlocked, id="app"
        ),
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
    assert not any(secret in shown for secret in ("halbes-tok", "geheimnis", "dauerhaftes"))


@responses.activate
@pytest.mark.parametrize(
    "kept",
    [
        "no json",
        json.dumps({"of": hashlib.sha256(b"dauerhaftes-token").hexdigest(), "access": "a"}),
    ],
)
def test_what_the_vault_holds_and_nobody_can_read_counts_as_nothing(make, vault, kept) -> None:
    responses.post(ACCESS, **FRESH)
    vault.secrets["youtube"] = kept
    assert make().current() == "neues-token"


@pytest.mark.parametrize("missing", list(KEYS))
def test_a_channel_needs_its_application_and_its_consent(missing: str) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({name: KEYS[name] for name in KEYS if name != missing})
