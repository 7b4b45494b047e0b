# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way of a video to YouTube: a session that is stored first, pieces, and the captions.

It is uploaded as private and shown to people by a later call, so whatever goes wrong here publishes
nothing. The session's address is kept before the first byte leaves: after a restart or a lost
answer YouTube is asked how far it is, and the same session goes on (guide of the resumable
protocol; public copies, 2026).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from scheduler.credentials import remember_secret
from scheduler.http_client import UPLOAD, Request, Response, reviewed_pieces, without_effect
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, Rejected, TryLater
from scheduler.model.message import Part
from scheduler.model.platform import Artefacts, Connection, type_json
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.platforms.youtube.api import UPLOAD_PATH, Api
from scheduler.platforms.youtube.captions import Captions
from scheduler.platforms.youtube.composing import NO_VIDEO, video_of
from scheduler.platforms.youtube.refusals import parsed
from scheduler.platforms.youtube.resource import resource_of
from scheduler.platforms.youtube.settings import Settings

SESSION = "session"
VIDEO = "video"
UPLOADED_AT = "uploaded_at"
RESUMPTIONS = 3
PAUSE = timedelta(seconds=2)
_RESUME = 308
_RANGE = re.compile(r"bytes=0-(\d+)")
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
Earlier = Callable[[Part, Mapping[str, Any]], str | None]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session is: the id of the finished video, or how many bytes have arrived.

    Neither for a session that YouTube does not know (any more).
    """

    video: str | None = None
    received: int | None = None


class Uploads:
    """Uploads the video of a part, once; its id and its session live in the artefacts."""

    def __init__(
        self, settings: Settings, connection: Connection, api: Api, earlier: Earlier
    ) -> None:
        """`earlier` looks for what an ended session may have left behind."""
        self._settings = settings
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._api = api
        self._earlier = earlier
        self._captions = Captions(api, connection.workspace)

    def video(self, part: Part, artefacts: Artefacts) -> str:
        """The id of the uploaded video, with its captions."""
        medium = video_of(part)
        if medium is None:
            raise Rejected(NO_VIDEO)
        known = artefacts.get(VIDEO)
        identifier = known if isinstance(known, str) else self._uploaded(part, medium, artefacts)
        self._captions.add(medium, part.lang, identifier, artefacts)
        return identifier

    def _uploaded(self, part: Part, medium: Attachment, artefacts: Artefacts) -> str:
        identifier = self._sent(part, medium, artefacts)
        artefacts.keep(VIDEO, identifier)
        artefacts.keep(UPLOADED_AT, self._clock.now().isoformat())
        return identifier

    def _sent(self, part: Part, medium: Attachment, artefacts: Artefacts) -> str:
        piece = reviewed_pieces(medium, self._workspace)
        kept = artefacts.get(SESSION)
        if isinstance(kept, dict):
            address = self._checked(str(kept["address"]))
            progress = self._asked(address, medium)
            if progress == Progress() and (left := self._earlier(part, kept)) is not None:
                return left
        else:
            address, progress = "", Progress()
        if progress == Progress():
            address, progress = self._opened(part, medium, artefacts), Progress(received=0)
        return self._pieces(address, medium, progress, piece)

    def _opened(self, part: Part, medium: Attachment, artefacts: Artefacts) -> str:
        """A new session, stored; an answer that is lost here leaves nothing behind."""
        notify = "true" if self._settings.notify else "false"
        request = Request(
            "POST",
            f"{UPLOAD_PATH}/videos",
            params=[
                ("uploadType", "resumable"),
                ("part", "id,snippet,status"),
                ("notifySubscribers", notify),
            ],
            headers={
                "X-Upload-Content-Length": str(medium.size_bytes),
                "X-Upload-Content-Type": medium.mime,
            },
            json=resource_of(part, self._settings, "private"),
        )

        def ask() -> str:
            response = self._api.done(self._api.send(request))
            address = response.headers.get("Location", "")
            if not address:
                raise OutcomeUnknown(_NO_SESSION, response.answer())
            return address

        address = self._checked(without_effect(ask))
        kept = {"address": address, "at": self._clock.now().isoformat()}
        artefacts.keep(SESSION, cast("type_json", kept))
        return address

    def _checked(self, address: str) -> str:
        """The token goes nowhere else; who knows the session's id could upload there."""
        if not address.startswith(f"{self._api.url}/"):
            raise ChannelBlocked(_ELSEWHERE)
        for name in parse_qs(urlsplit(address).query).get("upload_id", ()):
            remember_secret(name)
        return address

    def _pieces(
        self,
        address: str,
        medium: Attachment,
        progress: Progress,
        piece: Callable[[int, int], bytes],
    ) -> str:
        """Send what is missing; a piece whose fate is unclear is asked for, a few times."""
        resumptions = 0
        while progress.video is None:
            if progress.received is None:
                raise TryLater(_ENDED)
            try:
                data = piece(progress.received, self._settings.piece_bytes)
                progress = self._put(address, data, progress.received, medium.size_bytes)
            except TryLater as error:
                resumptions += 1
                if resumptions > RESUMPTIONS or error.retry_at is not None:
                    raise
                self._clock.sleep(PAUSE.total_seconds() * resumptions)
                progress = self._asked(address, medium)
        return progress.video

    def _put(self, address: str, data: bytes, begin: int, total: int) -> Progress:
        stretch = f"bytes {begin}-{begin + len(data) - 1}/{total}"
        headers = {"Content-Range": stretch, "Content-Type": "application/octet-stream"}
        request = Request("PUT", address, headers=headers, data=data, bounds=UPLOAD)
        return without_effect(lambda: self._progress(self._api.send(request)))

    def _asked(self, address: str, medium: Attachment) -> Progress:
        headers = {"Content-Range": f"bytes */{medium.size_bytes}"}
        request = Request("PUT", address, headers=headers)
        return without_effect(lambda: self._progress(self._api.send(request)))

    def _progress(self, response: Response) -> Progress:
        if response.status == _RESUME:
            found = _RANGE.fullmatch(response.headers.get("Range", ""))
            return Progress(received=int(found[1]) + 1 if found else 0)
        if response.status in _GONE:
            return Progress()
        identifier = parsed(self._api.done(response)).get("id")
        if isinstance(identifier, str) and identifier:
            return Progress(video=identifier)
        raise self._api.refused(response)


_NO_SESSION = Sentence(
    "YouTube hat keine Adresse zum Hochladen genannt; veröffentlicht ist nichts.",
    "YouTube named no address to upload to; nothing is published.",
)
_ELSEWHERE = Sentence(
    "YouTube nennt zum Hochladen eine Adresse, die nicht seine ist; dorthin geht kein Token.",
    "YouTube names an address to upload to that is not its own; no token goes there.",
)
_ENDED = Sentence(
    "YouTube kennt diesen Upload nicht mehr; er beginnt neu.",
    "YouTube does not know this upload any more; it begins anew.",
)
