# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A Bluesky account whose network is a list of answers."""

from __future__ import annotations

from pathlib import Path
from time import monotonic  # noqa: TID251 - deadlines of the network stay real

import pytest
import responses

from scheduler.http_client import HttpClient
from scheduler.model.platform import Connection
from scheduler.platforms.bluesky import PLATFORM
from scheduler.platforms.bluesky.account import BlueskyAccount
from scheduler.platforms.bluesky.settings import Settings
from tests.platform_stands import MemoryVault, StandingClock
from tests.unit.platforms.bluesky.border import APPVIEW, ENTRY, LOGIN, NOW, session


@pytest.fixture
def web():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.post(LOGIN, json=session())
        yield mock


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


@pytest.fixture
def bluesky(vault: MemoryVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BlueskyAccount:
    monkeypatch.setenv("BLUESKY_TEST_PASSWORD", "abcd-efgh")
    settings = Settings.model_validate(
        {
            "handle": "@Land.example",
            "app_password": {"env": "BLUESKY_TEST_PASSWORD"},
            "url": ENTRY,
            "appview": f"{APPVIEW}/",
        }
    )
    http = HttpClient(monotonic=monotonic, user_agent="litfass-test")
    connection = Connection("bluesky-land", http, StandingClock(NOW), vault, str(tmp_path))
    assert PLATFORM.open is not None
    return PLATFORM.open(settings, connection)  # type: ignore[return-value]
