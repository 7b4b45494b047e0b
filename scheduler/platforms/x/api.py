# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls of X's API v2, signed with the channel's keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scheduler.http_client import (
    UPLOAD,
    Request,
    Response,
    SigningClient,
    without_effect,
)
from scheduler.model.platform import Connection, Quota
from scheduler.platforms.x.refusals import WINDOWS, parsed, refusal, window_end
from scheduler.platforms.x.settings import Settings


class Api:
    """Sends requests; `done` tells what a refusal means."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._clock = connection.clock
        self._client = SigningClient(
            connection.http, settings.url, settings.keys, connection.workspace
        )

    def send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Response:
        """Call what changes something; the answer may be a refusal."""
        return self._client.call(Request(method, path, json=body))

    def ask(self, path: str, **params: str) -> Response:
        """GET; whatever comes back, a lost answer included, has changed nothing."""
        return self._client.ask(Request("GET", path, params=list(params.items())))

    def asked(self, path: str, **params: str) -> Mapping[str, Any]:
        """The body of a GET that must succeed; raises what a refusal means."""
        response = self.ask(path, **params)
        return without_effect(lambda: parsed(self.done(response)))

    def made(self, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """`data` of the answer to a POST that publishes nothing."""
        return without_effect(lambda: data_of(self.done(self.send("POST", path, body))))

    def upload(
        self, path: str, content: bytes, mime: str, fields: Mapping[str, str]
    ) -> Mapping[str, Any]:
        """`data` of the answer to a file in parts (multipart) with text fields beside it."""
        files = {"media": ("media", content, mime)}
        request = Request("POST", path, files=files, data=fields, bounds=UPLOAD)
        return without_effect(lambda: data_of(self.done(self._client.call(request))))

    def done(self, response: Response) -> Response:
        """`response` if it is a success; raises what its refusal means."""
        if not response.ok:
            raise refusal(response, self._clock.now())
        return response


def data_of(response: Response) -> Mapping[str, Any]:
    """What stands under `data`, {} where nothing does."""
    data = parsed(response).get("data")
    return data if isinstance(data, dict) else {}


@dataclass(frozen=True, slots=True)
class Budget:
    """What X still takes, as the answer to the last post said: for each window, until when."""

    windows: tuple[tuple[int, datetime], ...] = ()

    @classmethod
    def of(cls, response: Response) -> Budget:
        """What the headers of `response` say."""
        windows = []
        for window in WINDOWS:
            left = response.headers.get(f"{window}-remaining", "")
            end = window_end(response, window)
            if left.isdigit() and end is not None:
                windows.append((int(left), end))
        return cls(tuple(windows))

    def quota(self, now: datetime) -> Quota | None:
        """The tightest window that has not ended; None where there is none."""
        open_ones = [(left, end) for left, end in self.windows if end > now]
        return Quota(*min(open_ones)) if open_ones else None
