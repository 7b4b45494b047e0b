# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls of LinkedIn's versioned API with the channel's token."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from scheduler.http_client import UPLOAD, Request, Response, without_effect
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, TryLater
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.linkedin.refusals import Throttle, parsed, refusal
from scheduler.platforms.linkedin.settings import Settings
from scheduler.platforms.linkedin.tokens import Tokens

FINDER = {"X-RestLi-Method": "FINDER"}
_OWN_HOST = "linkedin.com"


class Rest:
    """Sends requests; the answers' meaning beside success is told by `done`."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._clock = connection.clock
        self._http = connection.http
        self._url = settings.url
        self._pause = timedelta(seconds=settings.throttle_seconds)
        self._throttles: dict[str, Throttle] = {}
        self._headers = {
            "Linkedin-Version": settings.version,
            "X-Restli-Protocol-Version": "2.0.0",
        }
        self._tokens = Tokens(settings, connection)

    def send(self, request: Request) -> Response:
        """Send what may change something; the answer may be a refusal."""
        headers = {**self._headers, **request.headers}
        return self._authorized(replace(request, url=self._url + request.url, headers=headers))

    def ask(self, path: str, headers: Mapping[str, str] | None = None) -> Response:
        """GET; whatever comes back, a lost answer included, has changed nothing.

        The query stands in `path`, for Rest.li wants parentheses and commas as they are.
        """
        return without_effect(lambda: self.send(Request("GET", path, headers=headers or {})))

    def asked(self, path: str, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """The body of a GET that must succeed; raises what a refusal means."""
        response = self.ask(path, headers)
        return without_effect(lambda: parsed(self.done(response)))

    def done(self, response: Response) -> Response:
        """`response` if it is a success; raises what its refusal means."""
        if response.ok:
            self._throttle(response).over()
            return response
        raise self.refused(response)

    def refused(self, response: Response) -> PublishError:
        """What a refusal means, with a time for the next try where LinkedIn names none."""
        now = self._clock.now()
        error = refusal(response, now)
        if response.status == HTTPStatus.TOO_MANY_REQUESTS and isinstance(error, TryLater):
            error.retry_at = error.retry_at or self._throttle(response).floor(now)
        return error

    def upload(self, url: str, content: bytes) -> None:
        """PUT the bytes where LinkedIn has said; the token goes to LinkedIn alone."""
        self._put(self._authorized, url, content)

    def upload_piece(self, url: str, content: bytes) -> str:
        """Like `upload` for a piece of a video, without the token; returns what names it."""
        response = self._put(self._http.call, url, content)
        return response.headers.get("ETag", "").strip('"')

    def _authorized(self, request: Request) -> Response:
        """The answer with the token, with a renewed one if the first is refused: that did nothing.

        A refusal that stays is the caller's to read.
        """
        token = self._tokens.current()
        answer = self._with(token, request)
        if answer.status != HTTPStatus.UNAUTHORIZED:
            return answer
        fresh = self._tokens.after_refusal(token)
        answer = answer if fresh is None else self._with(fresh, request)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            self._tokens.forget()
        return answer

    def _with(self, token: str, request: Request) -> Response:
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
            **request.headers,
        }
        answer: Response = self._http.call(replace(request, headers=headers))
        return answer

    def _put(self, call: Callable[[Request], Response], url: str, content: bytes) -> Response:
        if not self._is_linkedin(url):
            raise ChannelBlocked(_ELSEWHERE)

        def put() -> Response:
            response = call(Request("PUT", url, data=content, bounds=UPLOAD))
            if not response.ok:
                raise OutcomeUnknown(_NOT_TAKEN, response.answer())
            return response

        return without_effect(put)

    def _throttle(self, response: Response) -> Throttle:
        """Of the endpoint that answered: each has limits of its own."""
        endpoint = "/".join(response.url.removeprefix(self._url).partition("?")[0].split("/")[:3])
        return self._throttles.setdefault(endpoint, Throttle(self._pause))

    def _is_linkedin(self, url: str) -> bool:
        own, named = urlsplit(self._url), urlsplit(url)
        if (named.scheme, named.netloc) == (own.scheme, own.netloc):
            return True
        host = named.hostname or ""
        return named.scheme == "https" and (host == _OWN_HOST or host.endswith(f".{_OWN_HOST}"))


def encoded(urn: str) -> str:
    """`urn` as it stands in paths and queries."""
    return quote(urn, safe="")


def listed(urns: Sequence[str]) -> str:
    """Rest.li's list of `urns` for a query."""
    return f"List({','.join(map(encoded, urns))})"


_ELSEWHERE = Sentence(
    "LinkedIn nennt für Medien eine Adresse, die nicht seine ist; dorthin geht kein Token.",
    "LinkedIn names an address for media that is not its own; no token goes there.",
)
_NOT_TAKEN = Sentence(
    "LinkedIn hat ein Medium nicht angenommen; veröffentlicht ist nichts.",
    "LinkedIn did not take a medium; nothing is published.",
)
