# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calls of Slack's Web API with the bot's token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from scheduler.http_client import UPLOAD, BearerClient, Request, Response, without_effect
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, TryLater
from scheduler.model.platform import Connection
from scheduler.model.sentence import Sentence
from scheduler.platforms.slack.refusals import is_ok, parsed, refusal
from scheduler.platforms.slack.settings import Settings

_JSON = {"Content-Type": "application/json; charset=utf-8"}


class Api:
    """Sends methods and tells their results; `ok: false` is an error whatever the status."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked yet."""
        self._clock = connection.clock
        self._http = connection.http
        self._url = settings.url
        self._client = BearerClient(
            connection.http, settings.url, settings.token, connection.workspace
        )

    def send(self, method: str, body: Mapping[str, Any]) -> Response:
        """Call a method that changes something; the answer may be a refusal."""
        return self._client.call(Request("POST", f"/{method}", headers=_JSON, json=body))

    def done(self, response: Response) -> Mapping[str, Any]:
        """The body of a success; raises what a refusal means."""
        if not is_ok(response):
            raise refusal(response, self._clock.now())
        return parsed(response)

    def ask(self, method: str, **params: str) -> Response:
        """Call a method that changes nothing."""
        return self._client.ask(Request("GET", f"/{method}", params=list(params.items())))

    def asked(self, method: str, **params: str) -> Mapping[str, Any]:
        """The result of such a method; a missing one is TryLater."""
        return without_effect(lambda: self.done(self.ask(method, **params)))

    def upload(self, name: str, content: bytes, alt: str) -> str:
        """The id of an uploaded file that nobody sees yet."""
        fields = {
            "filename": name,
            "length": str(len(content)),
            **({"alt_txt": alt} if alt else {}),
        }
        request = Request("POST", "/files.getUploadURLExternal", data=fields)
        told = without_effect(lambda: self.done(self._client.ask(request)))
        url, file = told.get("upload_url"), told.get("file_id")
        if not isinstance(url, str) or not isinstance(file, str):
            raise TryLater(_NO_PLACE)
        self._put(url, content)
        return file

    def _put(self, url: str, content: bytes) -> None:
        """The bytes, to the address that Slack has named; without the token."""
        own, named = urlsplit(self._url), urlsplit(url)
        if named.scheme != "https" and (named.scheme, named.netloc) != (own.scheme, own.netloc):
            raise ChannelBlocked(_UNSAFE)

        def put() -> None:
            request = Request("POST", url, data=content, bounds=UPLOAD)
            response = self._http.call(request)
            if not response.ok:
                raise OutcomeUnknown(_NO_PLACE, response.answer())

        without_effect(put)


_NO_PLACE = Sentence(
    "Slack hat eine Datei nicht angenommen; veröffentlicht ist nichts.",
    "Slack did not take a file; nothing is published.",
)
_UNSAFE = Sentence(
    "Slack nennt für Dateien eine unverschlüsselte Adresse; dorthin geht nichts.",
    "Slack names an address for files that is not encrypted; nothing goes there.",
)
