# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls to one server of the Mastodon family, in the account's name.

Bodies are JSON: Hollo 0.6 answers a form with 200 and an empty public post (seen 2026-11). Only
uploads are multipart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from scheduler.credentials import Secret
from scheduler.http_client import Bounds, Request, Response
from scheduler.model.clock import Clock
from scheduler.model.platform import Connection
from scheduler.platforms.fediverse.refusals import refusal, without_effect

# A video of 100 MB on a slow line takes minutes; nothing is public before the status is sent.
UPLOAD = Bounds(read_seconds=120.0, total_seconds=600.0)
Params = Sequence[tuple[str, str]]


class Client:
    """Sends requests with the account's token; the answers' meaning is the caller's."""

    def __init__(self, url: str, token: Secret, connection: Connection) -> None:
        """Speak to the server at `url`; `token` is revealed when first used.

        It is kept for the calls that follow, for revealing may start a program, and read anew
        after the server has refused it.
        """
        self._url = url
        self._token = token
        self._revealed = ""
        self._http = connection.http
        self._folder = Path(connection.workspace)
        self.clock: Clock = connection.clock

    def get(self, path: str, params: Params = ()) -> Response:
        """GET; whatever comes back, a lost answer included, has changed nothing."""
        return without_effect(lambda: self._ask(path, params))

    def get_json(self, path: str, params: Params = ()) -> Any:  # noqa: ANN401 - JSON
        """The parsed answer of a GET that must succeed; raises what a refusal means."""

        def ask() -> Any:  # noqa: ANN401 - JSON
            return self.required(self._ask(path, params)).json()

        return without_effect(ask)

    def get_public(self, url: str) -> Response:
        """GET without the token: `url` may have been named by the server and is no secret's."""
        request = Request("GET", url, headers={"Accept": "application/json"})
        answer: Response = without_effect(lambda: self._http.call(request))
        return answer

    def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """POST, PUT or DELETE with a JSON body."""
        request = Request(method, self.address(path), headers=headers or {}, json=body)
        return self._call(request)

    def upload(
        self, path: str, file: tuple[str, bytes, str], fields: Mapping[str, str]
    ) -> Response:
        """POST a file (name, bytes, type) with text fields beside it."""
        address, files = self.address(path), {"file": file}
        request = Request("POST", address, files=files, data=fields, bounds=UPLOAD)
        return without_effect(lambda: self._call(request))

    def required(self, response: Response) -> Response:
        """`response` if it is a success; raises what its refusal means."""
        if not response.ok:
            raise refusal(response, self.clock.now())
        return response

    def address(self, path: str) -> str:
        """The absolute URL of `path` at this server."""
        return f"{self._url}{path}"

    def _ask(self, path: str, params: Params) -> Response:
        return self._call(Request("GET", self.address(path), params=params))

    def _call(self, request: Request) -> Response:
        token = self._revealed or self._token.reveal(self._folder)
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
            **request.headers,
        }
        answer: Response = self._http.call(replace(request, headers=headers))
        self._revealed = "" if answer.status == HTTPStatus.UNAUTHORIZED else token
        return answer
