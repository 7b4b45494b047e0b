# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real daemon process, watched as systemd, a load balancer and Prometheus would."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import urllib.error
import urllib.request

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.faults.board import Board, serving
from tests.faults.site import Site, ended, soon, stop, wait_for

HOST = "127.0.0.1"


class Watch:
    """A service manager's socket, and somebody who asks the daemon's pages."""

    def __init__(self, folder, port) -> None:
        self.port = port
        self.address = str(folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.address)
        self.socket.settimeout(0.1)
        self.heard: list[str] = []
        self._ends = threading.Event()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()
        self.environment = {"NOTIFY_SOCKET": self.address, "WATCHDOG_USEC": "1500000"}

    def _listen(self):
        while not self._ends.is_set():
            with contextlib.suppress(TimeoutError):
                self.heard += self.socket.recv(4096).decode().split("\n")

    def end(self):
        """Listen no longer."""
        self._ends.set()
        self._listener.join()
        self.socket.close()

    def ask(self, path):
        """The status and the body of a page."""
        try:
            with urllib.request.urlopen(f"http://{HOST}:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def figures(self):
        """The samples of /metrics by name and labels."""
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(self.ask("/metrics")[1])
            for sample in family.samples
        }


@pytest.fixture
def site(tmp_path):
    database = f"sqlite:///{tmp_path / 'litfass.db'}"
    with serving(Board()) as board, ended(Site(tmp_path, board, database)) as site:
        yield site


@pytest.fixture
def watch(tmp_path):
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
    watch = Watch(tmp_path, port)
    yield watch
    watch.end()


def listening(port):
    return {"health": {"listen": f"{HOST}:{port}"}}


def test_daemon_is_seen_from_its_start_to_its_end(site, watch):
    site.configure("neither", **listening(watch.port))
    daemon = site.started(**watch.environment)
    site.queue(1, soon(3))

    wait_for(lambda: watch.heard.count("WATCHDOG=1") > 2)
    assert watch.heard[:3] == ["READY=1", "STATUS=Publishes what is due.", "WATCHDOG=1"]

    for path in ("/healthz", "/readyz"):
        status, body = watch.ask(path)
        assert (status, json.loads(body)) == (200, {"status": "ok", "reasons": []})

    wait_for(lambda: watch.figures().get(("litfass_attempts_total", "published")) == 1)
    wait_for(lambda: watch.figures().get(("litfass_deliveries", "neither-0", "published")) == 1)
    figures = watch.figures()
    assert figures["litfass_lateness_seconds_count",] == 1
    assert figures["litfass_lateness_seconds_bucket", "900.0"] == 1
    assert figures["litfass_in_doubt_deliveries", "review"] == 0
    assert figures["litfass_database_up",] == 1
    assert figures["litfass_claims_held",] == 0
    assert "post-0" not in watch.ask("/metrics")[1]

    assert stop(daemon) == 0
    wait_for(lambda: "STOPPING=1" in watch.heard)
    with contextlib.suppress(ConnectionRefusedError):
        socket.create_connection((HOST, watch.port), 5).close()
        pytest.fail("somebody still listens")


@pytest.mark.long
def test_port_that_is_taken_is_said_and_the_daemon_publishes(site):
    with socket.create_server((HOST, 0)) as taken:
        site.configure("neither", **listening(taken.getsockname()[1]))
        daemon = site.started()
        site.queue(1, soon(3))
        assert site.settled() == {"published": 1}
        assert stop(daemon) == 0
    assert "health.unavailable" in site.log()
    assert "Traceback" not in site.log()


@pytest.mark.long
def test_without_the_block_and_without_systemd_nobody_is_told(site):
    site.configure("neither")
    daemon = site.started()
    site.queue(1, soon(3))
    assert site.settled() == {"published": 1}
    assert stop(daemon) == 0
    assert "health." not in site.log()
