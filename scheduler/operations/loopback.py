# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Waits on this machine for the browser to come back with a code."""

from __future__ import annotations

import hmac
import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from scheduler.model.errors import UsageError
from scheduler.model.sentence import Language, Sentence

HOST = "127.0.0.1"


class Loopback:
    """A server for one answer; only this machine reaches it, and only with the right state."""

    def __init__(self, state: str, language: Language) -> None:
        """Take a free port at once, so that `url` holds before the browser is opened."""
        self._state = state
        self._answered = threading.Event()
        self._code = ""
        self._server = ThreadingHTTPServer((HOST, 0), _handler(self, language))
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self.url = f"http://{HOST}:{self._server.server_port}/"

    def __enter__(self) -> Self:
        """Begin to wait."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Free the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def code(self, within_seconds: float) -> str:
        """The code that the browser brought; raises UsageError without one, or where it is late."""
        if not self._answered.wait(within_seconds):
            raise UsageError(_LATE)
        if not self._code:
            raise UsageError(_REFUSED)
        return self._code

    def take(self, query: str) -> bool:
        """Whether `query` is the answer that is waited for; the first one counts."""
        told = {name: values[0] for name, values in parse_qs(query).items()}
        if not hmac.compare_digest(told.get("state", "").encode(), self._state.encode()):
            return False
        if not ({"code", "error"} & told.keys()) or self._answered.is_set():
            return False
        self._code = told.get("code", "")
        self._answered.set()
        return True


def _handler(loopback: Loopback, language: Language) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            taken = loopback.take(urlsplit(self.path).query)
            said = (_DONE if taken else _UNASKED).in_language(language)
            page = f'<!doctype html><html lang="{language}"><title>Litfass</title><p>{escape(said)}'
            self.send_response(200 if taken else 400)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Referrer-Policy", "no-referrer")  # the code stands in the address
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: the code would stand in it."""

    return Handler


_DONE = Sentence(
    "Fertig. Sie können dieses Fenster schließen; im Terminal geht es weiter.",
    "Done. You may close this window; it goes on in the terminal.",
)
_UNASKED = Sentence(
    "Diese Antwort gehört zu keiner Anmeldung, die hier wartet.",
    "This answer belongs to no login that waits here.",
)
_LATE = Sentence(
    "Aus dem Browser kam keine Antwort. Bitte von vorn beginnen; auf einem Rechner ohne Browser "
    "mit --paste.",
    "No answer came from the browser. Please begin anew; on a machine without a browser with "
    "--paste.",
)
_REFUSED = Sentence(
    "Die Zustimmung wurde im Browser verweigert; es ist nichts geändert.",
    "The consent was refused in the browser; nothing was changed.",
)
