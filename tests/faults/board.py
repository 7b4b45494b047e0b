# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A platform that logs what arrives, and misbehaves on the wire as it is told.

The oracle of the fault tests: `live` holds one entry for each post that readers would see.
"""

from __future__ import annotations

import collections
import contextlib
import gzip
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Letter = dict[str, Any]
Behaviour = Callable[["Handler", Letter], None]
Wanted = Callable[[Letter], bool]


@dataclass(frozen=True)
class Arrival:
    """A post that is live: when (ns), on which account, which key and text."""

    at: int
    account: str
    key: str
    text: str
    id: str


@dataclass
class Plan:
    """What to do instead of answering, how often, and for which letters."""

    behaviour: Behaviour
    times: int
    wanted: Wanted
    path: str


@dataclass
class Board:
    """What is live, what was asked, and the plans for the next requests."""

    live: list[Arrival] = field(default_factory=list)
    asked: list[tuple[int, str, str]] = field(default_factory=list)
    containers: dict[str, Letter] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    latency: float = 0.0
    clock_ahead: float = 0.0
    url: str = ""

    def plan(
        self,
        behaviour: Behaviour,
        *,
        times: int = 1,
        wanted: Wanted = lambda _letter: True,
        path: str = "/letters",
    ) -> None:
        """Do `behaviour` for the next `times` letters that are `wanted` on `path`."""
        with self.lock:
            self.plans.append(Plan(behaviour, times, wanted, path))

    def next_plan(self, path: str, letter: Letter) -> Behaviour | None:
        """The plan for this letter, used up."""
        with self.lock:
            for plan in self.plans:
                if plan.times and path.startswith(plan.path) and plan.wanted(letter):
                    plan.times -= 1
                    return plan.behaviour
        return None

    def accept(self, letter: Letter) -> Arrival:
        """Make it live; a keyed letter that is live already stays the one it is."""
        with self.lock:
            if letter.get("once"):
                for known in self.live:
                    if known.key == letter["key"]:
                        return known
            number = str(len(self.live) + 1)
            arrival = Arrival(
                time.time_ns(), letter["account"], letter["key"], letter["text"], number
            )
            self.live.append(arrival)
            return arrival

    def has(self, letter: Letter) -> bool:
        """Whether the account has said this before."""
        with self.lock:
            said = {(arrival.account, arrival.text) for arrival in self.live}
            return (letter["account"], letter["text"]) in said

    def histogram(self) -> dict[str, int]:
        """How often each text is live."""
        with self.lock:
            return dict(collections.Counter(arrival.text for arrival in self.live))

    def times_of(self, account: str) -> list[int]:
        """When the posts of `account` arrived, in nanoseconds."""
        with self.lock:
            return [arrival.at for arrival in self.live if arrival.account == account]

    def posts(self, path: str = "/letters") -> int:
        """How many publish requests came, whatever became of them."""
        with self.lock:
            return sum(1 for _, method, asked in self.asked if (method, asked) == ("POST", path))


class Handler(BaseHTTPRequestHandler):
    """The routes; a planned behaviour comes first."""

    protocol_version = "HTTP/1.1"
    server: BoardServer

    @property
    def board(self) -> Board:
        return self.server.board

    def log_message(self, *_words: object) -> None:
        """The tests say what went wrong."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string((timestamp or time.time()) + self.board.clock_ahead)

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self) -> None:
        letter = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        self._note("POST")
        if self.board.latency:
            time.sleep(self.board.latency)
        planned = self.board.next_plan(self.path, letter)
        (planned or answer_normally)(self, letter)

    def do_GET(self) -> None:
        self._note("GET")
        planned = self.board.next_plan(self.path, {})
        (planned or answer_normally)(self, {})

    def _note(self, method: str) -> None:
        with self.board.lock:
            self.board.asked.append((time.time_ns(), method, self.path.partition("?")[0]))

    def reply(self, status: int, value: object, headers: dict[str, str] | None = None) -> None:
        """Answer with JSON."""
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, said in (headers or {}).items():
            self.send_header(name, said)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def hang_up(self, *, reset: bool = False) -> None:
        """End the connection, in order or with a RST."""
        self.close_connection = True
        if reset:
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


