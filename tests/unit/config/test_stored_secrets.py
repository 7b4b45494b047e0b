# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Secrets of channels that are kept in the database: found, held and told when missing."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ConfigDict

from scheduler.config.stored_secrets import entry_of, stored_names, with_stored
from scheduler.credentials import Secret
from scheduler.model.errors import ChannelBlocked


class Renewal(BaseModel):
    model_config = ConfigDict(frozen=True)

    refresh_token: Secret


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True)

    url: str
    token: Secret
    renewal: Renewal | None = None


def settings(token, renewal=None):
    return Settings.model_validate({"url": "u", "token": token, "renewal": renewal})


STORED = {"stored": "token"}
NESTED = {"refresh_token": {"stored": "refresh"}}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (settings({"env": "A"}), ()),
        (settings(STORED), ("token",)),
        (settings({"env": "A"}, NESTED), ("refresh",)),
        (settings(STORED, NESTED), ("token", "refresh")),
    ],
    ids=["none", "one", "in a section", "both"],
)
def test_stored_names_are_found_in_the_order_of_the_keys(given, names):
    assert stored_names(given) == names


def test_held_secrets_are_loaded_when_they_are_revealed():
    kept = {entry_of("token"): "first-token", entry_of("refresh"): "a-refresh-token"}
    held = with_stored(settings(STORED, NESTED), "land", kept.get)
    assert held.token.reveal() == "first-token"
    assert held.renewal.refresh_token.reveal() == "a-refresh-token"
    kept[entry_of("token")] = "second-token"
    assert held.token.reveal() == "second-token"


def test_secret_of_an_environment_stays_as_it_is(monkeypatch):
    monkeypatch.setenv("LITFASS_TEST_A", "from-the-environment")
    held = with_stored(settings({"env": "LITFASS_TEST_A"}, NESTED), "land", {}.get)
    assert held.token.reveal() == "from-the-environment"


def test_secret_that_is_not_kept_yet_names_the_command():
    held = with_stored(settings(STORED), "land", {}.get)
    with pytest.raises(ChannelBlocked, match="litfass channels login land"):
        held.token.reveal()


def test_stored_secret_outside_of_a_channel_is_missing():
    with pytest.raises(ChannelBlocked, match="missing or empty"):
        Secret("stored", ("key",)).reveal()
