# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Uploads: resumable sessions for videos, and captions in one call of two parts."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Any

from flask import Response, json, jsonify, request

from scheduler.simulator.dialects.youtube.answers import NAME, error
from scheduler.simulator.dialects.youtube.shelf import Shelf, Video
from scheduler.simulator.world import SimAccount, World

PIECE_UNIT = 256 * 1024
MOST_TITLE = 100
MOST_DESCRIPTION_BYTES = 5000
UPLOADS_PER_DAY = 100
_PIECE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_QUESTION = re.compile(r"bytes \*/(\d+)")


@dataclass
class Session:
    """An upload that has begun; `video` once all of it is there."""

    body: dict[str, Any]
    mime: str
    size: int
    owner: SimAccount
    data: bytearray = field(default_factory=bytearray)
    video: Video | None = None


class Sessions:
    """Takes files."""

    def __init__(self, world: World, shelf: Shelf) -> None:
        self._world = world
        self._shelf = shelf
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._begun: list[str] = []

    def begin(self) -> Response:
        """Open a session; nothing is on the channel yet."""
        body, headers = request.get_json(), request.headers
        if request.args.get("uploadType") != "resumable":
            return error(400, "badRequest", "uploadType=resumable")
        refused = refused_words(body)
        if refused is not None:
            return refused
        today = f"{self._world.now():%Y-%m-%d}"
        if self._begun.count(today) >= UPLOADS_PER_DAY:
            return error(403, "quotaExceeded", "The request cannot be completed: quota.")
        self._begun.append(today)
        name = self._world.next_id()
        size = int(headers.get("X-Upload-Content-Length", 0))
        mime = headers.get("X-Upload-Content-Type", "")
        if not mime.startswith("video/") or not size:
            return error(400, "mediaBodyRequired", "The request does not include video content.")
        self._sessions[name] = Session(body, mime, size, self._account())
        address = f"{request.base_url}?uploadType=resumable&upload_id={name}"
        return Response(status=200, headers={"Location": address})

    def take(self) -> Response:
        """A piece, or the question how far the upload is."""
        session = self._sessions.get(request.args.get("upload_id", ""))
        if session is None:
            return error(404, "notFound", "No such upload session")
        with self._lock:
            stretch = request.headers.get("Content-Range", "")
            if not _QUESTION.fullmatch(stretch) and session.video is None:
                refused = self._append(session, _PIECE.fullmatch(stretch), request.get_data())
                if refused is not None:
                    return refused
            return self._state(session)

    def captions(self) -> Response:
        """A file of captions: JSON about it, and the file."""
        about, content = parts_of(request.headers["Content-Type"], request.get_data())
        snippet = json.loads(about)["snippet"]
        found = self._shelf.named(self._account().handle, [snippet["videoId"]])
        if not found:
            return error(404, "videoNotFound", "The video could not be found.")
        key = (snippet["language"], snippet["name"])
        if key in found[0].captions:
            return error(409, "captionExists", "The video already has such a caption track.")
        found[0].captions[key] = content.decode()
        self._shelf.keep(found[0])
        return jsonify({"kind": "youtube#caption", "id": self._world.next_id(), "snippet": snippet})

    def _append(
        self, session: Session, piece: re.Match[str] | None, data: bytes
    ) -> Response | None:
        if piece is None:
            return error(400, "badContent", "Content-Range")
        begin, end, total = (int(each) for each in piece.groups())
        whole = end + 1 == total
        fits = total == session.size and len(data) == end + 1 - begin
        if not fits or begin > len(session.data) or (len(data) % PIECE_UNIT and not whole):
            return error(400, "badContent", "The piece does not fit.")
        session.data[begin:] = data
        if len(session.data) == session.size:
            file = bytes(session.data)
            session.video = self._shelf.add(session.owner, session.body, session.mime, file)
        return None

    def _state(self, session: Session) -> Response:
        if session.video is not None:
            return jsonify(self._shelf.resource(session.video))
        received = len(session.data)
        headers = {"Range": f"bytes=0-{received - 1}"} if received else {}
        return Response(status=308, headers=headers)

    def _account(self) -> SimAccount:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        account = self._world.account_with(NAME, token)
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def parts_of(content_type: str, body: bytes) -> list[bytes]:
    """The contents of a body in parts (RFC 2387)."""
    boundary = content_type.rpartition("boundary=")[2].strip('"').encode()
    pieces = body.split(b"--" + boundary)[1:-1]
    return [each.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for each in pieces]


def refused_words(body: dict[str, Any]) -> Response | None:
    """The refusal of a title or description that YouTube does not take."""
    snippet = body.get("snippet", {})
    title, description = snippet.get("title", ""), snippet.get("description", "")
    if not title or len(title) > MOST_TITLE or set(title) & set("<>"):
        return error(400, "invalidTitle", "The request metadata specifies an invalid title.")
    if len(description.encode()) > MOST_DESCRIPTION_BYTES or set(description) & set("<>"):
        return error(400, "invalidDescription", "The request metadata: invalid description.")
    if not str(snippet.get("categoryId", "22")).isdigit():
        return error(400, "invalidCategoryId", "The request metadata: invalid category.")
    return None
