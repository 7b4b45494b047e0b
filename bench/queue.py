# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A long queue: what a claim costs, what a daemon needs that has nothing to do, what sync costs.

The rows are copies that SQL makes of one planned delivery: a million posts in YAML would measure
the parser. The daemon that is measured therefore runs without its sync chore (see bench.idle).
"""

from __future__ import annotations

import os
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from bench.arrivals import StubProcess
from bench.litfass import ENVIRONMENT, SQLITE, sync, workspace, write_posts
from scheduler.store import claims, marks
from scheduler.store.database import Database, open_database
from scheduler.store.marks import Lease

DUE = 1_000
ROUNDS = 40
AT_ONCE = 20
IDLE_SECONDS = 20.0
WARM_SECONDS = 8.0
_COPY_POSTS = """
WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO posts ({columns}) SELECT {values} FROM posts CROSS JOIN n WHERE posts.id = 'p0'
"""
_COPY_DELIVERIES = """
WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO deliveries ({columns}) SELECT {values}
FROM deliveries CROSS JOIN n WHERE deliveries.post_id = 'p0'
"""


@dataclass(frozen=True, slots=True)
class Idle:
    """A daemon with nothing to do: memory in MiB, and the share of one core it takes."""

    resident: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Queue:
    """What a queue of some length costs; `claim` and `probe` in seconds."""

    claim: float
    probe: float
    idle: Idle


def measure_queue(stub: StubProcess, rows: int) -> Queue:
    """`rows` planned deliveries, of which the first thousand are due for the claims."""
    with tempfile.TemporaryDirectory(prefix="litfass-bench-") as folder:
        config = workspace(Path(folder), stub, SQLITE)
        write_posts(config, [datetime.now(UTC) + timedelta(days=30)])
        sync(config)
        file = Path(folder) / "litfass.db"
        with closing(sqlite3.connect(file)) as connection:
            _copy(connection, "posts", _COPY_POSTS, rows)
            _copy(connection, "deliveries", _COPY_DELIVERIES, rows)
            connection.execute("ANALYZE")
        idle = _idle(config)
        database = open_database(f"sqlite:///{file}")
        probe, claim = _probe(database), _claim(database)
        database.close()
    return Queue(claim, probe, idle)


def _copy(connection: sqlite3.Connection, table: str, statement: str, rows: int) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    new = {
        "posts": {"id": "'p' || n.i", "content_hash": "content_hash || n.i"},
        "deliveries": {
            "id": "n.i",
            "post_id": "'p' || n.i",
            "key": "key || n.i",
            "due_at": "due_at + n.i * 1000",
            "wake_at": "wake_at + n.i * 1000",
        },
    }[table]
    values = ", ".join(new.get(name, f'{table}."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection:
        connection.execute(statement.format(columns=names, values=values), {"rows": rows})


def _probe(database: Database) -> float:
    """What the dispatcher asks again and again while nothing is due."""
    now = datetime.now(UTC)

    def ask() -> None:
        with database.read() as connection:
            claims.next_wake(connection)
            claims.candidates(connection, now, limit=500)

    return _median(ask)


def _claim(database: Database) -> float:
    """Read what is due, lock it, mark it: one transaction of twenty."""
    now = datetime.now(UTC) + timedelta(days=30, seconds=DUE)

    def take() -> None:
        with database.write() as connection:
            found = claims.candidates(connection, now, limit=AT_ONCE)
            rows = claims.fetch(connection, [each.id for each in found], now)
            marks.begin_attempts(connection, rows, Lease("bench", now, now + timedelta(days=1)))

    return _median(take)


def _median(work: Callable[[], None]) -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _idle(config: Path) -> Idle:
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "bench.idle", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    try:
        time.sleep(WARM_SECONDS)
        before = _cpu_seconds(process.pid)
        time.sleep(IDLE_SECONDS)
        cpu = (_cpu_seconds(process.pid) - before) / IDLE_SECONDS
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return Idle(int(resident.split()[1]) / 1024, cpu)


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure_sync(stub: StubProcess, posts: int) -> tuple[float, float]:
    """Seconds of a bare parse with the C loader, and of `litfass sync` when nothing changed."""
    with tempfile.TemporaryDirectory(prefix="litfass-bench-") as folder:
        config = workspace(Path(folder), stub, SQLITE)
        begin = datetime.now(UTC) + timedelta(days=30)
        write_posts(config, [begin + timedelta(minutes=number) for number in range(posts)])
        sync(config)
        files = sorted((Path(folder) / "posts").glob("*.yaml"))
        bare = min(_timed(lambda: _parse(files)) for _ in range(3))
        ours = min(_timed(lambda: sync(config)) for _ in range(3))
    return bare, ours


def _parse(files: list[Path]) -> None:
    for file in files:
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
