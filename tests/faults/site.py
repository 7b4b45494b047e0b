# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workspace whose channels lead to the board, and real daemons that work on it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import text

from scheduler.model.errors import StoreError
from scheduler.store.database import open_database
from scheduler.store.facts import database_since
from scheduler.store.upgrade import upgrade
from tests.faults.board import Board

ROOT = Path(__file__).parents[2]
PLUGIN = Path(__file__).parent / "plugin"
PATIENCE = 40.0
FINAL = {"published", "failed", "missed", "cancelled", "review", "held"}


class Site:
    """Posts, a database and daemons; `kind` names the capability class of its channels."""

    def __init__(self, folder: Path, board: Board, database: str) -> None:
        self.folder = folder
        self.board = board
        self.database = database
        self.config = folder / "config.yaml"
        self.environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{PLUGIN}",
            "LITFASS_TEST_DATABASE": database,
        }
        self.daemons: list[subprocess.Popen[bytes]] = []
        self._logs = 0
        (folder / "posts").mkdir()

    def configure(self, kind: str, channels: int = 1, **settings: object) -> None:
        """Write config.yaml: `channels` accounts of one kind at the board."""
        written = {
            "timezone": "UTC",
            "language": "en",
            "database": {"env": "LITFASS_TEST_DATABASE"},
            "posts": "posts",
            "templates": "templates",
            "sampling": ["28d"],
            "catch_up": "0s",
            "timing": {"settle": "1s", "between_looks": "1s", "lease": "5s"},
            "http": {"connect_seconds": 1, "read_seconds": 1.5, "total_seconds": 2},
            "channels": {
                f"{kind}-{number}": {
                    "platform": kind,
                    "url": self.board.url,
                    "account": f"{kind}-{number}",
                }
                for number in range(channels)
            },
            **settings,
        }
        self.config.write_text(yaml.safe_dump(written), encoding="utf-8")

    def channels(self) -> list[str]:
        """The ids of the channels."""
        return list(yaml.safe_load(self.config.read_text(encoding="utf-8"))["channels"])

    def queue(
        self, count: int, due: datetime, *, name: str = "post", channel: str | None = None, **fields
    ) -> None:
        """Write `count` posts due at `due`, spread over the channels; each text is its id."""
        channels = [channel] if channel else self.channels()
        posts = [
            {
                "id": f"{name}-{number}",
                "publish_at": f"{due:%Y-%m-%d %H:%M:%S}",
                "status": "ready",
                "channels": [channels[number % len(channels)]],
                "text": f"{name}-{number}",
                **fields,
            }
            for number in range(count)
        ]
        path = self.folder / "posts" / f"{name}.yaml"
        path.write_text(yaml.safe_dump({"posts": posts}), encoding="utf-8")

    def litfass(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "scheduler", *words, "-c", str(self.config)],
            capture_output=True,
            text=True,
            timeout=100,
            cwd=self.folder,
            env={**self.environment, **environment},
            check=False,
        )

    def start(self, *words: str, fault: str = "", **environment: str) -> subprocess.Popen[bytes]:
        """Start a daemon; `fault` is place:n:signal."""
        self._logs += 1
        log = self.folder / f"run-{self._logs}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "scheduler", "run", *words, "-c", str(self.config)],
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env={**self.environment, **environment, "LITFASS_FAULT": fault},
            )
        self.daemons.append(process)
        return process

    def started(self, *words: str, fault: str = "", **environment: str) -> subprocess.Popen[bytes]:
        """Start a daemon and wait until it says so."""
        process = self.start(*words, fault=fault, **environment)
        log = self.folder / f"run-{self._logs}.log"
        wait_for(lambda: "daemon.started" in log.read_text() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        return process

    def log(self) -> str:
        """What all daemons said."""
        paths = sorted(self.folder.glob("run-*.log"))
        return "".join(path.read_text(encoding="utf-8") for path in paths)

    def deliveries(self) -> list[dict[str, Any]]:
        """`litfass status --json`."""
        answer = self.litfass("status", "--json")
        assert answer.stdout, answer.stderr
        found: list[dict[str, Any]] = json.loads(answer.stdout)["deliveries"]
        return found

    def states(self) -> Counter[str]:
        """How many deliveries stand in each state, straight from the table."""
        return Counter(row.state for row in self.rows("SELECT state FROM deliveries"))

    def rows(self, query: str) -> list[Any]:
        """What `query` selects; nothing while there is no table."""
        opened = open_database(self.database)
        try:
            with opened.read() as connection:
                return list(connection.execute(text(query)))
        except StoreError:
            return []
        finally:
            opened.close()

    def settled(self, seconds: float = PATIENCE) -> Counter[str]:
        """The states, once none is on its way any more."""
        wait_for(lambda: (states := self.states()) and set(states) <= FINAL, seconds)
        return self.states()

    def end(self) -> None:
        """Leave no process behind."""
        for process in self.daemons:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()


def stop(process: subprocess.Popen[bytes]) -> int:
    """Stop a daemon as systemd does."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=60)


def dies(process: subprocess.Popen[bytes], seconds: float = PATIENCE) -> int:
    """Wait until it has died of itself."""
    return process.wait(timeout=seconds)


def soon(seconds: float = 0.0) -> datetime:
    """A whole second, `seconds` from now at the earliest."""
    return (datetime.now(UTC) + timedelta(seconds=seconds + 1)).replace(microsecond=0)


def wait_for(claim: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until `claim()` holds."""
    end = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def once_each(count: int, name: str = "post") -> Mapping[str, int]:
    """The histogram of a promise that was kept."""
    return {f"{name}-{number}": 1 for number in range(count)}


def prepared(url: str, now: datetime) -> str:
    """A database that saw the light yesterday: what these tests queue is nothing older."""
    database = open_database(url)
    upgrade(database, now)
    with database.write() as connection:
        database_since(connection, now - timedelta(days=1))
    database.close()
    return url


@contextmanager
def ended(site: Site) -> Iterator[Site]:
    """The site, without processes left behind."""
    try:
        yield site
    finally:
        site.end()
