# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A server on this machine that takes what Apprise sends to json:// addresses."""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Received:
    """One message as it arrived."""

    path: str
    title: str
    body: str
    files: tuple[tuple[str, bytes], ...] = ()


class LetterBox:
    """Takes messages; `status` is its answer, and while `open` is not set it answers nobody."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.status = 200
        self.open = threading.Event()
        self.open.set()
        self.knocked = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def titles(self) -> list[str]:
        """The titles in the order of arrival."""
        return [letter.title for letter in self.received]

    @property
    def bodies(self) -> list[str]:
        """The texts in the order of arrival."""
        return [letter.body for letter in self.received]

    def close(self) -> None:
        """Let everybody go and shut down."""
        self.open.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(box: LetterBox) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            box.knocked.set()
            box.open.wait(30)
            if box.status == 200:
                said = json.loads(body)
                files = tuple(
                    (each["filename"], base64.b64decode(each["base64"]))
                    for each in said.get("attachments", ())
                )
                box.received.append(Received(self.path, said["title"], said["message"], files))
            self.send_response(box.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    return Handler
