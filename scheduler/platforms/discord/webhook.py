# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A channel's webhook: the simplest way in, and one that cannot look.

A webhook takes no nonce and lists nothing, so a lost answer goes to a person. Its address is its
secret: it is never said, not even in parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scheduler.credentials import Secret, remember_secret
from scheduler.http_client import Request, Response, without_effect
from scheduler.model.engagement import Counts
from scheduler.model.errors import ChannelBlocked
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Artefacts, Connection, Health, ReplyTo
from scheduler.model.sentence import Sentence
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.discord.composing import LIMITS
from scheduler.platforms.discord.messages import (
    AGENT,
    NUMBER,
    changing,
    counts_of,
    remote_of,
    sending,
)
from scheduler.platforms.discord.refusals import parsed, refusal
from scheduler.yaml_source.addresses import is_safe_address

POSTS_PER_CALL = 20
_OWN_PATH = 3  # …/webhooks/ID/TOKEN


class Webhook:
    """Publishes, counts, edits and deletes what it has published; nothing else."""

    def __init__(self, address: Secret, connection: Connection) -> None:
        """The address is revealed when first used."""
        self._address = address
        self._http = connection.http
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._server = ""
        self._channel = ""

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Learn which channel it is, for the messages' addresses."""
        del part, key, artefacts
        self._learn()

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Create one message; a webhook cannot answer another one, so a thread just follows."""
        del key, reply_to, artefacts
        # Without `wait` Discord answers before it has the message, and tells nothing of faults.
        request = sending(f"{self._url()}?wait=true", part, {}, self._workspace)
        response = self._done(self._call(request))
        channel = str(parsed(response).get("channel_id") or self._channel)
        return remote_of(response, self._server, channel)

    @property
    def batch_size(self) -> int:
        """How many messages are asked for in a row."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Reactions of its own messages; deleted ones are left out."""
        found = {}
        for remote in remotes:
            number = own_id(remote, NUMBER)
            if number is None:
                continue
            response = self._ask(f"/messages/{number}")
            if response.status != HTTPStatus.NOT_FOUND:
                found[remote.id] = counts_of(parsed(self._done(response)))
        return found

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Change the text; files stay."""
        self._done(self._call(changing(self._of(remote), part, remote)))
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete the message; gone is gone."""
        response = self._call(Request("DELETE", self._of(remote), headers=AGENT))
        if response.status != HTTPStatus.NOT_FOUND:
            self._done(response)

    def check(self) -> Health:
        """What the webhook is called; raises ChannelBlocked when it is gone."""
        told = self._learn()
        return Health(f"{told.get('name')} (Webhook, {self._channel})", limits=LIMITS)

    def _learn(self) -> Mapping[str, Any]:
        told = parsed(without_effect(lambda: self._done(self._ask(""))))
        self._server = str(told.get("guild_id") or "")
        self._channel = str(told.get("channel_id") or "")
        return told

    def _url(self) -> str:
        """The address, with its parts hidden from whatever is said from now on."""
        address = self._address.reveal(Path(self._workspace)).rstrip("/")
        path = urlsplit(address).path
        if not is_safe_address(address) or "?" in address or path.count("/") < _OWN_PATH:
            raise ChannelBlocked(_NO_ADDRESS)
        remember_secret(path)
        remember_secret(path.rpartition("/")[2])
        return address

    def _of(self, remote: Remote) -> str:
        return f"{self._url()}/messages/{required_id(remote, NUMBER)}"

    def _ask(self, path: str) -> Response:
        request = Request("GET", f"{self._url()}{path}", headers=AGENT)
        return without_effect(lambda: self._call(request))

    def _call(self, request: Request) -> Response:
        response: Response = self._http.call(request)
        return response

    def _done(self, response: Response) -> Response:
        if not response.ok:
            raise refusal(response, self._clock.now())
        return response


_NO_ADDRESS = Sentence(
    "Hinterlegt ist nicht die Adresse eines Webhooks. Kopieren Sie sie in den Einstellungen des "
    "Kanals unter „Integrationen → Webhooks“.",
    "What is stored is not the address of a webhook. Copy it in the channel's settings under "
    "“Integrations → Webhooks”.",
)
