# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The media of a part: read as they were reviewed, uploaded once, asked until they are ready.

Mastodon answers an upload of video or sound with 202 and its id with 206 until it is processed
(mastodon/documentation 2903485d, 2026-07-02); GoToSocial 0.20 and Hollo 0.6 answer 200 at once
(seen 2026-11). An id is kept before anything refers to it, so that a retry uploads nothing twice.
"""

from __future__ import annotations

import enum
import hashlib
from http import HTTPStatus
from pathlib import Path

from scheduler.http_client import Response
from scheduler.model.errors import OutcomeUnknown, Rejected
from scheduler.model.message import Part
from scheduler.model.platform import Artefacts
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.platforms.fediverse.client import Client
from scheduler.platforms.fediverse.refusals import parsed, refusal, without_effect

ARTEFACT = "media"
POLLS = 20
BETWEEN_POLLS_SECONDS = 1.0


class Condition(enum.Enum):
    """What a server says of an uploaded medium."""

    READY = "ready"
    PROCESSING = "processing"
    GONE = "gone"


class Uploads:
    """Uploads media and knows their ids; the ids live in the artefacts of each part."""

    def __init__(self, client: Client, workspace: str) -> None:
        """Paths of media start at `workspace`."""
        self._client = client
        self._workspace = Path(workspace)

    def prepare(self, part: Part, artefacts: Artefacts) -> None:
        """Upload what is missing and wait for it, but not for long: `ids` asks again."""
        self._upload_missing(part, artefacts)
        for _ in range(POLLS):
            if self._all_ready(part, artefacts):
                return
            self._client.clock.sleep(BETWEEN_POLLS_SECONDS)

    def ids(self, part: Part, artefacts: Artefacts) -> list[str] | None:
        """The ids in the order of the media; None while the server still processes one."""
        self._upload_missing(part, artefacts)
        if not self._all_ready(part, artefacts):
            return None
        kept = _kept(artefacts)
        return [kept[label][0] for label in _labels(part)]

    def inspect(self, part: Part, artefacts: Artefacts) -> Condition:
        """What the server says of the media after it has refused a part; forgets lost ones.

        Raises Rejected when it could not process one.
        """
        kept = _kept(artefacts)
        conditions = {label: self._condition(kept[label][0]) for label in _labels(part)}
        lost = {label for label, found in conditions.items() if found is Condition.GONE}
        if lost:
            _keep(artefacts, {label: kept[label] for label in kept if label not in lost})
            return Condition.GONE
        if Condition.PROCESSING in conditions.values():
            return Condition.PROCESSING
        return Condition.READY

    def _upload_missing(self, part: Part, artefacts: Artefacts) -> None:
        kept = _kept(artefacts)
        for label, attachment in zip(_labels(part), part.attachments, strict=True):
            if label not in kept:
                kept[label] = self._upload(attachment)
                _keep(artefacts, kept)

    def _all_ready(self, part: Part, artefacts: Artefacts) -> bool:
        kept = _kept(artefacts)
        waiting = [label for label in _labels(part) if not kept[label][1]]
        for label in waiting:
            identifier, _ = kept[label]
            if self._condition(identifier) is Condition.PROCESSING:
                return False
            kept[label] = (identifier, True)
        if waiting:
            _keep(artefacts, kept)
        return True

    def _upload(self, attachment: Attachment) -> tuple[str, bool]:
        """Its id, and whether it can be attached at once."""
        name = Path(attachment.path).name
        file = (name, self._content(attachment), attachment.mime)
        fields = {"description": attachment.alt} if attachment.alt else {}

        def send() -> tuple[str, bool]:
            response = self._client.upload("/api/v2/media", file, fields)
            if response.status == HTTPStatus.NOT_FOUND:  # before Mastodon 3.1.3
                response = self._client.upload("/api/v1/media", file, fields)
            identifier = _id(self._client.required(response))
            return identifier, response.status != HTTPStatus.ACCEPTED

        return without_effect(send)

    def _condition(self, identifier: str) -> Condition:
        response = self._client.get(f"/api/v1/media/{identifier}")
        if response.status == HTTPStatus.PARTIAL_CONTENT:
            return Condition.PROCESSING
        if response.ok:
            return Condition.READY
        if response.status == HTTPStatus.NOT_FOUND:
            return Condition.GONE
        if response.status == HTTPStatus.UNPROCESSABLE_ENTITY:
            raise Rejected(_UNPROCESSABLE, response.answer())
        error = refusal(response, self._client.clock.now())
        return without_effect(lambda: _raise(error))

    def _content(self, attachment: Attachment) -> bytes:
        try:
            content = (self._workspace / attachment.path).read_bytes()
        except OSError as error:
            raise _changed(attachment) from error
        if hashlib.sha256(content).hexdigest() != attachment.sha256:
            raise _changed(attachment)
        return content


def _labels(part: Part) -> list[str]:
    """A name for each medium that changes with its bytes, its alt text and its place."""
    return [
        hashlib.sha256(f"{place}\n{each.sha256}\n{each.alt}".encode()).hexdigest()[:32]
        for place, each in enumerate(part.attachments)
    ]


def _kept(artefacts: Artefacts) -> dict[str, tuple[str, bool]]:
    kept = artefacts.get(ARTEFACT)
    if not isinstance(kept, dict):
        return {}
    return {label: (str(entry["id"]), bool(entry["ready"])) for label, entry in kept.items()}


def _keep(artefacts: Artefacts, media: dict[str, tuple[str, bool]]) -> None:
    artefacts.keep(
        ARTEFACT,
        {label: {"id": identifier, "ready": ready} for label, (identifier, ready) in media.items()},
    )


def _id(response: Response) -> str:
    body = parsed(response)
    identifier = body.get("id") if isinstance(body, dict) else None
    if isinstance(identifier, str | int) and str(identifier):
        return str(identifier)
    raise OutcomeUnknown(_NAMELESS, response.answer())


def _raise(error: Exception) -> Condition:
    raise error


def _changed(attachment: Attachment) -> Rejected:
    return Rejected(
        Sentence(
            f"Das Medium {attachment.path} fehlt oder ist nicht mehr das, was geprüft wurde. "
            "Planen Sie den Beitrag neu (litfass sync).",
            f"The medium {attachment.path} is missing or no longer what was reviewed. Plan the "
            "post again (litfass sync).",
        )
    )


_UNPROCESSABLE = Sentence(
    "Der Server konnte ein Medium nicht verarbeiten. Speichern Sie es in einem anderen Format und "
    "stellen Sie den Beitrag neu ein.",
    "The server could not process a medium. Save it in another format and queue the post again.",
)
_NAMELESS = Sentence(
    "Der Server hat ein Medium angenommen, aber nicht gesagt, wie es heißt.",
    "The server took a medium but did not say what it is called.",
)
