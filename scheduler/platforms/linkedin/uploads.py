# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The media of a part: uploaded once, then asked until LinkedIn has processed them.

A place is asked for, filled with the bytes, and its state read (documentation of images,
2026-01); a video goes in pieces (public copies, 2026). Tokens of members may not read the state:
there a fixed time is waited.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, cast

from scheduler.http_client import Request, reviewed_bytes, without_effect
from scheduler.model.errors import OutcomeUnknown, Rejected
from scheduler.model.message import Part
from scheduler.model.platform import Artefacts, Connection, type_json
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.platforms.linkedin.composing import is_video
from scheduler.platforms.linkedin.refusals import UNPROCESSABLE, parsed
from scheduler.platforms.linkedin.rest import Rest, encoded
from scheduler.platforms.linkedin.settings import Settings

ARTEFACT = "media"
_VIDEO = "urn:li:video:"
POLLS = 20
BETWEEN_POLLS_SECONDS = 1.0
type_kept = dict[str, dict[str, str]]


class Uploads:
    """Uploads media in the author's name; their URNs live in the artefacts of the part."""

    def __init__(self, settings: Settings, connection: Connection, rest: Rest) -> None:
        """Nothing is uploaded yet."""
        self._settings = settings
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._rest = rest

    def prepare(self, part: Part, artefacts: Artefacts) -> None:
        """Upload what is missing and wait a little for it; `urns` asks again."""
        self._upload_missing(part, artefacts)
        for _ in range(POLLS):
            if self._all_ready(artefacts) or not self._settings.is_organisation:
                return
            self._clock.sleep(BETWEEN_POLLS_SECONDS)

    def urns(self, part: Part, artefacts: Artefacts) -> list[str] | None:
        """The URNs in the order of `media_of`; None while one is still processed."""
        self._upload_missing(part, artefacts)
        if not self._all_ready(artefacts):
            return None
        kept = _kept(artefacts)
        return [kept[label]["urn"] for label in _labels(part)]

    def _upload_missing(self, part: Part, artefacts: Artefacts) -> None:
        kept = _kept(artefacts)
        for label, medium in zip(_labels(part), media_of(part), strict=True):
            if label not in kept:
                urn = self._upload(medium)
                kept[label] = {"urn": urn, "at": self._clock.now().isoformat(), "ready": ""}
                _keep(artefacts, kept)

    def _upload(self, medium: Attachment) -> str:
        content = reviewed_bytes(medium, self._workspace)
        return self._video(content) if is_video(medium) else self._picture(content)

    def _picture(self, content: bytes) -> str:
        place = self._place("images", {}, {"uploadUrl", "image"})
        self._rest.upload(place["uploadUrl"], content)
        return str(place["image"])

    def _video(self, content: bytes) -> str:
        facts = {
            "fileSizeBytes": len(content),
            "uploadCaptions": False,
            "uploadThumbnail": False,
        }
        place = self._place("videos", facts, {"uploadInstructions", "video"})
        pieces = [
            self._rest.upload_piece(
                each["uploadUrl"], content[each["firstByte"] : each["lastByte"] + 1]
            )
            for each in place["uploadInstructions"]
        ]
        end = {
            "video": place["video"],
            "uploadToken": place.get("uploadToken", ""),
            "uploadedPartIds": pieces,
        }
        body = {"finalizeUploadRequest": end}
        request = Request("POST", "/rest/videos?action=finalizeUpload", json=body)
        without_effect(lambda: self._rest.done(self._rest.send(request)))
        return str(place["video"])

    def _place(self, kind: str, facts: Mapping[str, Any], needed: set[str]) -> Mapping[str, Any]:
        body = {"initializeUploadRequest": {"owner": self._settings.author, **facts}}
        request = Request("POST", f"/rest/{kind}?action=initializeUpload", json=body)

        def ask() -> Mapping[str, Any]:
            response = self._rest.done(self._rest.send(request))
            place = parsed(response).get("value")
            if isinstance(place, dict) and needed <= set(place):
                return place
            raise OutcomeUnknown(_NO_PLACE, response.answer())

        return without_effect(ask)

    def _all_ready(self, artefacts: Artefacts) -> bool:
        kept = _kept(artefacts)
        waiting = [entry for entry in kept.values() if not entry["ready"]]
        for entry in waiting:
            if not self._is_ready(entry):
                return False
            entry["ready"] = "yes"
        if waiting:
            _keep(artefacts, kept)
        return True

    def _is_ready(self, entry: Mapping[str, str]) -> bool:
        if not self._settings.is_organisation:
            return self._has_waited(entry)
        kind = "videos" if entry["urn"].startswith(_VIDEO) else "images"
        response = self._rest.ask(f"/rest/{kind}/{encoded(entry['urn'])}")
        if response.status == HTTPStatus.FORBIDDEN:
            return self._has_waited(entry)
        status = without_effect(lambda: parsed(self._rest.done(response))).get("status")
        if status == "PROCESSING_FAILED":
            raise Rejected(UNPROCESSABLE, response.answer())
        return status == "AVAILABLE"

    def _has_waited(self, entry: Mapping[str, str]) -> bool:
        wait = timedelta(seconds=self._settings.media_seconds)
        return self._clock.now() >= datetime.fromisoformat(entry["at"]) + wait


def media_of(part: Part) -> tuple[Attachment, ...]:
    """What is uploaded for `part`: its media, or the picture of its card."""
    thumbnail = part.card.image if part.card else None
    return (*part.attachments, *((thumbnail,) if thumbnail else ()))


def _labels(part: Part) -> list[str]:
    return [f"{place}:{each.sha256}" for place, each in enumerate(media_of(part))]


def _kept(artefacts: Artefacts) -> type_kept:
    kept = artefacts.get(ARTEFACT)
    if not isinstance(kept, dict):
        return {}
    return {label: {name: str(entry[name]) for name in entry} for label, entry in kept.items()}


def _keep(artefacts: Artefacts, kept: type_kept) -> None:
    artefacts.keep(ARTEFACT, cast("type_json", kept))


_NO_PLACE = Sentence(
    "LinkedIn hat für ein Medium keinen Platz genannt; veröffentlicht ist nichts.",
    "LinkedIn named no place for a medium; nothing is published.",
)
