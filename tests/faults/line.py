# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The line between a daemon and its PostgreSQL server, which can be cut, stalled and mended."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit


class Line:
    """A Unix socket that forwards to the server's."""

    def __init__(self, folder: Path, url: str) -> None:
        parts = urlsplit(url)
        self._server = Path(parse_qs(parts.query)["host"][0]) / ".s.PGSQL.5432"
        self._own = folder / ".s.PGSQL.5432"
        self.url = f"postgresql://{parts.netloc}{parts.path}?host={folder}"
        self._flowing = threading.Event()
        self._flowing.set()
        self._open = True
        self._ends: list[socket.socket] = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._own))
        self._listener.listen(50)
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def cut(self) -> None:
        """End all connections, and take no new ones."""
        self._open = False
        for end in self._ends:
            _end(end)

    def stall(self) -> None:
        """Let nothing through, without a word: a half-open connection."""
        self._flowing.clear()

    def mend(self) -> None:
        """All is well again."""
        self._open = True
        self._flowing.set()

    def close(self) -> None:
        """End it for good."""
        self.mend()
        self.cut()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(5)
        for end in self._ends:
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self._open:
                near.close()
                continue
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(str(self._server))
            except OSError:
                near.close()
                continue
            self._ends += [near, far]
            for source, target in ((near, far), (far, near)):
                self._start(self._pump, source, target)

    def _start(self, work: Callable[..., None], *words: object) -> None:
        thread = threading.Thread(target=work, args=words, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._flowing.wait(60)
                target.sendall(data)
        for end in (source, target):
            _end(end)


def _end(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def line_to(folder: Path, url: str) -> Iterator[Line]:
    """A line through `folder`, whose path must be short: socket paths are."""
    line = Line(folder, url)
    try:
        yield line
    finally:
        line.close()
