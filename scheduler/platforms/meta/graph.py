# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls of one Graph host in the name of one token.

The token goes as a parameter, as all three APIs document it (a header is not confirmed for
Threads). It stands in no address that we keep: parameters are added when a request is sent, and
whatever is said of an error goes through `redact`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from scheduler.http_client import UPLOAD, HttpClient, Request, Response, without_effect
from scheduler.model.clock import Clock
from scheduler.model.errors import OutcomeUnknown
from scheduler.platforms.meta import wording
from scheduler.platforms.meta.refusals import fault_of, parsed, refusal

File = tuple[str, bytes, str]


class Graph:
    """Sends calls below `url`, which ends with the API's version; `token` tells the token now."""

    def __init__(
        self,
        http: HttpClient,
        clock: Clock,
        url: str,
        token: Callable[[], str],
        app_secret: Callable[[], str] | None = None,
    ) -> None:
        """Nothing is asked and no secret read before the first call.

        With the app's secret each call proves that it comes from the app (`appsecret_proof`).
        """
        self._app_secret = app_secret
        self._http = http
        self._clock = clock
        self._url = url
        self._token = token

    def look(self, path: str, **params: str) -> Response:
        """GET; the answer may be a refusal, a lost one is TryLater."""
        return without_effect(lambda: self._get("GET", path, params))

    def asked(self, path: str, **params: str) -> Mapping[str, Any]:
        """The result of a GET that must succeed; nothing is published whatever happens."""
        return without_effect(lambda: self.result(self._get("GET", path, params)))

    def made(self, path: str, fields: Mapping[str, str], file: File | None = None) -> str:
        """The id of something that readers do not see: a container, an unpublished photo."""
        return without_effect(lambda: self.named(self.send(path, fields, file)))

    def send(self, path: str, fields: Mapping[str, str], file: File | None = None) -> Response:
        """POST a form; where a file goes along, the call may take minutes."""
        data = {**fields, **self._access()}
        files = {"source": file} if file else None
        bounds = UPLOAD if file else None
        request = Request("POST", f"{self._url}{path}", data=data, files=files, bounds=bounds)
        return self._http.call(request)

    def remove(self, path: str) -> Response:
        """DELETE; the answer may be a refusal."""
        return self._get("DELETE", path, {})

    def result(self, response: Response) -> Mapping[str, Any]:
        """The body of a success; raises what a refusal means."""
        if not response.ok or fault_of(response) is not None:
            raise refusal(response, self._clock.now())
        body = parsed(response)
        if not body:
            raise OutcomeUnknown(wording.UNREADABLE, response.answer())
        return body

    def named(self, response: Response, name: str = "id") -> str:
        """The id in a success; raises OutcomeUnknown where none is named."""
        identifier = self.result(response).get(name)
        if not isinstance(identifier, str) or not identifier:
            raise OutcomeUnknown(wording.UNREADABLE, response.answer())
        return identifier

    def is_of_meta(self, address: str) -> bool:
        """Whether the token may be sent to an address that an answer has named."""
        own, named = urlsplit(self._url), urlsplit(address)
        if (named.scheme, named.netloc) == (own.scheme, own.netloc):
            return True
        return named.scheme == "https" and (named.hostname or "").endswith(".facebook.com")

    def _get(self, method: str, path: str, params: Mapping[str, str]) -> Response:
        given = [*params.items(), *self._access().items()]
        return self._http.call(Request(method, f"{self._url}{path}", params=given))

    def _access(self) -> dict[str, str]:
        token = self._token()
        if self._app_secret is None:
            return {"access_token": token}
        proof = hmac.new(self._app_secret().encode(), token.encode(), hashlib.sha256).hexdigest()
        return {"access_token": token, "appsecret_proof": proof}
