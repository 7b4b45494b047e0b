# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way of a video to the server: as a private one, in pieces, in a session that is stored first.

Nothing of this is public, so whatever goes wrong here leaves nothing in doubt. After a restart or a
lost answer the server is asked how far the session is (OpenAPI 8.1.0; node-uploadx, proto.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

from scheduler.http_client import UPLOAD, Request, Response, reviewed_bytes, without_effect
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part
from scheduler.model.platform import Artefacts, Connection
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.platforms.peertube.api import Api
from scheduler.platforms.peertube.composing import NO_VIDEO, described, name_of, video_of
from scheduler.platforms.peertube.refusals import parsed, refusal
from scheduler.platforms.peertube.settings import Settings

SESSION = "session"
VIDEO = "video"
PRIVATE = 3
RESUMPTIONS = 3
_RESUME = 308
_MEBIBYTE = 1024 * 1024
_RANGE = re.compile(r"bytes=0-(\d+)")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session is: the finished video, or how many bytes arrived; neither: it is gone."""

    video: Mapping[str, Any] | None = None
    received: int | None = None


class Uploads:
    """Uploads the video of a part, once; session and video live in the artefacts."""

    def __init__(self, settings: Settings, connection: Connection, api: Api) -> None:
        """Nothing is sent yet."""
        self._settings = settings
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._api = api

    def video(self, part: Part, artefacts: Artefacts) -> tuple[str, str]:
        """The uploaded video's id and its short name in addresses."""
        kept = artefacts.get(VIDEO)
        if not isinstance(kept, dict):
            shown = self._uploaded(part, artefacts)
            kept = {"id": str(shown.get("id")), "short": str(shown.get("shortUUID", ""))}
            artefacts.keep(VIDEO, kept)
        return str(kept["id"]), str(kept["short"])

    def _uploaded(self, part: Part, artefacts: Artefacts) -> Mapping[str, Any]:
        medium = video_of(part)
        if medium is None:
            raise Rejected(NO_VIDEO)
        content = reviewed_bytes(medium, self._workspace)
        kept = artefacts.get(SESSION)
        if isinstance(kept, dict):
            address = self._checked(str(kept["address"]))
            progress = self._asked(address, len(content))
            if progress == Progress():
                left = self._left_behind(part, str(kept["at"]))
                progress = Progress(video=left) if left else progress
        else:
            address, progress = "", Progress()
        if progress == Progress():
            address, progress = self._opened(part, medium, artefacts), Progress(received=0)
        return self._pieces(address, content, progress)

    def _opened(self, part: Part, medium: Attachment, artefacts: Artefacts) -> str:
        """A new session, stored before the first byte leaves."""
        path = "/videos/upload-resumable"
        headers = {
            "X-Upload-Content-Length": str(medium.size_bytes),
            "X-Upload-Content-Type": medium.mime,
        }
        extension = medium.path.rpartition(".")[2].lower()
        body: dict[str, Any] = {
            **described(part),
            "channelId": self._channel(),
            "filename": f"{medium.sha256[:16]}.{extension}",
            "privacy": PRIVATE,
            "downloadEnabled": self._settings.downloads,
        }
        chosen = {"category": self._settings.category, "licence": self._settings.licence}
        body |= {name: value for name, value in chosen.items() if value is not None}
        request = Request("POST", path, headers=headers, json=body)
        response = without_effect(lambda: self._api.done(self._api.call(request)))
        location = response.headers.get("Location", "")
        if not location:
            raise TryLater(_NO_SESSION, response.answer())
        address = self._checked(urljoin(f"{self._api.base}{path}", location))
        artefacts.keep(SESSION, {"address": address, "at": self._clock.now().isoformat()})
        return address

    def _channel(self) -> int:
        """The number of the video channel that is named, or of the first."""
        me = self._api.asked(Request("GET", "/users/me"))
        for each in me.get("videoChannels") or []:
            if self._settings.video_channel in {None, each.get("name")}:
                return int(each["id"])
        raise ChannelBlocked(_NO_CHANNEL)

    def _checked(self, address: str) -> str:
        """The token goes to this server only."""
        if urlsplit(address)[:2] != urlsplit(self._api.base)[:2]:
            raise ChannelBlocked(_ELSEWHERE)
        return address

    def _pieces(self, address: str, content: bytes, progress: Progress) -> Mapping[str, Any]:
        """Send what is missing; a piece whose fate is unclear is asked for, a few times."""
        resumptions = 0
        while progress.video is None:
            if progress.received is None:
                raise TryLater(_ENDED)
            try:
                progress = self._put(address, content, progress.received)
            except TryLater as error:
                resumptions += 1
                if resumptions > RESUMPTIONS or error.retry_at is not None:
                    raise
                progress = self._asked(address, len(content))
        return progress.video

    def _put(self, address: str, content: bytes, begin: int) -> Progress:
        data = content[begin : begin + self._settings.piece_mebibytes * _MEBIBYTE]
        stretch = f"bytes {begin}-{begin + len(data) - 1}/{len(content)}"
        headers = {"Content-Range": stretch, "Content-Type": "application/octet-stream"}
        request = Request("PUT", address, headers=headers, data=data, bounds=UPLOAD)
        return without_effect(lambda: self._progress(self._api.call(request)))

    def _asked(self, address: str, total: int) -> Progress:
        headers = {"Content-Range": f"bytes */{total}"}
        request = Request("PUT", address, headers=headers)
        return without_effect(lambda: self._progress(self._api.call(request)))

    def _progress(self, response: Response) -> Progress:
        if response.status == _RESUME:
            found = _RANGE.fullmatch(response.headers.get("Range", ""))
            return Progress(received=int(found[1]) + 1 if found else 0)
        if response.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
            return Progress()
        if response.status == HTTPStatus.CONFLICT:
            raise TryLater(_ENDED, response.answer())
        shown = parsed(self._api.done(response)).get("video")
        if not isinstance(shown, dict) or "id" not in shown:
            raise refusal(response, self._clock.now())
        return Progress(video=shown)

    def _left_behind(self, part: Part, since: str) -> Mapping[str, Any] | None:
        """The video of a session that ended after its last byte; None if there is none."""
        params = [("sort", "-createdAt"), ("count", "20"), ("search", name_of(part))]
        shown = self._api.asked(Request("GET", "/users/me/videos", params=params)).get("data") or []
        fit = [
            each
            for each in shown
            if each.get("name") == name_of(part) and str(each.get("createdAt", "")) >= since[:19]
        ]
        if len(fit) > 1:
            raise OutcomeUnknown(_SEVERAL)
        return fit[0] if fit else None


_NO_SESSION = Sentence(
    "PeerTube hat keine Adresse zum Hochladen genannt; veröffentlicht ist nichts.",
    "PeerTube named no address to upload to; nothing is published.",
)
_NO_CHANNEL = Sentence(
    "Das Konto hat keinen Videokanal dieses Namens. Prüfen Sie video_channel.",
    "The account has no video channel of this name. Check video_channel.",
)
_ELSEWHERE = Sentence(
    "PeerTube nennt zum Hochladen eine fremde Adresse; dorthin geht kein Token.",
    "PeerTube names an address of somebody else to upload to; no token goes there.",
)
_ENDED = Sentence(
    "PeerTube kennt diesen Stand des Uploads nicht; er wird neu erfragt.",
    "PeerTube does not know this state of the upload; it is asked for anew.",
)
_SEVERAL = Sentence(
    "Mehrere neue private Videos heißen so. Löschen Sie bei PeerTube alle bis auf eines.",
    "Several new private videos have this name. Delete all but one on PeerTube.",
)
