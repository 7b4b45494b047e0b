# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Connections that know their deadline and whether bytes of the request have left.

Neither requests nor urllib3 has a total time-out: a server that sends a byte now and then, even
inside a header line, holds a thread for ever. So every single wait on the socket is cut to what
is left of the call. And no exception of theirs proves that nothing was sent; the connection knows.
"""

# ruff: noqa: ANN401 - these signatures are those of requests, urllib3 and http.client

from __future__ import annotations

import enum
import http.client
import io
import socket
import ssl
from collections.abc import Callable
from functools import partial
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from scheduler.http_client.exchange import Bounds

_TOO_SLOW = "the call took longer than its total time"


class Phase(enum.Enum):
    """How far the current call came on the wire."""

    WAITING = enum.auto()
    CONNECTING = enum.auto()
    SENT = enum.auto()


class Wire:
    """One thread's line: the current call's time, its phase and where it must connect to.

    `address` pins the connection to an address that was checked, whatever the host name says.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Measure with `monotonic`, real seconds."""
        self._monotonic = monotonic
        self._deadline = 0.0
        self._read_seconds = 0.0
        self.phase = Phase.WAITING
        self.address: str | None = None

    def begin(self, bounds: Bounds, address: str | None = None) -> None:
        """Start the time of a new call."""
        self._deadline = self._monotonic() + bounds.total_seconds
        self._read_seconds = bounds.read_seconds
        self.phase = Phase.WAITING
        self.address = address

    def remaining(self) -> float:
        """Seconds left of the whole call; raises TimeoutError when there are none."""
        left = self._deadline - self._monotonic()
        if left <= 0:
            raise TimeoutError(_TOO_SLOW)
        return left

    def patience(self) -> float:
        """Seconds the next read may wait; raises TimeoutError when the call's time is over."""
        return min(self._read_seconds, self.remaining())


class WireAdapter(HTTPAdapter):
    """Sends over timed connections; trusts `context` and nothing else; never retries."""

    def __init__(self, wire: Wire, context: ssl.SSLContext) -> None:
        """Use `wire` for every connection, so one adapter serves one thread."""
        self._wire = wire
        self._context = context
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make pools of timed connections."""
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self._use_wire(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Make pools of timed connections behind `proxy`."""
        manager = super().proxy_manager_for(
            proxy, ssl_context=self._context, proxy_ssl_context=self._context, **kwargs
        )
        self._use_wire(manager)
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Always verify, against our context alone: requests would add certifi's bundle."""
        del url, verify, cert
        conn.cert_reqs = "CERT_REQUIRED"

    def _use_wire(self, manager: PoolManager) -> None:
        pools: dict[str, Any] = {  # urllib3 only calls them, a partial is as good as a class
            "http": partial(_pool, HTTPConnectionPool, partial(_Connection, self._wire)),
            "https": partial(_pool, HTTPSConnectionPool, partial(_TlsConnection, self._wire)),
        }
        manager.pool_classes_by_scheme = pools


def _pool(
    pool_class: type[HTTPConnectionPool],
    connect: Callable[..., HTTPConnection],
    *args: Any,
    **kwargs: Any,
) -> HTTPConnectionPool:
    pool = pool_class(*args, **kwargs)
    pool.ConnectionCls = connect  # type: ignore[assignment] # only ever called
    return pool


class _Connection(HTTPConnection):
    """A plain connection that keeps the wire's time and tells it how far it came."""

    def __init__(self, wire: Wire, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wire = wire
        self.response_class = partial(_TimedResponse, wire)  # type: ignore[assignment] # as above

    def connect(self) -> None:
        self._wire.phase = Phase.CONNECTING
        super().connect()

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        self._wire.phase = Phase.SENT
        # urllib3 would leave the connect time-out here, too short for an upload.
        self.sock.settimeout(self._wire.remaining())
        super().send(data)

    def _new_conn(self) -> socket.socket:
        if self._wire.address is None:
            return super()._new_conn()
        host, self._dns_host = self._dns_host, self._wire.address
        try:
            return super()._new_conn()
        finally:
            self._dns_host = host

    def _tunnel(self) -> None:
        try:
            super()._tunnel()
        finally:  # what went to the proxy was not the request
            self._wire.phase = Phase.CONNECTING


class _TlsConnection(_Connection, HTTPSConnection):
    """The same over TLS."""


class _TimedResponse(http.client.HTTPResponse):
    """Reads status line, headers and body through the wire's patience."""

    def __init__(self, wire: Wire, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        raw = self.fp.detach()  # SocketIO, out of its BufferedReader
        self._reader = _TimedReader(wire, sock, raw)
        self.fp = io.BufferedReader(self._reader)

    def begin(self) -> None:
        super().begin()
        if self._reader.at_end:  # http.client takes this for the end of the headers
            raise http.client.RemoteDisconnected("the connection ended inside the headers")


class _TimedReader(io.RawIOBase):
    """Lets each read wait only as long as the wire allows."""

    def __init__(self, wire: Wire, sock: socket.socket, raw: io.RawIOBase) -> None:
        self._wire = wire
        self._sock = sock
        self._raw = raw
        self.at_end = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._wire.patience())
        count: int | None = self._raw.readinto(buffer)
        self.at_end = self.at_end or count == 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()
