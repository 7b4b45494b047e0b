# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reference servers of the AT Protocol, started once for all tests here."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.platforms.bluesky.account import BlueskyAccount
from tests.platform_stands import MemoryVault
from tests.real.lossy_proxy import LossyProxy, lossy
from tests.real.reference_network import (
    STARTS_WITHIN_SECONDS,
    Account,
    Network,
    connect,
    new_account,
    postgres,
    servers,
)


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    folder = tmp_path_factory.mktemp("network")
    with contextlib.ExitStack() as stack:
        database = stack.enter_context(postgres())
        process = stack.enter_context(servers(folder, database))
        alarm = threading.Timer(STARTS_WITHIN_SECONDS, process.kill)
        alarm.start()
        line = process.stdout.readline() if process.stdout else ""
        alarm.cancel()
        if not line:
            pytest.fail(f"the servers did not start: {(folder / 'log').read_text()[-2000:]}")
        yield Network(**json.loads(line))


@pytest.fixture
def account(network: Network) -> Account:
    return new_account(network.pds)


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


@pytest.fixture
def bluesky(
    network: Network,
    account: Account,
    vault: MemoryVault,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> BlueskyAccount:
    monkeypatch.setenv("REAL_APP_PASSWORD", account.app_password)
    return connect(network, account, vault, tmp_path)


@pytest.fixture
def proxy(network: Network) -> Iterator[LossyProxy]:
    with lossy(network.pds, lambda _, path: path.endswith("putRecord")) as server:
        yield server
