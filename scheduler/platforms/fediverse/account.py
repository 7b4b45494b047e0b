# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected account at a server of the Mastodon family.

Once only: after an unclear send the account's own statuses are looked at first. The call is not
`Repeats`, although Mastodon knows an Idempotency-Key: it writes the key only when the post exists,
so that a repeat that overtakes the first request posts twice, and GoToSocial, Takahe and snac
ignore it (seen 2026-11). Where a server honours keys, ours is sent as a second net.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Any, ClassVar

from scheduler.http_client import Response
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Artefacts,
    Connection,
    Health,
    Limits,
    Look,
    Pending,
    ReplyTo,
    Sought,
)
from scheduler.model.sentence import Sentence
from scheduler.platforms.fediverse import health, instance, search
from scheduler.platforms.fediverse.client import Client
from scheduler.platforms.fediverse.figures import STATUSES_PER_CALL, Figures
from scheduler.platforms.fediverse.instance import Instance
from scheduler.platforms.fediverse.refusals import parsed, refusal, without_effect
from scheduler.platforms.fediverse.settings import Settings
from scheduler.platforms.fediverse.status import new_status, remote_of, text_fields
from scheduler.platforms.fediverse.uploads import Condition, Uploads

MEDIA_WAIT = timedelta(seconds=10)
_REFERENCES = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class Account:
    """Publishes, looks up, measures, edits, deletes and checks; what it learns it remembers."""

    _client_kind: ClassVar[type[Client]] = Client

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked yet: a server that is away costs nothing before the first call."""
        self._client = self._client_kind(settings.url, settings.token, connection)
        self._clock = connection.clock
        self._uploads = Uploads(self._client, connection.workspace)
        self._figures = Figures(self._client)
        self._learning = threading.Lock()
        self._instance: Instance | None = None
        self._id = ""

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Learn whose server it is and upload the media."""
        del key
        self._server()
        self._uploads.prepare(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending:
        """Publish one part, once; Pending while the server still processes its media."""
        for last_try in (False, True):
            media = self._uploads.ids(part, artefacts)
            if media is None:
                return Pending(self._clock.now() + MEDIA_WAIT, _PROCESSING)
            response = self._send(new_status(part, media, reply_to), key)
            if last_try or not self._lost_media(part, artefacts, response):
                break
        return self._live(response, len(part.attachments))

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One listing of the account's own statuses for all of `sought`."""
        since = min(each.started_at for each in sought) - search.BEFORE_START
        return search.looks(sought, search.own_statuses(self._client, self._own_id(), since))

    def fetch_limits(self) -> Limits:
        """The limits that the server names now."""
        return self._server(again=True).limits

    @property
    def batch_size(self) -> int:
        """How many statuses one call asks for."""
        return STATUSES_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Counts as this server sees them; deleted statuses are left out."""
        return self._figures.counts([remote.id for remote in remotes]) if remotes else {}

    def measure_account(self) -> Counts:
        """How many follow the account; unknown where the server hides it."""
        followers = self._credentials().get("followers_count")
        if not isinstance(followers, int) or followers < 0:
            return Counts()
        return Counts({"followers": followers})

    def delete(self, remote: Remote) -> None:
        """Delete it; a status that is gone already is a success."""
        response = self._client.send("DELETE", f"/api/v1/statuses/{remote.id}")
        if response.status not in _GONE:
            self._client.required(response)

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace text, language, warning and alt texts; media cannot be exchanged."""
        live = self._client.get_json(f"/api/v1/statuses/{remote.id}")
        shown = live.get("media_attachments") if isinstance(live, dict) else None
        ids = [str(each["id"]) for each in shown or []]
        if len(ids) != len(part.attachments):
            raise Rejected(_OTHER_MEDIA)
        uncovered = {"spoiler_text": "", "sensitive": False}
        body = {**uncovered, **text_fields(part), "media_ids": ids}
        body["media_attributes"] = [
            {"id": identifier, "description": attachment.alt}
            for identifier, attachment in zip(ids, part.attachments, strict=True)
        ]
        response = self._client.send("PUT", f"/api/v1/statuses/{remote.id}", body)
        return self._live(response, len(part.attachments))

    def check(self) -> Health:
        """Ask for the account, its token's scopes and the server's limits."""
        credentials = self._credentials()
        application = self._client.get("/api/v1/apps/verify_credentials")
        return health.of(credentials, parsed(application), self._server(again=True))

    def _send(self, body: Mapping[str, Any], key: str) -> Response:
        """The answer to publishing `body`.

        Pleroma and Akkoma replay errors, too (idempotency_plug.ex, header idempotent-replayed):
        such an answer is of an earlier try, this one did nothing, and the key is burnt.
        """
        honours_keys = self._server().honours_keys
        response = self._post(body, key if honours_keys else None)
        if not response.ok and response.headers.get("idempotent-replayed"):
            fresh = uuid.uuid5(uuid.UUID(key), self._clock.now().isoformat())
            response = self._post(body, str(fresh))
        return response

    def _post(self, body: Mapping[str, Any], key: str | None) -> Response:
        headers = {"Idempotency-Key": key} if key else {}
        return self._client.send("POST", "/api/v1/statuses", body, headers=headers)

    def _lost_media(self, part: Part, artefacts: Artefacts, response: Response) -> bool:
        """Whether the part was refused because media are gone, and may be sent with new ones.

        404 and 422 do not say what they mean (the texts are localised): ask for each medium.
        """
        if response.status not in _REFERENCES or not part.attachments:
            return False
        condition = self._uploads.inspect(part, artefacts)
        if condition is Condition.PROCESSING:
            again = self._clock.now() + MEDIA_WAIT
            raise TryLater(_PROCESSING, response.answer(), retry_at=again)
        return condition is Condition.GONE

    def _live(self, response: Response, sent_media: int) -> Remote:
        if not response.ok:
            raise refusal(response, self._clock.now())
        remote = remote_of(parsed(response), sent_media)
        if remote is None:
            raise refusal(response, self._clock.now())
        return remote

    def _server(self, *, again: bool = False) -> Instance:
        with self._learning:
            if self._instance is None or again:
                self._instance = instance.ask(self._client, self._clock.now())
            return self._instance

    def _own_id(self) -> str:
        if not self._id:
            self._id = str(self._credentials()["id"])
        return self._id

    def _credentials(self) -> Mapping[str, Any]:
        path = "/api/v1/accounts/verify_credentials"
        credentials = self._client.get_json(path)
        if not isinstance(credentials, dict) or not credentials.get("id"):
            return without_effect(_no_account)
        return credentials


def _no_account() -> Mapping[str, Any]:
    raise OutcomeUnknown(_NO_ACCOUNT)


_PROCESSING = Sentence(
    "Der Server verarbeitet noch ein Medium; veröffentlicht wird, sobald es fertig ist.",
    "The server is still processing a medium; the post goes out as soon as it is ready.",
)
_OTHER_MEDIA = Sentence(
    "Bilder und Videos eines erschienenen Beitrags lassen sich nicht austauschen. Ziehen Sie ihn "
    "zurück und veröffentlichen Sie ihn neu.",
    "Pictures and videos of a live post cannot be exchanged. Withdraw it and publish it anew.",
)
_NO_ACCOUNT = Sentence(
    "Der Server sagt nicht, welches Konto zum Token gehört.",
    "The server does not say which account the token belongs to.",
)
