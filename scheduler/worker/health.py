# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The daemon seen from outside: /healthz, /readyz and /metrics, served by a thread of its own.

The pages say neither secrets nor post texts, and serving them writes nothing.
"""

from __future__ import annotations

import functools
import json
import socket
import socketserver
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Self

from scheduler.model.errors import StoreError
from scheduler.model.sentence import Language, Sentence
from scheduler.store.database import Database
from scheduler.store.standing import answers
from scheduler.worker.log import warn
from scheduler.worker.metrics import Metrics
from scheduler.worker.vitals import Vitals, why_dead, why_unready

AT_ONCE = 8
IDLE_SECONDS = 5.0
PATIENCE_SECONDS = 2.0
POLL_SECONDS = 0.1
_JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """What is answered."""

    status: HTTPStatus
    content_type: str
    body: bytes


class Pages:
    """Answers for each path; safe from any thread."""

    def __init__(
        self,
        vitals: Vitals,
        database: Database,
        metrics: Metrics,
        language: Language = "en",
        *,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        """`language` is that of the reasons; `patience_seconds`: for another's question."""
        self._vitals = vitals
        self._database = database
        self._metrics = metrics
        self._language = language
        self._patience_seconds = patience_seconds
        self._asking = threading.Lock()

    def page(self, path: str, accept: str) -> Page:
        """The page of `path`, without a query; `accept` chooses the format of the metrics."""
        if path == "/healthz":
            return self._judged(why_dead(self._vitals.signs()))
        if path == "/readyz":
            answering = self._database_answers()
            return self._judged(why_unready(self._vitals.signs(), database_answers=answering))
        if path == "/metrics":
            body, content_type = self._metrics.page(accept)
            return Page(HTTPStatus.OK, content_type, body)
        return _as_json(HTTPStatus.NOT_FOUND, "unknown", [_PATHS.in_language(self._language)])

    def _judged(self, reasons: Sequence[Sentence]) -> Page:
        said = [reason.in_language(self._language) for reason in reasons]
        if said:
            return _as_json(HTTPStatus.SERVICE_UNAVAILABLE, "failing", said)
        return _as_json(HTTPStatus.OK, "ok", said)

    def _database_answers(self) -> bool:
        """One thread asks at a time: a database that hangs must not take all of them."""
        if not self._asking.acquire(timeout=self._patience_seconds):
            return False
        try:
            with self._database.read() as connection:
                return answers(connection)
        except StoreError:
            return False
        finally:
            self._asking.release()


class HealthServer(socketserver.ThreadingTCPServer):
    """Serves `pages`; at most eight requests at once, so that nobody can drown the daemon."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, host: str, port: int, pages: Pages) -> None:
        """Bind the address; raises OSError when that cannot be. Port 0 takes a free one."""
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        self.address_family = family
        self._places = threading.Semaphore(AT_ONCE)
        super().__init__((str(address[0]), port), functools.partial(_Handler, pages))
        self._thread = threading.Thread(
            target=self.serve_forever, args=(POLL_SECONDS,), name="litfass-health", daemon=True
        )

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and free the port."""
        self.shutdown()
        self._thread.join()
        self.server_close()

    def process_request(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Answer in a thread of its own, or hang up when all places are taken."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no thread to be had
            self._places.release()
            raise

    def process_request_thread(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Answer, then give the place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news; anything else is one line in the log."""
        error = sys.exception()
        if not isinstance(error, OSError):
            warn("health.failed", error=f"{type(error).__name__}: {error}")


class _Handler(BaseHTTPRequestHandler):
    server_version = "litfass"
    sys_version = ""
    timeout = IDLE_SECONDS

    def __init__(
        self,
        pages: Pages,
        request: socket.socket,
        client_address: tuple[str, int],
        server: socketserver.BaseServer,
    ) -> None:
        self._pages = pages
        super().__init__(request, client_address, server)

    def do_GET(self) -> None:
        self.wfile.write(self._head().body)

    def do_HEAD(self) -> None:
        self._head()

    def _head(self) -> Page:
        path = self.path.partition("?")[0]
        page = self._pages.page(path, self.headers.get("Accept", ""))
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        return page

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
        """Nothing: who asks every ten seconds is no news."""


def _as_json(status: HTTPStatus, verdict: str, reasons: Sequence[str]) -> Page:
    said = {"status": verdict, "reasons": list(reasons)}
    return Page(status, _JSON, json.dumps(said, ensure_ascii=False).encode() + b"\n")


_PATHS = Sentence(
    "Hier gibt es /healthz, /readyz und /metrics.", "Here are /healthz, /readyz and /metrics."
)
