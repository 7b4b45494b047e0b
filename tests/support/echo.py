# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A careless server: whatever it answers, it repeats what it was sent, secrets and all."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

# What it does to a request is the first piece of the path.
BEHAVIOURS = (
    "200", "400", "401", "403", "404", "409", "422", "429", "500", "503",
    "redirect", "page", "encoded", "headers", "cut", "drop",
)  # fmt: skip
MINTED = ("a5a5a5minted5a5access5a5a5", "b6b6b6minted6b6refresh6b6")


@dataclass(frozen=True)
class Sent:
    """A request: which channel's, and all that was in it."""

    channel: str
    text: str


class EchoServer:
    """Listens on the loopback address; the path is /BEHAVIOUR/CHANNEL/…"""

    def __init__(self) -> None:
        self._server = _Listener(("127.0.0.1", 0), _Answers)
        self.sent = self._server.sent
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def url(self, behaviour: str, channel: str) -> str:
        """Where a channel finds a platform that behaves so."""
        return f"http://127.0.0.1:{self.port}/{behaviour}/{channel}"


class _Listener(ThreadingHTTPServer):
    def __init__(self, *arguments) -> None:
        super().__init__(*arguments)
        self.sent: list[Sent] = []


class _Answers(BaseHTTPRequestHandler):
    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode("utf-8", "replace")
        headers = " ".join(f"{name}: {value}" for name, value in self.headers.items())
        text = f"{self.path} {headers} {body[:2000]}"
        _, behaviour, channel, *_ = [*self.path.split("/"), "", "", ""]
        self.server.sent.append(Sent(channel, text))
        self.close_connection = True
        made = reply(behaviour, text)
        if made is not None:
            self.send(made)

    def send(self, made: Reply) -> None:
        data = made.body.encode("utf-8", "replace")
        self.send_response(made.status)
        self.send_header("Content-Length", str(made.length or len(data)))
        for name, value in made.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def __getattr__(self, name: str):
        """Every method is answered alike."""
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def log_message(self, *_arguments) -> None:
        pass


@dataclass(frozen=True)
class Reply:
    """What goes back; `length` is what the header claims where the body is cut short."""

    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


def reply(behaviour: str, text: str) -> Reply | None:
    """The answer to a request with `text`; None hangs up."""
    whole = json.dumps(
        {
            "error": {"message": text, "code": 1, "type": text},
            "message": text,
            "description": text,
            "access_token": MINTED[0],
            "refreshJwt": MINTED[1],
        }
    )
    spelled = quote(text[:1000], safe=" /:+=&")
    special = {
        "drop": None,
        "redirect": Reply(
            302, "", {"Location": f"https://elsewhere.example/?{quote(text[:1000])}"}
        ),
        "page": Reply(500, f"<html><body><h1>{escape(text)}</h1></body></html>"),
        "encoded": Reply(500, quote(text, safe="")),
        "headers": Reply(500, "", {"X-Error": spelled}),
        "cut": Reply(200, whole[: len(whole) // 2], length=len(whole)),
    }
    if behaviour in special:
        return special[behaviour]
    return Reply(int(behaviour), whole, {"Retry-After": "1"})
