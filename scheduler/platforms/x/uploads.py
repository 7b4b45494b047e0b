# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The media of a part: uploaded once, described, and asked until X has processed them.

Pictures go in one call, GIFs and videos in pieces (xdevplatform/docs 28713281, 2026-08-22).
Nobody sees them before a post shows them; an id that nobody uses lapses, usually after a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from scheduler.http_client import reviewed_bytes, without_effect
from scheduler.model.errors import OutcomeUnknown, Rejected
from scheduler.model.message import Part
from scheduler.model.platform import Artefacts, Connection, type_json
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.platforms.x.api import Api
from scheduler.platforms.x.composing import GIF, is_still, takes_alt

ARTEFACT = "media"
PIECE = 1_000_000
POLLS = 20
LIFE_SECONDS = 86_400
LAPSES_EARLY = timedelta(hours=1)
_PATH = "/2/media/upload"
type_kept = dict[str, dict[str, str]]


class Uploads:
    """Uploads media; their ids live in the artefacts of the part."""

    def __init__(self, api: Api, connection: Connection) -> None:
        """Nothing is uploaded yet."""
        self._api = api
        self._clock = connection.clock
        self._workspace = connection.workspace

    def prepare(self, part: Part, artefacts: Artefacts) -> None:
        """Upload what is missing and wait a little for it; `ids` asks again."""
        self._upload_missing(part, artefacts)
        for _ in range(POLLS):
            wait = self._still_processed(artefacts)
            if not wait:
                return
            self._clock.sleep(wait)

    def ids(self, part: Part, artefacts: Artefacts) -> list[str] | None:
        """The ids in the order of the media; None while X still processes one."""
        self._upload_missing(part, artefacts)
        if self._still_processed(artefacts):
            return None
        kept = _kept(artefacts)
        return [kept[label]["id"] for label in _labels(part)]

    def _upload_missing(self, part: Part, artefacts: Artefacts) -> None:
        kept = {label: entry for label, entry in _kept(artefacts).items() if self._lives(entry)}
        for label, medium in zip(_labels(part), part.attachments, strict=True):
            if label not in kept:
                kept[label] = self._upload(medium)
                _keep(artefacts, kept)

    def _upload(self, medium: Attachment) -> dict[str, str]:
        content = reviewed_bytes(medium, self._workspace)
        told = self._whole(medium, content) if is_still(medium) else self._pieces(medium, content)
        identifier = _id(told)
        if medium.alt and takes_alt(medium):
            alt = {"id": identifier, "metadata": {"alt_text": {"text": medium.alt}}}
            self._api.made("/2/media/metadata", alt)
        life = told.get("expires_after_secs")
        life = life if isinstance(life, int) else LIFE_SECONDS
        lapses_at = self._clock.now() + timedelta(seconds=life) - LAPSES_EARLY
        ready = "" if _wait(told) else "yes"
        return {"id": identifier, "lapses_at": lapses_at.isoformat(), "ready": ready}

    def _whole(self, medium: Attachment, content: bytes) -> Mapping[str, Any]:
        fields = {"media_category": "tweet_image"}
        return self._api.upload(_PATH, content, medium.mime, fields)

    def _pieces(self, medium: Attachment, content: bytes) -> Mapping[str, Any]:
        category = "tweet_gif" if medium.mime == GIF else "tweet_video"
        start = {
            "media_type": medium.mime,
            "total_bytes": len(content),
            "media_category": category,
        }
        identifier = _id(self._api.made(f"{_PATH}/initialize", start))
        for number, at in enumerate(range(0, len(content), PIECE)):
            piece, fields = content[at : at + PIECE], {"segment_index": str(number)}
            self._api.upload(f"{_PATH}/{identifier}/append", piece, medium.mime, fields)
        return {"id": identifier, **self._api.made(f"{_PATH}/{identifier}/finalize", {})}

    def _still_processed(self, artefacts: Artefacts) -> float:
        """How many seconds to wait before asking again; 0 when all are ready."""
        kept = _kept(artefacts)
        for entry in kept.values():
            if not entry["ready"]:
                wait = self._asked(entry["id"])
                if wait:
                    return wait
                entry["ready"] = "yes"
                _keep(artefacts, kept)
        return 0.0

    def _asked(self, identifier: str) -> float:
        told = self._api.asked(_PATH, command="STATUS", media_id=identifier).get("data")
        return _wait(told if isinstance(told, dict) else {})

    def _lives(self, entry: Mapping[str, str]) -> bool:
        return self._clock.now() < datetime.fromisoformat(entry["lapses_at"])


def _wait(told: Mapping[str, Any]) -> float:
    """Seconds until X wants to be asked again; 0 for what is ready; Rejected for what failed."""
    processing = told.get("processing_info")
    if not isinstance(processing, dict) or processing.get("state") == "succeeded":
        return 0.0
    if processing.get("state") == "failed":
        raise Rejected(_UNPROCESSABLE)
    after = processing.get("check_after_secs")
    return float(after) if isinstance(after, int) and after > 0 else 1.0


def _id(told: Mapping[str, Any]) -> str:
    identifier = told.get("id")
    if isinstance(identifier, str) and identifier:
        return identifier
    return without_effect(_nameless)


def _nameless() -> str:
    raise OutcomeUnknown(_NAMELESS)


def _labels(part: Part) -> list[str]:
    return [f"{place}:{each.sha256}:{each.alt}" for place, each in enumerate(part.attachments)]


def _kept(artefacts: Artefacts) -> type_kept:
    kept = artefacts.get(ARTEFACT)
    if not isinstance(kept, dict):
        return {}
    return {label: {name: str(entry[name]) for name in entry} for label, entry in kept.items()}


def _keep(artefacts: Artefacts, kept: type_kept) -> None:
    artefacts.keep(ARTEFACT, cast("type_json", kept))


PROCESSING = Sentence(
    "X verarbeitet noch ein Medium; veröffentlicht wird, sobald es fertig ist.",
    "X is still processing a medium; the post goes out as soon as it is ready.",
)
_UNPROCESSABLE = Sentence(
    "X konnte ein Medium nicht verarbeiten. Speichern Sie es in einem anderen Format und stellen "
    "Sie den Beitrag neu ein.",
    "X could not process a medium. Save it in another format and queue the post again.",
)
_NAMELESS = Sentence(
    "X hat ein Medium angenommen, aber nicht gesagt, wie es heißt.",
    "X took a medium but did not say what it is called.",
)
