# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A public folder on another machine, written through WebDAV (RFC 4918)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from scheduler.http_client.bearer import UPLOAD
from scheduler.http_client.client import HttpClient
from scheduler.http_client.effects import without_effect
from scheduler.http_client.exchange import Request, Response
from scheduler.model.errors import ChannelBlocked, PublishError, TryLater
from scheduler.model.sentence import Sentence

_FOR_A_PERSON = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.CONFLICT,
    }
)


class WebdavFolder:
    """Files below `server`, written as `user`; readers find them below `url`."""

    def __init__(
        self, http: HttpClient, server: str, url: str, *, user: str, password: Callable[[], str]
    ) -> None:
        """Nothing is asked and no secret read before the first file."""
        self._http = http
        self._server = server.rstrip("/")
        self._url = url.rstrip("/")
        self._user = user
        self._password = password

    def lay(self, name: str, content: bytes) -> str:
        """Put a file there, unless it lies there already; returns its public address.

        It is sent under another name and then moved, so that nobody reads half of it. Raises
        ChannelBlocked where nothing may be written, TryLater where it fails just now.
        """
        if not self._ask("HEAD", name).ok:
            self._required(self._ask("PUT", f"{name}.part", content))
            self._required(self._ask("MOVE", f"{name}.part", to=name))
        return f"{self._url}/{name}"

    def drop(self, name: str) -> None:
        """Take a file away; where that fails it stays, under a name that nobody guesses."""
        try:
            self._ask("DELETE", name)
        except PublishError:
            return

    def sweep(self, before: datetime) -> int:
        """Nothing: what a crash leaves on another machine is not looked for."""
        del before
        return 0

    def can_write(self) -> bool:
        """Whether files can be made there."""
        trial = "litfass-check.part"
        try:
            self._required(self._ask("PUT", trial, b"litfass"))
            self._required(self._ask("DELETE", trial))
        except (ChannelBlocked, TryLater):
            return False
        return True

    def _ask(self, method: str, name: str, content: bytes | None = None, to: str = "") -> Response:
        login = base64.b64encode(f"{self._user}:{self._password()}".encode()).decode()
        headers = {"Authorization": f"Basic {login}"}
        if to:
            headers |= {"Destination": f"{self._server}/{to}", "Overwrite": "T"}
        address = f"{self._server}/{name}"
        request = Request(method, address, headers=headers, data=content, bounds=UPLOAD)
        return without_effect(lambda: self._http.call(request))

    def _required(self, response: Response) -> None:
        if response.status in _FOR_A_PERSON or HTTPStatus.MULTIPLE_CHOICES <= response.status < (
            HTTPStatus.BAD_REQUEST
        ):
            raise ChannelBlocked(_cannot_write(self._server, response.status), response.answer())
        if not response.ok:
            raise TryLater(_not_now(self._server, response.status), response.answer())


def _cannot_write(server: str, status: int) -> Sentence:
    return Sentence(
        f"Auf {server} kann nicht geschrieben werden (HTTP {status}). Prüfen Sie staging.webdav, "
        "user, password und die Rechte des Ordners.",
        f"{server} cannot be written to (HTTP {status}). Check staging.webdav, user, password and "
        "the permissions of the folder.",
    )


def _not_now(server: str, status: int) -> Sentence:
    return Sentence(
        f"Ein Medium ließ sich gerade nicht auf {server} ablegen (HTTP {status}); veröffentlicht "
        "ist nichts.",
        f"A medium could not be laid onto {server} just now (HTTP {status}); nothing is published.",
    )
