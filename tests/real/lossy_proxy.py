# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A proxy before a real server that loses answers after the server has acted."""

from __future__ import annotations

import contextlib
import http.client
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

# Told by the transport itself, or wrong once the body has passed through here.
_NOT_PASSED_ON = frozenset({"connection", "content-length", "transfer-encoding", "keep-alive"})


class LossyProxy(ThreadingHTTPServer):
    """Forwards everything to `target`; drops the answers to the next `drops` writes.

    `is_write(method, path)` says what counts as one. `writes` is how many the server has answered.
    """

    daemon_threads = True

    def __init__(self, target: str, is_write: Callable[[str, str], bool]) -> None:
        super().__init__(("127.0.0.1", 0), _Forward)
        self.target = target
        self.is_write = is_write
        self.drops = 0
        self.writes = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextlib.contextmanager
def lossy(target: str, is_write: Callable[[str, str], bool]) -> Iterator[LossyProxy]:
    """A proxy before `target` that runs until the block ends."""
    with LossyProxy(target, is_write) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Forward(BaseHTTPRequestHandler):
    server: LossyProxy

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):  # whatever the method
            return self._forward
        raise AttributeError(name)

    def _forward(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        line = http.client.HTTPConnection(urlsplit(self.server.target).netloc)
        with contextlib.closing(line):
            line.request(self.command, self.path, sent or None, dict(self.headers))
            answer = line.getresponse()
            status, headers, body = answer.status, answer.getheaders(), answer.read()
        if self.server.is_write(self.command, self.path):
            self.server.writes += 1
            if self.server.drops:
                self.server.drops -= 1
                self.close_connection = True
                return
        self._answer(status, headers, body)

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        content = body.replace(self.server.target.encode(), self.server.url.encode())
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in _NOT_PASSED_ON:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass
