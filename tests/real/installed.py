# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Servers from packages: where they are installed, and how one of them is started."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event

import pytest

HERE = Path(__file__).parent
STARTS_WITHIN_SECONDS = 60


def installed(name: str) -> Path:
    """The folder that install_servers.sh has filled with `name`; skips where it has not."""
    told = subprocess.run(
        [HERE / "install_servers.sh", "--where"], capture_output=True, text=True, check=True
    )
    place = Path(told.stdout.strip()) / name
    if not (place / ".litfass-installed").exists():
        pytest.skip(f"{place} is missing; run tests/real/install_servers.sh")
    return place


def servers_python() -> str:
    """The interpreter beside which Synapse and WsgiDAV lie."""
    return str(installed("python") / "bin" / "python")


def free_port() -> int:
    """A port of the loopback address that nobody listened on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def running(
    command: list[str], folder: Path, asked: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """The server of `command`, from its first answer at the address `asked` to the block's end."""
    with (
        (folder / "log").open("ab") as log,
        subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            if not _answers(asked, process):
                pytest.fail(f"the server did not start: {(folder / 'log').read_text()[-2000:]}")
            yield process
        finally:
            process.kill()


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    for _ in range(STARTS_WITHIN_SECONDS * 10):
        if process.poll() is not None:
            return False
        try:
            urllib.request.urlopen(address).close()  # noqa: S310 - loopback
        except urllib.error.HTTPError as error:
            error.close()  # it speaks HTTP, whatever it says
        except OSError:
            Event().wait(0.1)
            continue
        return True
    return False
