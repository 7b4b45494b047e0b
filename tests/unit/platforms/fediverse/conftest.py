# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accounts at simulated servers of the family, asked over a real socket."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from scheduler.credentials import Secret
from scheduler.http_client import HttpClient
from scheduler.model.message import Part
from scheduler.model.platform import Connection
from scheduler.model.post import Attachment
from scheduler.platforms.fediverse.account import Account
from scheduler.platforms.fediverse.settings import Settings
from scheduler.simulator.dialects.mastodon import dialect
from scheduler.simulator.server import SimulatorServer
from scheduler.simulator.world import World, token_of
from tests.platform_stands import MemoryVault
from tests.support.clock import FakeClock
from tests.unit.platforms.fediverse.border import FLAVOURS


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def server(clock: FakeClock) -> Iterator[SimulatorServer]:
    dialects = {name: dialect(flavour) for name, flavour in FLAVOURS.items()}
    with SimulatorServer(World(clock), dialects) as running:
        yield running


@pytest.fixture
def world(server: SimulatorServer) -> World:
    return server.world


@pytest.fixture
def connect(clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Connects an account at any address."""
    monkeypatch.setenv("LITFASS_TEST_TOKEN", token_of("land"))

    def connect(url: str) -> Account:
        http = HttpClient(monotonic=time.perf_counter, user_agent="litfass-tests")
        connection = Connection("mastodon-land", http, clock, MemoryVault(), str(tmp_path))
        settings = Settings(url=url, token=Secret("env", ("LITFASS_TEST_TOKEN",)))
        return Account(settings, connection)

    return connect


@pytest.fixture
def account_at(server: SimulatorServer, connect: Callable[[str], Account]):
    """Connects the account `land` at a flavour's server."""
    return lambda flavour="mastodon": connect(server.url_of(flavour))


@pytest.fixture
def account(account_at: Callable[..., Account]) -> Account:
    return account_at()


@pytest.fixture
def attached(tmp_path: Path) -> Callable[..., Attachment]:
    """Makes media: a picture, or bytes that are called something else."""

    def make(name: str = "bild.png", alt: str = "Ein Bild", mime: str = "image/png") -> Attachment:
        path = tmp_path / name
        if mime == "image/png":
            Image.new("RGB", (8, 8), (18, 48, 94)).save(path)
        else:
            path.write_bytes(f"{mime} {name}".encode())
        data = path.read_bytes()
        kind = "photo" if mime.startswith("image/") else "video"
        return Attachment(name, hashlib.sha256(data).hexdigest(), mime, len(data), kind, alt)

    return make


@pytest.fixture
def part() -> Part:
    return Part("Da geht noch was. https://kampagne.example/trainings?a=1&b=2 #Zivilcourage", "de")