def answer_normally(handler: Handler, letter: Letter) -> None:
    """What a healthy platform does."""
    path, board = handler.path.partition("?")[0], handler.board
    if handler.command == "GET":
        handler.reply(200, _shown(board, handler.path))
    elif path == "/letters" and letter.get("unique") and board.has(letter):
        handler.reply(409, {"error": "you already said that"})
    elif path == "/letters":
        handler.reply(200, {"id": board.accept(letter).id})
    elif path == "/containers":
        with board.lock:
            name = f"container-{len(board.containers) + 1}"
            board.containers[name] = letter
        handler.reply(200, {"id": name})
    else:
        name = path.split("/")[2]
        handler.reply(200, {"id": _publish_container(board, name).id})


def _publish_container(board: Board, name: str) -> Arrival:
    with board.lock:
        arrival = board.accept(board.containers[name])
        board.containers[name]["live"] = arrival.id
        return arrival


def _shown(board: Board, path: str) -> object:
    where, _, query = path.partition("?")
    with board.lock:
        if where.startswith("/containers/"):
            return {"live": board.containers.get(where.split("/")[2], {}).get("live")}
        account = query.partition("=")[2]
        return [
            {"id": arrival.id, "text": arrival.text}
            for arrival in board.live
            if arrival.account == account
        ]


# Behaviours: what may go wrong. `accepted` ones make the post live first. ------------------------


def accepted(behaviour: Behaviour) -> Behaviour:
    """The platform takes the post, and then `behaviour` befalls the answer."""

    def both(handler: Handler, letter: Letter) -> None:
        if handler.path.startswith("/containers/"):
            _publish_container(handler.board, handler.path.split("/")[2])
        else:
            handler.board.accept(letter)
        behaviour(handler, letter)

    return both


def status(code: int, **headers: str) -> Behaviour:
    """Answer with `code`; underscores in header names are hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, _letter: handler.reply(code, {"error": str(code)}, named)


def silence(until: threading.Event) -> Behaviour:
    """Say nothing until `until` is set, then hang up."""

    def wait(handler: Handler, _letter: Letter) -> None:
        until.wait(60)
        handler.hang_up()

    return wait


def late(until: threading.Event) -> Behaviour:
    """Say nothing until `until` is set, then answer as usual."""

    def wait(handler: Handler, letter: Letter) -> None:
        until.wait(60)
        with contextlib.suppress(OSError):
            answer_normally(handler, letter)

    return wait


def hang_up(handler: Handler, _letter: Letter) -> None:
    """Close the connection without a word."""
    handler.hang_up()


def reset_after_headers(handler: Handler, _letter: Letter) -> None:
    """Send headers that promise a body, then reset."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{")
    handler.hang_up(reset=True)


def swallow(handler: Handler, _letter: Letter) -> None:
    """Never answer."""
    time.sleep(8)
    handler.hang_up()


def drip(handler: Handler, _letter: Letter) -> None:
    """Send a byte now and then, for ever."""
    with contextlib.suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(80):
            handler.wfile.write(b" ")
            time.sleep(0.1)
    handler.close_connection = True


def flood(handler: Handler, _letter: Letter) -> None:
    """Answer with more than anybody wants to read."""
    with contextlib.suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        for _ in range(1000):
            handler.wfile.write(b" " * 1_000_000)
    handler.close_connection = True


def bomb(handler: Handler, _letter: Letter) -> None:
    """A small gzip body that unpacks to a large one."""
    body = gzip.compress(b" " * 200_000_000)
    handler.send_response(200)
    handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    with contextlib.suppress(OSError):
        handler.wfile.write(body)


def truncate(handler: Handler, _letter: Letter) -> None:
    """Half a JSON value, in a complete answer."""
    body = b'{"id": "1'
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def portal(handler: Handler, _letter: Letter) -> None:
    """The login page of a network, with status 200."""
    body = b"<!doctype html><title>Anmeldung</title>"
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def answer_and_close(handler: Handler, letter: Letter) -> None:
    """Answer without saying that the connection ends, then end it: a stale keep-alive."""
    answer_normally(handler, letter)
    handler.hang_up()


class BoardServer(ThreadingHTTPServer):
    """The board behind a port on loopback."""

    daemon_threads = True
    request_queue_size = 200

    def __init__(self, board: Board, port: int = 0, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.board = board
        scheme = "http"
        if context is not None:
            scheme = "https"
            self.socket = context.wrap_socket(self.socket, server_side=True)
        board.url = f"{scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, *_words: object) -> None:
        """A client that goes away is what these tests are about."""


@contextlib.contextmanager
def serving(board: Board, *, port: int = 0, context: ssl.SSLContext | None = None):
    """Serve `board` until the block ends."""
    server = BoardServer(board, port, context)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield board
    finally:
        server.shutdown()
        server.server_close()
