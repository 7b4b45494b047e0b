# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The only place that speaks HTTP: bounded in time and size, never retrying by itself.

Sources: requests has no total time-out and retries nothing but connects; a read time-out means
that the request reached the server (psf/requests #2307). A kept connection that the server has
just closed loses a POST that may or may not have arrived (urllib3 #1911), so a connection idle
for over five seconds is not used again.
"""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError as Urllib3Error
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from scheduler.credentials import redact
from scheduler.model.errors import Answer, OutcomeUnknown, TryLater
from scheduler.model.sentence import Sentence

IDLE_SECONDS = 5.0
EXCERPT_CHARACTERS = 500
SHORTEST_FLOOR = timedelta(seconds=1)
LONGEST_FLOOR = timedelta(hours=24)
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """Time in seconds and size in bytes that one call may take."""

    connect_seconds: float = 5.0
    read_seconds: float = 15.0
    total_seconds: float = 30.0
    body_bytes: int = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Response:
    """A complete answer: status, headers (any case) and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str = ""

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def json(self) -> Any:  # noqa: ANN401 - JSON is parsed where its shape is known
        """The parsed body; raises OutcomeUnknown when it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise OutcomeUnknown(
                Sentence("Die Antwort war kein lesbares JSON.", "The answer was no readable JSON."),
                self.answer(),
            ) from error

    def answer(self) -> Answer:
        """What `show` keeps of it: status and the redacted beginning of the body."""
        text = self.body[: 4 * EXCERPT_CHARACTERS].decode("utf-8", "replace")
        return Answer(self.status, redact(text)[:EXCERPT_CHARACTERS])


@dataclass(frozen=True, slots=True)
class Request:
    """One call. `fresh` asks for a connection that was not used before."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Sequence[tuple[str, str]] = ()
    json: Any = None
    data: bytes | Mapping[str, str] | None = None
    files: Mapping[str, tuple[str, bytes, str]] | None = None
    bounds: Bounds | None = None


class HttpClient:
    """Sends requests for one channel; safe to share between threads (a session each)."""

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
        self._user_agent = user_agent
        self._bounds = bounds or Bounds()
        self._ca_file = ca_file
        self._local = threading.local()

    def call(self, request: Request) -> Response:
        """Send it and return the whole answer, whatever its status; redirects are not followed.

        Raises TryLater when the request certainly never reached the server (DNS, refused, TLS),
        OutcomeUnknown when it left and no complete answer came back in time and size.
        """
        bounds = request.bounds or self._bounds
        deadline = self._monotonic() + bounds.total_seconds
        try:
            with self._session().request(
                request.method,
                request.url,
                headers=dict(request.headers),
                params=list(request.params) or None,
                json=request.json,
                data=request.data,
                files=request.files,
                timeout=(bounds.connect_seconds, bounds.read_seconds),
                allow_redirects=False,
                stream=True,
            ) as response:
                body = self._read(response, bounds, deadline)
        except requests.RequestException as error:
            raise _classify(error) from error
        except Urllib3Error as error:
            raise _broken_off() from error
        self._local.used_at = self._monotonic()
        return Response(response.status_code, response.headers, body, request.url)

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        now = self._monotonic()
        if session is not None and now - self._local.used_at < IDLE_SECONDS:
            return session
        if session is not None:
            session.close()
        session = self._new_session()
        self._local.session = session
        self._local.used_at = now
        return session

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        session.headers = CaseInsensitiveDict(
            {"User-Agent": self._user_agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        )
        session.mount("https://", _TrustingAdapter(_tls_context(self._ca_file)))
        session.mount("http://", HTTPAdapter(max_retries=0))
        return session

    def _read(self, response: requests.Response, bounds: Bounds, deadline: float) -> bytes:
        body = bytearray()
        while True:
            chunk = response.raw.read1(_CHUNK, decode_content=True)
            if not chunk:
                return bytes(body)
            body += chunk
            if len(body) > bounds.body_bytes:
                raise _broken_off()
            if self._monotonic() > deadline:
                raise _broken_off()


class _TrustingAdapter(HTTPAdapter):
    """Uses the operating system's trust store, or the operator's own CA file."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as its base
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:  # noqa: ANN401 - as its base
        return super().proxy_manager_for(proxy, ssl_context=self._context, **kwargs)


def _tls_context(ca_file: str | None) -> ssl.SSLContext:
    if ca_file:
        return ssl.create_default_context(cafile=ca_file)
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _classify(error: requests.RequestException) -> TryLater | OutcomeUnknown:
    if isinstance(error, requests.exceptions.SSLError):
        return TryLater(
            Sentence(
                "Die verschlüsselte Verbindung kam nicht zustande (Zertifikat oder TLS).",
                "The encrypted connection failed (certificate or TLS).",
            ),
            Answer(excerpt=redact(str(error))[:EXCERPT_CHARACTERS]),
        )
    if _never_connected(error):
        return TryLater(
            Sentence("Der Server war nicht erreichbar.", "The server could not be reached."),
            Answer(excerpt=redact(str(error))[:EXCERPT_CHARACTERS]),
        )
    return _broken_off(redact(str(error))[:EXCERPT_CHARACTERS])


def _never_connected(error: requests.RequestException) -> bool:
    if isinstance(
        error,
        requests.exceptions.ConnectTimeout
        | requests.exceptions.ProxyError
        | requests.exceptions.InvalidURL
        | requests.exceptions.MissingSchema,
    ):
        return True
    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError):
        cause = cause.reason
    return isinstance(cause, NewConnectionError | NameResolutionError)


def _broken_off(excerpt: str = "") -> OutcomeUnknown:
    return OutcomeUnknown(
        Sentence(
            "Die Anfrage ging hinaus, aber es kam keine vollständige Antwort.",
            "The request left, but no complete answer came back.",
        ),
        Answer(excerpt=excerpt),
    )


def retry_floor(value: str | None, now: datetime) -> datetime | None:
    """A `Retry-After` (seconds or HTTP date) as an instant between one second and a day away.

    None for a header that is absent or unreadable.
    """
    if not value:
        return None
    wait: timedelta | None
    try:
        wait = timedelta(seconds=float(value))
    except (ValueError, OverflowError):
        wait = _until(value, now)
    return None if wait is None else now + min(max(wait, SHORTEST_FLOOR), LONGEST_FLOOR)


def clamp_floor(instant: datetime, now: datetime) -> datetime:
    """`instant`, no nearer than one second and no farther than a day from `now`."""
    return min(max(instant, now + SHORTEST_FLOOR), now + LONGEST_FLOOR)


def _until(value: str, now: datetime) -> timedelta | None:
    try:
        instant = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)) - now
