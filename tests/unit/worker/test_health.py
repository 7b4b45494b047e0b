# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The three pages over real HTTP on the loopback address."""

from __future__ import annotations

import http.client
import json
import logging
import socket
import threading
from datetime import timedelta

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from scheduler.model.sentence import Sentence
from scheduler.store.database import open_database
from scheduler.store.upgrade import upgrade
from scheduler.worker.health import AT_ONCE, HealthServer, Pages
from scheduler.worker.log import LOGGER
from scheduler.worker.metrics import Metrics
from scheduler.worker.vitals import ALIVE_SECONDS, Vitals
from tests.support.clock import START, FakeClock

HOST = "127.0.0.1"
SECONDS = 10


class Post:
    """A daemon as its watchers see it: its vitals, its database, and the address to ask."""

    def __init__(self, database) -> None:
        self.clock = FakeClock()
        self.database = database
        self.vitals = Vitals(self.clock)
        self.pages = Pages(self.vitals, database, Metrics(), patience_seconds=0.05)
        self.server = HealthServer(HOST, 0, self.pages)
        self.vitals.turned()

    def ask(self, path, method="GET", **headers):
        """The status, headers and body of an answer."""
        connection = http.client.HTTPConnection(HOST, self.server.port, timeout=SECONDS)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def verdict(self, path):
        """The status, and what the JSON says."""
        status, _, body = self.ask(path)
        return status, json.loads(body)


@pytest.fixture
def sqlite(tmp_path):
    database = open_database(f"sqlite:///{tmp_path / 'watched.db'}")
    upgrade(database, START)
    yield database
    database.close()


@pytest.fixture
def watched(sqlite):
    post = Post(sqlite)
    with post.server:
        yield post


@pytest.fixture
def watched_on_both(database):
    post = Post(database)
    with post.server:
        yield post


FINE = (200, {"status": "ok", "reasons": []})


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/healthz?verbose"])
def test_daemon_that_is_well_is_alive_and_ready(watched_on_both, path):
    assert watched_on_both.verdict(path) == FINE


def test_stuck_dispatcher_is_neither_alive_nor_ready(watched):
    watched.clock.jump(timedelta(seconds=ALIVE_SECONDS + 1))
    said = ["The dispatcher has not come round for 31 seconds."]
    for path in ("/healthz", "/readyz"):
        assert watched.verdict(path) == (503, {"status": "failing", "reasons": said})


def test_held_claims_make_it_unready_and_not_dead(watched):
    watched.vitals.hold(Sentence("Die Uhr ist gesprungen.", "The clock has jumped."))
    said = {"status": "failing", "reasons": ["The clock has jumped."]}
    assert watched.verdict("/readyz") == (503, said)
    assert watched.verdict("/healthz") == FINE


def test_database_without_our_tables_makes_it_unready_and_not_dead(watched_on_both):
    watched = watched_on_both
    with watched.database.write() as connection:
        connection.execute(text("ALTER TABLE facts RENAME TO gone"))
    status, said = watched.verdict("/readyz")
    assert (status, said["status"]) == (503, "failing")
    assert said["reasons"] == ["The database cannot be used; the daemon's log says why."]
    assert watched.verdict("/healthz") == FINE


def test_database_that_hangs_keeps_only_one_thread_busy(watched):
    watched.pages._asking.acquire()  # as a thread that waits for the database does
    assert watched.verdict("/readyz")[0] == 503
    assert watched.verdict("/healthz") == FINE
    watched.pages._asking.release()
    assert watched.verdict("/readyz") == FINE


def test_reasons_are_in_the_language_of_the_workspace(sqlite):
    vitals = Vitals(FakeClock())
    page = Pages(vitals, sqlite, Metrics(), "de").page("/readyz", "")
    assert json.loads(page.body)["reasons"] == ["Der Dienst fährt gerade hoch."]


@pytest.mark.parametrize(
    ("accept", "kind", "parse"),
    [
        ("", "text/plain", text_string_to_metric_families),
        (
            "application/openmetrics-text; version=1.0.0",
            "application/openmetrics-text",
            openmetrics,
        ),
    ],
    ids=["plain", "openmetrics"],
)
def test_figures_come_in_the_format_that_is_asked_for(watched, accept, kind, parse):
    status, headers, body = watched.ask("/metrics", Accept=accept)
    assert (status, headers["Content-Type"].split(";")[0]) == (200, kind)
    assert "litfass_lateness_seconds" in {family.name for family in parse(body.decode())}


def test_any_other_path_is_not_found_and_says_what_is(watched):
    status, said = watched.verdict("/")
    assert (status, said["reasons"]) == (404, ["Here are /healthz, /readyz and /metrics."])


def test_head_is_answered_without_a_body(watched):
    status, headers, body = watched.ask("/healthz", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_nothing_can_be_written(watched):
    assert watched.ask("/healthz", "POST")[0] == 501


def test_answer_tells_no_version_and_is_not_kept(watched):
    _, headers, _ = watched.ask("/healthz")
    assert headers["Server"].strip() == "litfass"
    assert headers["Cache-Control"] == "no-store"


def test_more_connections_than_places_are_hung_up_and_the_places_come_back(watched):
    idle = [socket.create_connection((HOST, watched.server.port), SECONDS) for _ in range(AT_ONCE)]
    with socket.create_connection((HOST, watched.server.port), SECONDS) as refused:
        assert refused.recv(100) == b""
    for one in idle:
        one.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert one.recv(100).startswith(b"HTTP/1.0 200")
        one.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(SECONDS)
    assert watched.verdict("/healthz") == FINE


def test_client_that_leaves_early_is_no_news_and_a_fault_is_one_line(watched, caplog):
    with caplog.at_level(logging.WARNING, LOGGER.name):
        try:
            raise BrokenPipeError
        except BrokenPipeError:
            watched.server.handle_error(None, None)
        assert caplog.records == []
        try:
            raise ValueError("odd")
        except ValueError:
            watched.server.handle_error(None, None)
    assert [record.getMessage() for record in caplog.records] == ["health.failed"]


def test_ipv6_is_served_where_the_machine_has_it(sqlite):
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 here")
    pages = Pages(Vitals(FakeClock()), sqlite, Metrics())
    with HealthServer("::1", 0, pages) as server:
        connection = http.client.HTTPConnection("::1", server.port, timeout=SECONDS)
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
        connection.close()
