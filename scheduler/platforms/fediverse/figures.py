# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asks for the counts of many statuses at once or, where a server cannot, one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response
from scheduler.model.engagement import Counts
from scheduler.platforms.fediverse.client import Client
from scheduler.platforms.fediverse.refusals import parsed, refusal, without_effect
from scheduler.platforms.fediverse.status import counts_of

# Since Mastodon 4.3; the most ids are not documented (mastodon/documentation, 2026-07-02)
STATUSES_PER_CALL = 20
_HERE_AS_EVERYWHERE = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
)
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class Figures:
    """Remembers that a server does not know the call for many."""

    def __init__(self, client: Client) -> None:
        """Ask `client`."""
        self._client = client
        self._knows_many = True

    def counts(self, ids: Sequence[str]) -> dict[str, Counts]:
        """Counts by id; statuses that the server no longer shows are left out."""
        statuses = self._many(ids) if self._knows_many else None
        if statuses is None:
            self._knows_many = False
            statuses = self._each(ids)
        return {identifier: counts_of(status) for identifier, status in statuses.items()}

    def _many(self, ids: Sequence[str]) -> dict[str, Mapping[str, Any]] | None:
        """The statuses that are left; None from a server that does not know this call."""
        response = self._client.get("/api/v1/statuses", [("id[]", each) for each in ids])
        if response.status in _HERE_AS_EVERYWHERE:
            raise refusal(response, self._client.clock.now())
        page = parsed(response) if response.ok else None
        if not isinstance(page, list):
            return None
        wanted = set(ids)
        found: dict[str, Mapping[str, Any]] = {
            str(status["id"]): status
            for status in page
            if isinstance(status, dict) and str(status.get("id")) in wanted
        }
        # None at all: they are all gone, or the server has not understood the ids.
        return found or self._each(ids)

    def _each(self, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        found = {}
        for identifier in ids:
            response = self._client.get(f"/api/v1/statuses/{identifier}")
            if response.status not in _GONE:
                found[identifier] = without_effect(partial(self._status, response))
        return found

    def _status(self, response: Response) -> Mapping[str, Any]:
        body = self._client.required(response).json()
        if not isinstance(body, dict):
            raise refusal(response, self._client.clock.now())
        return body
