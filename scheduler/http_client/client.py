# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The HTTP client of the platforms: one call, one answer, and errors that say what is certain.

Sources: a read time-out means that the request reached the server (psf/requests #2307). A kept
connection that the server has just closed loses a POST that may or may not have arrived
(urllib3 #1911), so a connection idle for over five seconds is not used again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from urllib.parse import urlsplit

import requests
from requests.structures import CaseInsensitiveDict
from requests.utils import get_environ_proxies
from urllib3.exceptions import (
    HTTPError,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
)

from scheduler.http_client.body import BrokenBody, read_body
from scheduler.http_client.exchange import Bounds, Request, Response, excerpt_of
from scheduler.http_client.trust import tls_context
from scheduler.http_client.wire import Phase, Wire, WireAdapter
from scheduler.model.errors import Answer, ChannelBlocked, OutcomeUnknown, PublishError, TryLater
from scheduler.model.sentence import Sentence

IDLE_SECONDS = 5.0
_FAULTS = (requests.RequestException, HTTPError, BrokenBody, OSError)


class HttpClient:
    """Sends requests for one channel; safe to share between threads (a line each).

    Proxies and NO_PROXY are read from the environment once per host. A ~/.netrc is not read: it
    would replace the token of a request, and costs a look at the disk per call.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float],
        user_agent: str,
        bounds: Bounds | None = None,
        ca_file: str | None = None,
    ) -> None:
        """`monotonic` is real time even in a rehearsal: deadlines of the network stay real."""
        self._monotonic = monotonic
        self._bounds = bounds or Bounds()
        if ca_file is not None:
            tls_context(ca_file)  # a CA file that cannot be used is said now, not at the due second
        self._ca_file = ca_file
        self._headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        self._local = threading.local()
        self._proxies: dict[tuple[str, str], dict[str, str]] = {}

    def call(self, request: Request) -> Response:
        """Send it and return the whole answer, whatever its status; redirects are not followed.

        Raises TryLater when the request certainly never reached the server (DNS, refused, TLS),
        OutcomeUnknown when it left and no complete answer came back in time and size, and
        ChannelBlocked when it cannot even be written down (an address that is none).
        """
        return self._exchange(request, None)

    def call_at(self, request: Request, address: str) -> Response:
        """Like `call`, but connects to `address` itself, never through a proxy.

        TLS and the Host header still name the URL's host: for whoever has checked an address
        and must not be sent to another one by a second look-up.
        """
        return self._exchange(request, address)

    def _exchange(self, request: Request, address: str | None) -> Response:
        bounds = request.bounds or self._bounds
        prepared = self._prepare(request)
        line = self._line(fresh=request.fresh)
        line.wire.begin(bounds, address)
        try:
            # The adapter itself: a Session would read all of a redirect's body, unbounded.
            with line.adapter.send(
                prepared,
                stream=True,
                timeout=(bounds.connect_seconds, bounds.read_seconds),
                proxies={} if address else self._proxies_for(prepared.url or ""),
            ) as response:
                encoding = response.headers.get("Content-Encoding", "")
                body = read_body(response.raw, encoding, bounds.body_bytes)
        except _FAULTS as error:
            raise _classify(error, line.wire.phase) from error
        line.used_at = self._monotonic()
        return Response(response.status_code, response.headers, body, request.url)

    def _prepare(self, request: Request) -> requests.PreparedRequest:
        headers = CaseInsensitiveDict(self._headers)
        headers.update(request.headers)
        try:
            prepared = requests.Request(
                request.method,
                request.url,
                headers=headers,
                params=list(request.params) or "",  # for None, requests asks its protocols
                json=request.json,
                data=request.data,
                files=request.files,
            ).prepare()
        except (requests.RequestException, HTTPError, ValueError) as error:
            raise _unusable(error) from error
        if not (prepared.url or "").lower().startswith(("http://", "https://")):
            raise _unusable(ValueError(f"not http or https: {request.url}"))
        return prepared

    def _line(self, *, fresh: bool) -> _Line:
        line: _Line | None = getattr(self._local, "line", None)
        if line is None:
            line = self._local.line = _Line(self._monotonic, self._ca_file)
        elif fresh or self._monotonic() - line.used_at >= IDLE_SECONDS:
            line.adapter.close()
        return line

    def _proxies_for(self, url: str) -> dict[str, str]:
        parts = urlsplit(url)
        key = (parts.scheme, parts.netloc)
        if key not in self._proxies:
            self._proxies[key] = get_environ_proxies(url, no_proxy=None)
        return self._proxies[key]


class _Line:
    """One thread's adapter, its wire, and when it was last used."""

    def __init__(self, monotonic: Callable[[], float], ca_file: str | None) -> None:
        self.wire = Wire(monotonic)
        self.adapter = WireAdapter(self.wire, tls_context(ca_file))
        self.used_at = monotonic()


def _classify(error: Exception, phase: Phase) -> PublishError:
    answer = Answer(excerpt=excerpt_of(str(error)))
    if phase is Phase.SENT or not (phase is Phase.CONNECTING or _never_connected(error)):
        return OutcomeUnknown(
            Sentence(
                "Die Anfrage ging hinaus, aber es kam keine vollständige Antwort.",
                "The request left, but no complete answer came back.",
            ),
            answer,
        )
    if isinstance(error, requests.exceptions.SSLError):
        return TryLater(
            Sentence(
                "Die verschlüsselte Verbindung kam nicht zustande (Zertifikat oder TLS).",
                "The encrypted connection failed (certificate or TLS).",
            ),
            answer,
        )
    return TryLater(
        Sentence("Der Server war nicht erreichbar.", "The server could not be reached."), answer
    )


def _never_connected(error: Exception) -> bool:
    """Whether the error itself proves it, where no connection of ours was there to tell."""
    if isinstance(
        error,
        requests.exceptions.ConnectTimeout
        | requests.exceptions.ProxyError
        | requests.exceptions.SSLError
        | requests.exceptions.InvalidURL,
    ):
        return True
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError):
        cause = cause.reason
    return isinstance(cause, NewConnectionError | NameResolutionError)


def _unusable(error: Exception) -> ChannelBlocked:
    return ChannelBlocked(
        Sentence(
            "Die Anfrage ließ sich nicht bilden: Adresse oder Kopfzeile ist ungültig.",
            "The request could not be formed: its address or a header is invalid.",
        ),
        Answer(excerpt=excerpt_of(str(error))),
    )
