# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page's videos: reels, begun, uploaded in one go or from where it broke off, and finished.

Meta's guide to publishing reels (v25.0). The video's id is kept before a byte is sent, and its
phases are asked before each step: nothing is public before the finishing call, and that call is
never repeated once publishing has begun.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.http_client import UPLOAD, HttpClient, Request, reviewed_bytes, without_effect
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part
from scheduler.model.platform import Artefacts
from scheduler.model.sentence import Sentence
from scheduler.platforms.meta import wording
from scheduler.platforms.meta.graph import Graph

ARTEFACT = "reel"
_FIELDS = "status,post_id,permalink_url"


class Phase(enum.Enum):
    """How far a reel has come."""

    UPLOADING = "uploading"
    READY = "ready"
    PUBLISHING = "publishing"
    LIVE = "live"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reel:
    """What Meta tells of one: its phase, how many bytes it has, and where it is live."""

    phase: Phase
    received: int = 0
    post: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Reels:
    """Uploads and publishes the reels of one page."""

    graph: Graph
    http: HttpClient
    token: Callable[[], str]
    page: str
    workspace: str

    def uploaded(self, part: Part, artefacts: Artefacts) -> tuple[str, Reel]:
        """The id of the video, all of whose bytes Meta has, and how far it has come."""
        video, address = self._begun(artefacts)
        reel = self.told(video)
        if reel.phase is Phase.UPLOADING:
            self._upload(address, reviewed_bytes(part.attachments[0], self.workspace), reel)
            reel = self.told(video)
        if reel.phase is Phase.UPLOADING:
            raise TryLater(_HALF)
        if reel.phase is Phase.FAILED:
            raise Rejected(_FAILED)
        return video, reel

    def finish(self, video: str, text: str) -> None:
        """Have it published; raises OutcomeUnknown where that stays open."""
        fields = {
            "upload_phase": "finish",
            "video_id": video,
            "video_state": "PUBLISHED",
            "description": text,
        }
        response = self.graph.send(f"{self.page}/video_reels", fields)
        if self.graph.result(response).get("success") is not True:
            raise OutcomeUnknown(wording.UNREADABLE, response.answer())

    def told(self, video: str) -> Reel:
        """What Meta tells of a video."""
        told = self.graph.asked(f"/{video}", fields=_FIELDS)
        status = told.get("status")
        phases = status if isinstance(status, dict) else {}
        return Reel(
            _phase(phases),
            _received(phases),
            str(told.get("post_id") or ""),
            str(told.get("permalink_url") or ""),
        )

    def _begun(self, artefacts: Artefacts) -> tuple[str, str]:
        """Id and upload address of the video; a lost answer leaves something nobody sees."""
        kept = artefacts.get(ARTEFACT)
        if isinstance(kept, dict):
            return str(kept["id"]), str(kept["address"])
        response = without_effect(
            lambda: self.graph.send(f"{self.page}/video_reels", {"upload_phase": "start"})
        )
        video = without_effect(lambda: self.graph.named(response, "video_id"))
        address = without_effect(lambda: self.graph.named(response, "upload_url"))
        if not self.graph.is_of_meta(address):
            raise ChannelBlocked(_STRANGE)
        artefacts.keep(ARTEFACT, {"id": video, "address": address})
        return video, address

    def _upload(self, address: str, content: bytes, reel: Reel) -> None:
        headers = {
            "Authorization": f"OAuth {self.token()}",
            "offset": str(reel.received),
            "file_size": str(len(content)),
            "Content-Type": "application/octet-stream",
        }
        data = content[reel.received :]
        request = Request("POST", address, headers=headers, data=data, bounds=UPLOAD)
        response = without_effect(lambda: self.http.call(request))
        without_effect(lambda: self.graph.result(response))


def kept_video(artefacts: Mapping[str, Any]) -> str:
    """The id of the video that was begun, "" where there is none."""
    kept = artefacts.get(ARTEFACT)
    return str(kept["id"]) if isinstance(kept, dict) else ""


def _phase(status: Mapping[str, Any]) -> Phase:
    uploading, processing, publishing = (
        _state(status, f"{name}_phase") for name in ("uploading", "processing", "publishing")
    )
    if "error" in {uploading, processing, publishing} or status.get("video_status") == "error":
        return Phase.FAILED
    if publishing == "complete":
        return Phase.LIVE
    if publishing in {"in_progress", "scheduled"}:
        return Phase.PUBLISHING
    return Phase.READY if uploading == "complete" else Phase.UPLOADING


def _state(status: Mapping[str, Any], name: str) -> str:
    phase = status.get(name)
    return str(phase.get("status")) if isinstance(phase, dict) else ""


def _received(status: Mapping[str, Any]) -> int:
    """How many bytes Meta has; the field is spelt so."""
    phase = status.get("uploading_phase")
    received = phase.get("bytes_transfered") if isinstance(phase, dict) else 0
    return received if isinstance(received, int) and received > 0 else 0


_HALF = Sentence(
    "Facebook hat das Video noch nicht ganz; das Hochladen geht gleich weiter.",
    "Facebook does not have all of the video yet; uploading goes on in a moment.",
)
_FAILED = Sentence(
    "Facebook konnte das Video nicht verarbeiten. Ein Reel ist hochkant (9:16), 3 bis 90 Sekunden "
    "lang und mindestens 540 × 960 Pixel groß. Ändern Sie es und stellen Sie den Beitrag neu ein.",
    "Facebook could not process the video. A reel is upright (9:16), 3 to 90 seconds long and at "
    "least 540 × 960 pixels large. Change it and queue the post again.",
)
_STRANGE = Sentence(
    "Facebook nennt zum Hochladen eine Adresse, die nicht zu Meta gehört; dorthin geht nichts.",
    "Facebook names an address for uploading that is not Meta's; nothing goes there.",
)
