# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A token that has ended is renewed once for all, kept, and never shown."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import time

import pytest
import responses
from pydantic import ValidationError

from scheduler.http_client import HttpClient
from scheduler.model.errors import ChannelBlocked, TryLater
from scheduler.model.platform import Connection
from scheduler.platforms.linkedin import PLATFORM
from scheduler.platforms.linkedin.settings import Settings
from scheduler.platforms.linkedin.tokens import Tokens
from scheduler.simulator.dialects.linkedin import DIALECT
from scheduler.simulator.dialects.linkedin.answers import refresh_token_of
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World, token_of
from tests.platform_stands import MemoryVault
from tests.support.border import BOUNDS, publish
from tests.support.clock import FakeClock

RENEWAL = {
    "client_id": "app",
    "client_secret": {"env": "LINKEDIN_SECRET"},
    "refresh_token": {"env": "LINKEDIN_REFRESH"},
}
KEYS = {"token": {"env": "LINKEDIN_TOKEN"}, "author": "urn:li:organization:5"}
ACCESS = "https://www.linkedin.com/oauth/v2/accessToken"


@pytest.fixture
def vault():
    return MemoryVault()


@pytest.fixture
def connection(tmp_path, vault, monkeypatch):
    monkeypatch.setenv("LINKEDIN_TOKEN", "altes-token")
    monkeypatch.setenv("LINKEDIN_SECRET", "geheimnis-der-app")
    monkeypatch.setenv("LINKEDIN_REFRESH", refresh_token_of("land"))
    http = HttpClient(monotonic=time.perf_counter, user_agent="litfass-tests", bounds=BOUNDS)
    return Connection("kanal", http, FakeClock(), vault, str(tmp_path))


@pytest.fixture
def tokens(connection):
    return Tokens(Settings.model_validate(KEYS | {"renewal": RENEWAL}), connection)


def test_a_post_goes_out_with_a_renewed_token_and_the_next_ones_use_it(connection, vault) -> None:
    world = World(FakeClock())
    with SimulatorServer(world, {"linkedin": DIALECT}) as server:
        told = DIALECT.channel_settings(server.url_of("linkedin"), "land")
        keys = told | {"token": KEYS["token"], "renewal": RENEWAL}
        for key in ("k1", "k2"):
            page = PLATFORM.open(PLATFORM.settings.model_validate(keys), connection)
            world.clock.jump_to(world.clock.now().replace(hour=9 + int(key[1])))
            publish(page, key=key)
    assert world.arrivals() == 2
    assert len(vault.saved) == 1
    assert token_of("land") in vault.saved[0]


@responses.activate
def test_the_request_for_a_token_is_a_form(tokens) -> None:
    asked = responses.post(ACCESS, json={"access_token": "neues-token"})
    assert tokens.after_refusal("altes-token") == "neues-token"
    assert asked.calls[0].request.body == (
        "grant_type=refresh_token&refresh_token=simulated-token-of-land-refresh"
        "&client_id=app&client_secret=geheimnis-der-app"
    )
    assert tokens.current() == "neues-token"


@responses.activate
def test_what_another_process_has_renewed_is_used_without_asking(tokens, vault, connection) -> None:
    responses.post(ACCESS, json={"access_token": "neues-token"})
    Tokens(Settings.model_validate(KEYS | {"renewal": RENEWAL}), connection).after_refusal(
        "altes-token"
    )
    assert tokens.after_refusal("altes-token") == "neues-token"
    assert len(responses.calls) == len(vault.saved) == 1


class RenewedMeanwhile(MemoryVault):
    """A vault whose lock was held by another process, which has renewed the token."""

    def lock(self):
        of = hashlib.sha256(b"altes-token").hexdigest()
        self.secrets["linkedin"] = json.dumps({"access": "von-nebenan", "of": of})
        return super().lock()


def test_who_waits_for_the_lock_takes_what_the_other_one_has_renewed(connection) -> None:
    vault = RenewedMeanwhile()
    settings = Settings.model_validate(KEYS | {"renewal": RENEWAL})
    tokens = Tokens(settings, dataclasses.replace(connection, vault=vault))
    assert tokens.after_refusal("altes-token") == "von-nebenan"
    assert vault.saved == []


@responses.activate
def test_a_new_token_in_its_place_wins_over_a_renewed_one(tokens, monkeypatch) -> None:
    responses.post(ACCESS, json={"access_token": "neues-token"})
    tokens.after_refusal("altes-token")
    monkeypatch.setenv("LINKEDIN_TOKEN", "von-hand-erneuert")
    assert tokens.after_refusal("neues-token") == "von-hand-erneuert"
    assert len(responses.calls) == 1


def test_without_renewal_a_refused_token_stays_refused(connection) -> None:
    assert Tokens(Settings.model_validate(KEYS), connection).after_refusal("altes-token") is None


@responses.activate
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param({"status": 400, "json": {"error": "x"}}, ChannelBlocked, id="ended"),
        pytest.param({"status": 401, "json": {"error": "x"}}, ChannelBlocked, id="refused"),
        pytest.param({"status": 500}, TryLater, id="fault"),
        pytest.param({"json": {}}, TryLater, id="no token"),
        pytest.param({"body": '{"access_token": "halbes-tok'}, TryLater, id="broken off"),
        pytest.param({"body": ConnectionError("gone")}, TryLater, id="no answer"),
    ],
)
def test_a_token_that_cannot_be_renewed_publishes_nothing(
    tokens, vault, answer, expected: type
) -> None:
    responses.post(ACCESS, **answer)
    with pytest.raises(expected) as caught:
        tokens.after_refusal("altes-token")
    assert vault.saved == []
    assert "halbes-tok" not in caught.value.answer.excerpt


def test_what_the_vault_holds_and_nobody_can_read_counts_as_nothing(tokens, vault) -> None:
    vault.secrets["linkedin"] = "no json"
    assert tokens.current() == "altes-token"


@pytest.mark.parametrize("missing", list(RENEWAL))
def test_renewal_needs_all_of_its_keys(missing: str) -> None:
    some = {name: value for name, value in RENEWAL.items() if name != missing}
    with pytest.raises(ValidationError):
        Settings.model_validate(KEYS | {"renewal": some})
