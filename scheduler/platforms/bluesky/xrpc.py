# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls in the AT Protocol's manner: queries are GET, procedures POST, to one host or another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scheduler.http_client import HttpClient, Request, Response


class Xrpc:
    """Sends queries and procedures to one host or another."""

    def __init__(self, http: HttpClient) -> None:
        """Send through `http`."""
        self._http = http

    def query(
        self,
        host: str,
        nsid: str,
        params: Sequence[tuple[str, str]] = (),
        *,
        token: str | None = None,
    ) -> Response:
        """GET a method that changes nothing."""
        headers = {"Accept": "application/json", **_bearer(token)}
        return self._http.call(Request("GET", _url(host, nsid), headers=headers, params=params))

    def procedure(
        self, host: str, nsid: str, body: dict[str, Any] | None, *, token: str | None = None
    ) -> Response:
        """POST a method that changes something; `body` None sends none."""
        headers = {"Accept": "application/json", **_bearer(token)}
        return self._http.call(Request("POST", _url(host, nsid), headers=headers, json=body))

    def upload(self, host: str, content: bytes, mime: str, *, token: str) -> Response:
        """POST the bytes of a medium."""
        headers = {"Content-Type": mime, **_bearer(token)}
        nsid = "com.atproto.repo.uploadBlob"
        return self._http.call(Request("POST", _url(host, nsid), headers=headers, data=content))


def _url(host: str, nsid: str) -> str:
    return f"{host}/xrpc/{nsid}"


def _bearer(token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}
