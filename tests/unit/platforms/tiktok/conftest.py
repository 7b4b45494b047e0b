# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""An account of TikTok itself, whose answers a test writes, and one at the simulator."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import responses

from scheduler.http_client import HttpClient
from scheduler.model.message import Part
from scheduler.model.platform import Connection, Platform
from scheduler.platforms.tiktok import PLATFORM
from scheduler.simulator.dialects.tiktok import DIALECT
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World
from tests.platform_stands import MemoryVault
from tests.support.border import BOUNDS, PART, connect
from tests.support.clock import FakeClock
from tests.support.films import film
from tests.unit.platforms.tiktok.border import API, KEYS, PAIR, SECRETS


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    monkeypatch.setenv("TIKTOK_SECRET", SECRETS[0])
    monkeypatch.setenv("TIKTOK_REFRESH", SECRETS[1])
    responses.post(f"{API}/v2/oauth/token/", json=PAIR)
    yield connect(PLATFORM, KEYS | {"posts_per_day": 3}, tmp_path, FakeClock())
    responses.reset()


def connected(keys, folder, world, vault) -> Platform:
    http = HttpClient(monotonic=time.perf_counter, user_agent="litfass-tests", bounds=BOUNDS)
    connection = Connection("kanal", http, world.clock, vault, str(folder))
    return PLATFORM.open(PLATFORM.settings.model_validate(keys), connection)


@pytest.fixture
def part(tmp_path: Path) -> Part:
    return replace(PART, attachments=(film(tmp_path),))


@pytest.fixture
def world() -> World:
    return World(FakeClock())


@pytest.fixture
def opened(world: World, tmp_path: Path) -> Iterator[Callable[..., Platform]]:
    with SimulatorServer(world, {"tiktok": DIALECT}) as server:
        keys = DIALECT.channel_settings(server.url_of("tiktok"), "land")
        vault = MemoryVault()  # it outlives a restart, as the consent does
        yield lambda: connected(keys, tmp_path, world, vault)
