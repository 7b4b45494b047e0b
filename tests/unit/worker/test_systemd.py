# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import socket
import uuid

import pytest

from scheduler.worker.systemd import Systemd


@pytest.fixture(params=["path", "abstract"])
def manager(request, tmp_path):
    """A service manager's socket: its address as the environment gives it, and the socket."""
    name = f"litfass-{uuid.uuid4().hex}"
    path = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.settimeout(5)
        listening.bind(path if request.param == "path" else f"\0{name}")
        yield (path if request.param == "path" else f"@{name}"), listening


def test_lines_arrive_in_one_datagram(manager):
    address, listening = manager
    assert Systemd(address).tell("READY=1", "STATUS=Läuft.")
    assert listening.recv(4096).decode() == "READY=1\nSTATUS=Läuft."


@pytest.mark.parametrize(
    "address", [None, "/nowhere/to/be/found", "@nobody-listens"], ids=["unset", "path", "abstract"]
)
def test_a_manager_that_is_not_there_is_no_fault_and_no_second_try(address):
    assert Systemd(address).tell("READY=1")


def test_a_manager_that_does_not_read_keeps_nobody_waiting_and_is_worth_a_second_try(manager):
    address, listening = manager
    systemd = Systemd(address)
    while systemd.tell("STATUS=" + "x" * 1000):
        pass
    listening.recv(4096)
    assert systemd.tell("READY=1")


PID = 42
SOCKET = {"NOTIFY_SOCKET": "/run/notify"}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        pytest.param({}, Systemd(), id="not-under-systemd"),
        pytest.param(SOCKET, Systemd("/run/notify"), id="no-watchdog"),
        pytest.param({"NOTIFY_SOCKET": "vsock:2:1"}, Systemd(), id="a-kind-it-does-not-know"),
        pytest.param(
            SOCKET | {"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "42"},
            Systemd("/run/notify", 30.0),
            id="watchdog",
        ),
        pytest.param(
            SOCKET | {"WATCHDOG_USEC": "500000"}, Systemd("/run/notify", 0.5), id="any-process"
        ),
        pytest.param(
            SOCKET | {"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"},
            Systemd("/run/notify"),
            id="the-watchdog-of-another-process",
        ),
        pytest.param(
            SOCKET | {"WATCHDOG_USEC": "soon"}, Systemd("/run/notify"), id="watchdog-garbage"
        ),
        pytest.param({"WATCHDOG_USEC": "30000000"}, Systemd(), id="watchdog-without-socket"),
    ],
)
def test_what_the_environment_wants(environment, expected):
    assert Systemd.from_environment(environment, PID) == expected
