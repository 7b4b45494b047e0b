# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Litfass itself: a real workspace, a real `litfass run` process, durable marks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.arrivals import StubProcess

CHANNELS = 50
SQLITE = "sqlite:///litfass.db"
ENVIRONMENT = {**os.environ, "BENCH_TOKEN": "bench-token-of-the-stub"}
POST = """  - id: {name}
    publish_at: "{at}"
    status: ready
    channels: [{channel}]
    text: "Beitrag {name} der Messung, so lang wie ein gewöhnlicher Satz mit einem Ziel."
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How many accounts, and how many requests at a time."""

    channels: int = CHANNELS
    workers: int = 20


USUAL = Size()


def workspace(folder: Path, stub: StubProcess, database: str, size: Size = USUAL) -> Path:
    """A workspace with accounts at the stub; returns its config.yaml."""
    channels = "".join(
        f"  kanal-{number}: "
        f"{{platform: mastodon, url: '{stub.url}', token: {{env: BENCH_TOKEN}}}}\n"
        for number in range(size.channels)
    )
    config = folder / "config.yaml"
    config.write_text(
        f"timezone: UTC\ndatabase: {database}\nposts: posts\ntemplates: templates\n"
        f"workers: {size.workers}\n"
        f"channels:\n{channels}",
        encoding="utf-8",
    )
    (folder / "posts").mkdir()
    if database.startswith("postgresql"):
        command(config, "db", "upgrade")
    return config


def write_posts(config: Path, dues: list[datetime], size: Size = USUAL) -> None:
    """One post for each due time, spread over the channels."""
    for channel in range(size.channels):
        mine = [
            POST.format(
                name=f"p{number}", at=f"{due:%Y-%m-%d %H:%M:%S}", channel=f"kanal-{channel}"
            )
            for number, due in enumerate(dues)
            if number % size.channels == channel
        ]
        if mine:
            path = config.parent / "posts" / f"kanal-{channel}.yaml"
            path.write_text("posts:\n" + "".join(mine), encoding="utf-8")


def sync(config: Path) -> None:
    """`litfass sync`."""
    command(config, "sync")


def command(config: Path, *words: str) -> None:
    """One command, which must end well."""
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "scheduler", *words, "-c", str(config)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )


@contextmanager
def daemon(config: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`litfass run`, stopped at the end."""
    log = (config.parent / "run.log").open("w", encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "scheduler", "run", "-c", str(config)],
        stdout=log,
        stderr=subprocess.STDOUT,
        env=ENVIRONMENT,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        log.close()


def drain_seconds(stub: StubProcess, count: int, database: str, lead: float) -> float:
    """From the due second to the last arrival, for `count` posts due in one second."""
    with tempfile.TemporaryDirectory(prefix="litfass-bench-") as folder:
        config = workspace(Path(folder), stub, database)
        due = _whole(datetime.now(UTC) + timedelta(seconds=lead))
        write_posts(config, [due] * count)
        sync(config)
        stub.take()
        with daemon(config):
            arrivals = stub.wait_for(count)
    if len(arrivals) != count:
        raise SystemExit(f"{len(arrivals)} of {count} posts arrived: no figure is worth more")
    begin = max(arrivals[0], int(due.timestamp() * 1e9))
    return (arrivals[-1] - begin) / 1e9


def shared_drain_seconds(
    stub: StubProcess, count: int, database: str, *, daemons: int, size: Size
) -> float:
    """As `drain_seconds`, with several daemons at work on one PostgreSQL database."""
    with tempfile.TemporaryDirectory(prefix="litfass-bench-") as folder, ExitStack() as running:
        config = workspace(Path(folder), stub, database, size)
        due = _whole(datetime.now(UTC) + timedelta(seconds=ready_after(count)))
        write_posts(config, [due] * count, size)
        sync(config)
        stub.take()
        for _ in range(daemons):
            running.enter_context(daemon(config))
        arrivals = stub.wait_for(count)
    if len(arrivals) != count:
        raise SystemExit(f"{len(arrivals)} of {count} posts arrived: no figure is worth more")
    return arrivals[-1] / 1e9 - due.timestamp()


def crowd(stub: StubProcess, count: int, database: str, size: Size) -> tuple[float, float]:
    """Seconds from the due second to the last arrival, and the daemon's memory in MiB."""
    with tempfile.TemporaryDirectory(prefix="litfass-bench-") as folder:
        config = workspace(Path(folder), stub, database, size)
        due = _whole(datetime.now(UTC) + timedelta(seconds=ready_after(count)))
        write_posts(config, [due] * count, size)
        sync(config)
        stub.take()
        with daemon(config) as process:
            arrivals = stub.wait_for(count)
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    if len(arrivals) != count:
        raise SystemExit(f"{len(arrivals)} of {count} posts arrived: no figure is worth more")
    resident = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return arrivals[-1] / 1e9 - due.timestamp(), int(resident.split()[1]) / 1024


def first_request_delays(stub: StubProcess, count: int, database: str) -> list[float]:
    """Seconds from each due second to its first request, one post every other second."""
    with tempfile.TemporaryDirectory(prefix="litfass-bench-") as folder:
        config = workspace(Path(folder), stub, database)
        begin = _whole(datetime.now(UTC) + timedelta(seconds=8))
        dues = [begin + timedelta(seconds=2 * number) for number in range(count)]
        write_posts(config, dues)
        sync(config)
        stub.take()
        with daemon(config):
            arrivals = stub.wait_for(count)
    return [(arrival / 1e9) - due.timestamp() for arrival, due in zip(arrivals, dues, strict=True)]


def _whole(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)


def ready_after(count: int) -> float:
    """How long sync and a warm start may take before the due second."""
    return 12.0 + count / 250


def wait_until(instant: float) -> None:
    """Sleep until the clock shows `instant`."""
    time.sleep(max(0.0, instant - time.time()))
