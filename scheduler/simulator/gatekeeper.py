# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stands before the dialects and lets the planned faults strike.

It is WSGI middleware and not a Flask hook, because some faults happen to the connection and
not to the answer: a closed socket, a body shorter than its Content-Length.
"""

from __future__ import annotations

import io
import socket
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request
from werkzeug.wrappers import Response as BaseResponse

from scheduler.simulator.dialect import Dialect, is_publishing
from scheduler.simulator.faults import Fault, FaultKind, Occasion
from scheduler.simulator.world import World

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Body = Iterable[bytes]


class Dropped(ConnectionAbortedError):
    """The connection was closed on purpose; the server has nobody left to answer."""


class Gatekeeper:
    """Passes requests on to `app`, or breaks them as the world's fault plan says."""

    def __init__(self, app: Flask, world: World, dialects: Mapping[str, Dialect]) -> None:
        """`dialects` are the ones mounted in `app`, by name."""
        self._app = app
        self._world = world
        self._dialects = dialects

    def __call__(self, environ: Environ, start_response: StartResponse) -> Body:
        """Answer one request."""
        _buffer_body(environ)
        occasion = self._occasion(environ)
        fault = occasion and self._world.faults.take(occasion, self._world.now())
        if not fault or not occasion:
            return self._pass_on(environ, start_response)
        if fault.kind is FaultKind.DELAY:
            self._world.clock.sleep(fault.seconds)
            return self._pass_on(environ, start_response)
        if fault.kind in {FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER}:
            return self._drop(fault, environ)
        if fault.kind is FaultKind.TRUNCATE:
            return self._truncate(environ, start_response)
        with self._app.request_context(environ):
            refusal = self._refusal(fault, self._dialects[occasion.platform], environ)
        return refusal(environ, start_response)

    def _occasion(self, environ: Environ) -> Occasion | None:
        """The request as faults see it; None for the simulator's own pages."""
        request = Request(environ)
        platform = request.path.split("/")[1]
        if platform not in self._dialects:
            return None
        try:
            endpoint, _ = self._app.url_map.bind("").match(request.path, request.method)
        except HTTPException:
            endpoint = ""
        return Occasion(
            platform,
            request.method,
            request.path,
            is_publishing(self._app.view_functions.get(endpoint)),
            request.get_data(),
        )

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Body:
        environ["wsgi.input"].seek(0)
        return self._app.wsgi_app(environ, start_response)

    def _drop(self, fault: Fault, environ: Environ) -> Body:
        if fault.kind is FaultKind.DROP_AFTER:
            self._answered(environ)
        connection: socket.socket | None = environ.get("werkzeug.socket")
        if connection is not None:
            connection.shutdown(socket.SHUT_RDWR)
        raise Dropped

    def _truncate(self, environ: Environ, start_response: StartResponse) -> Body:
        """Announce the whole answer and send its first half; of none, a byte is missing."""
        answer = self._answered(environ)
        whole = answer.get_data()
        headers = [(name, value) for name, value in answer.headers if name != "Content-Length"]
        # Of a 204 no client reads a body, so nothing of it could be missing.
        status = "200 OK" if answer.status_code == HTTPStatus.NO_CONTENT else answer.status
        start_response(status, [*headers, ("Content-Length", str(max(len(whole), 1)))])
        return [whole[: len(whole) // 2]]

    def _refusal(self, fault: Fault, dialect: Dialect, environ: Environ) -> Response:
        if fault.kind is FaultKind.RATE_LIMIT:
            return dialect.rate_limited(self._world, fault.seconds)
        if fault.kind is FaultKind.EXPIRED_TOKEN:
            return dialect.expired_token(self._world)
        if fault.kind is FaultKind.REJECT:
            return dialect.rejected(self._world)
        if fault.kind is FaultKind.FAIL_AFTER:
            self._answered(environ)
        return Response("<h1>500 Internal Server Error</h1>", 500, mimetype="text/html")

    def _answered(self, environ: Environ) -> BaseResponse:
        """Let the platform do its work; its answer stays here."""
        return BaseResponse.from_app(self._pass_on, environ, buffered=True)


def refused_order(error: Exception) -> Response:
    """The answer to a fault that was ordered wrongly."""
    return Response(json.dumps({"error": str(error)}), 400, mimetype="application/json")


def _buffer_body(environ: Environ) -> None:
    """Read the request whole: a request that is refused must not leave half of itself behind."""
    body = Request(environ, populate_request=False).get_data()
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ.pop("HTTP_TRANSFER_ENCODING", None)
