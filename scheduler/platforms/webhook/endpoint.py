# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected receiver.

Once only: the event's id is the delivery's key, the same on every try; a receiver remembers ids
and answers a repeat without doing it again. So whatever is unclear is simply sent again.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from scheduler.http_client import (
    FetchRefused,
    GuardedClient,
    GuardRules,
    HostUnknown,
    Request,
    Response,
    is_public,
    without_effect,
)
from scheduler.model.engagement import Counts
from scheduler.model.errors import Answer, ChannelBlocked, Rejected, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.metrics import BY_ID
from scheduler.model.platform import Artefacts, Connection, Health, ReplyTo
from scheduler.model.sentence import Sentence
from scheduler.platforms.webhook.composing import LIMITS
from scheduler.platforms.webhook.events import EVENT, body_of, data_of, event_id
from scheduler.platforms.webhook.refusals import refusal
from scheduler.platforms.webhook.settings import Settings
from scheduler.platforms.webhook.signing import key_of, signed_headers

T = TypeVar("T")
OCCURRED = "occurred_at"
POSTS_PER_CALL = 50
_ALIASES = {"likes": "reactions"}


class Endpoint:
    """Sends signed events to one receiver."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is sent, and no secret read, before the first call."""
        self._settings = settings
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._guard = GuardedClient(connection.http, _rules(settings.allow))

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Send the event; on a repeat the same bytes under the same id."""
        if len(part.text) > LIMITS.text:
            raise Rejected(_TOO_LONG)
        data = data_of(part, key, reply_to, self._workspace)
        response = self._event("post.publish", key, data, self._occurred_at(artefacts))
        return _remote(response, key)

    def repeatable_for(self) -> timedelta | None:
        """For ever: the receiver knows the event by its id."""
        return None

    def delete(self, remote: Remote) -> None:
        """Ask the receiver to take the post down."""
        event = event_id(remote)
        data = {"id": event, "remote_id": remote.id}
        self._event("post.delete", f"{event}-delete", data, self._now())

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Send the new version; each has an id of its own, which follows from its content."""
        event = event_id(remote)
        data = {**data_of(part, event, None, self._workspace), "remote_id": remote.id}
        version = sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:16]
        response = self._event("post.update", f"{event}-{version}", data, self._now())
        changed = _remote(response, event)
        return remote if changed.id == event else changed

    def check(self) -> Health:
        """Whether secrets and address can be used; nothing is sent, for an event is a post."""
        self._keys()
        self._headers({})
        for url in filter(None, (self._settings.url, self._settings.metrics_url)):
            self._guarded(partial(self._guard.checked_addresses, url))
        return Health(_shown(self._settings.url), limits=LIMITS)

    def _event(self, kind: str, event: str, data: Mapping[str, Any], occurred_at: str) -> Response:
        body = body_of(kind, occurred_at, data)
        headers = {"Content-Type": "application/json", **self._signed(event, body)}
        request = Request("POST", self._settings.url, headers=self._headers(headers), data=body)
        response = self._guarded(lambda: self._guard.call(request))
        if not response.ok:
            raise refusal(response, self._clock.now())
        return response

    def _signed(self, event: str, body: bytes) -> Mapping[str, str]:
        return signed_headers(event, self._clock.now(), body, self._keys())

    def _keys(self) -> list[bytes]:
        secrets = (self._settings.secret, self._settings.previous_secret)
        folder = Path(self._workspace)
        return [key_of(secret.reveal(folder)) for secret in secrets if secret is not None]

    def _headers(self, headers: Mapping[str, str]) -> Mapping[str, str]:
        extra = self._settings.header
        if extra is None:
            return headers
        return {**headers, extra.name: extra.value.reveal(Path(self._workspace))}

    def _guarded(self, call: Callable[[], T]) -> T:
        """What `call` gives. Nothing has left when the guard refuses."""
        try:
            return call()
        except HostUnknown as error:
            raise TryLater(error.sentence) from error
        except FetchRefused as error:
            raise ChannelBlocked(_PRIVATE, Answer(excerpt=error.sentence.en)) from error

    def _occurred_at(self, artefacts: Artefacts) -> str:
        """When the event came about: kept, so that a repeat says the same."""
        kept = artefacts.get(OCCURRED)
        if isinstance(kept, str):
            return kept
        now = self._now()
        artefacts.keep(OCCURRED, now)
        return now

    def _now(self) -> str:
        return _instant(self._clock.now())


class MeasuredEndpoint(Endpoint):
    """A receiver that tells figures, too: an extension of ours, signed over an empty body."""

    @property
    def batch_size(self) -> int:
        """How many posts one call asks for; our own choice."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Figures by remote id; what the receiver leaves out is left out."""
        events = {event_id(remote): remote.id for remote in remotes}
        told = without_effect(lambda: self._asked(list(events)))
        return {
            events[each["id"]]: _counts(each)
            for each in told
            if isinstance(each, dict) and each.get("id") in events
        }

    def _asked(self, events: list[str]) -> list[Any]:
        url = self._settings.metrics_url or ""
        signed = self._signed(f"metrics-{int(self._clock.now().timestamp())}", b"")
        params = [("ids", ",".join(events))]
        request = Request("GET", url, headers=self._headers(signed), params=params)
        response = self._guarded(lambda: self._guard.call(request))
        if not response.ok:
            raise refusal(response, self._clock.now())
        body = response.json()
        told = body.get("data") if isinstance(body, dict) else None
        return told if isinstance(told, list) else []


def open_endpoint(settings: Settings, connection: Connection) -> Endpoint:
    """The receiver of a channel; with figures where the channel names their address."""
    kind = MeasuredEndpoint if settings.metrics_url else Endpoint
    return kind(settings, connection)


def _rules(allow: Sequence[str]) -> GuardRules:
    networks = [ipaddress.ip_network(each) for each in allow]

    def allows(address: str) -> bool:
        parsed = ipaddress.ip_address(address)
        return is_public(address) or any(parsed in network for network in networks)

    # The operator names the address, so its port is the operator's choice.
    return GuardRules(allows_address=allows, allows_port=lambda _scheme, port: port > 0)


def _remote(response: Response, key: str) -> Remote:
    """Where it is live: a receiver may tell its own id and a public address."""
    try:
        said = json.loads(response.body)
    except (ValueError, RecursionError):
        said = None
    said = said if isinstance(said, dict) else {}
    identifier, url = said.get("id"), said.get("url")
    return Remote(
        identifier if isinstance(identifier, str) and identifier else key,
        url if isinstance(url, str) and url.startswith(("https://", "http://")) else None,
        ((EVENT, key),),
    )


def _counts(told: Mapping[str, Any]) -> Counts:
    named = {_ALIASES.get(name, name): value for name, value in told.items()}
    return Counts(
        {
            name: value
            for name, value in named.items()
            if name in BY_ID and isinstance(value, int) and not isinstance(value, bool)
        }
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _shown(url: str) -> str:
    """The address without its query, which may hold a key."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


_TOO_LONG = Sentence(
    f"Der Text ist länger als {LIMITS.text} Zeichen.",
    f"The text is longer than {LIMITS.text} characters.",
)
_PRIVATE = Sentence(
    "Der Empfänger liegt an einer nicht öffentlichen Adresse. Ist das so gewollt, nennen Sie sein "
    "Netz im Kanal unter allow.",
    "The receiver lies at an address that is not public. If that is intended, name its network "
    "under allow in the channel.",
)
