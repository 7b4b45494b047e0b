# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Posts on their way: a name, the pieces of the file, and what became of it."""

from __future__ import annotations

import re
import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import Response, request

from scheduler.simulator.dialect import publishes
from scheduler.simulator.dialects.tiktok.answers import NAME, asking, error, rate_limited, told
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World

WORKING_TAKES = timedelta(seconds=3)
WINDOW = timedelta(minutes=1)
INITS_PER_WINDOW = 6
MOST_TITLE = 2200
FEWEST_PIECE, MOST_PIECE, MOST_LAST = 5_000_000, 64_000_000, 128_000_000
PRIVACY = {"PUBLIC_TO_EVERYONE": "public", "SELF_ONLY": "private"}
_PIECE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


@dataclass
class Upload:
    """A post that has a name and no file yet, or all of it; `post` is its public id."""

    info: dict[str, Any]
    size: int
    piece: int
    owner: SimAccount
    data: bytearray = field(default_factory=bytearray)
    post: str = ""
    finished_at: datetime | None = None


class Uploads:
    """Takes files and publishes each when its last byte is there."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = threading.Lock()
        self._uploads: dict[str, Upload] = {}
        self._begun: dict[str, deque[datetime]] = {}

    def begin(self) -> Response:
        """Give a name and an address; nothing is published."""
        body, account = request.get_json(), asking(self._world)
        if self._is_too_fast(account):
            return rate_limited(self._world, WINDOW.total_seconds())
        info, source = body["post_info"], body["source_info"]
        refused = _refused(info, source)
        if refused is not None:
            return refused
        name = f"v_pub_file~v2-1.{self._world.next_id()}"
        self._uploads[name] = Upload(info, source["video_size"], source["chunk_size"], account)
        base = request.base_url.partition("/v2/")[0]
        return told(
            {"publish_id": name, "upload_url": f"{base}/upload/{name}?upload_token=t{name}"}
        )

    @publishes
    def take(self, name: str) -> Response:
        """A piece; with the last one the post goes out."""
        upload, headers = self._uploads.get(name), request.headers
        found = _PIECE.fullmatch(headers.get("Content-Range", ""))
        if upload is None or request.args.get("upload_token") != f"t{name}":
            return Response(status=403)
        with self._lock:
            data = request.get_data()
            if found is None or upload.finished_at or not _fits(upload, found, data):
                return Response(status=416)
            upload.data += data
            if len(upload.data) < upload.size:
                return Response(status=206)
            self._publish(upload)
        return Response(status=201)

    def status(self) -> Response:
        """How far a post is; its public id once it was checked, and only of public ones."""
        upload = self._uploads.get(request.get_json().get("publish_id", ""))
        if upload is None:
            return error(400, "invalid_publish_id", "The publish_id does not exist.")
        if upload.finished_at is None:
            return told({"status": "PROCESSING_UPLOAD", "uploaded_bytes": len(upload.data)})
        if self._world.now() - upload.finished_at < WORKING_TAKES:
            return told({"status": "PROCESSING_DOWNLOAD"})
        is_public = PRIVACY[upload.info["privacy_level"]] == "public"
        ids = [int(upload.post)] if is_public else []
        return told({"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": ids})

    def _publish(self, upload: Upload) -> None:
        upload.post = self._world.next_id()
        upload.finished_at = self._world.now()
        data = bytes(upload.data)
        medium = SimMedium(self._world.next_id(), "video/mp4", len(data), data)
        self._world.publish(
            SimPost(
                id=upload.post,
                platform=NAME,
                account=upload.owner.handle,
                text=upload.info.get("title", ""),
                created_at=self._world.now(),
                visibility=PRIVACY[upload.info["privacy_level"]],
                media=(self._world.keep_medium(medium),),
                url=f"{request.host_url}#post-{NAME}-{upload.post}",
                raw=upload.info,
            )
        )

    def _is_too_fast(self, account: SimAccount) -> bool:
        begun, now = self._begun.setdefault(account.handle, deque()), self._world.now()
        while begun and now - begun[0] >= WINDOW:
            begun.popleft()
        begun.append(now)
        return len(begun) > INITS_PER_WINDOW


def _refused(info: dict[str, Any], source: dict[str, Any]) -> Response | None:
    if info.get("privacy_level") not in PRIVACY:
        return error(403, "privacy_level_option_mismatch", "privacy_level")
    if len(info.get("title", "").encode("utf-16-le")) // 2 > MOST_TITLE:
        return error(400, "invalid_params", "title")
    size, piece, count = (
        source[name] for name in ("video_size", "chunk_size", "total_chunk_count")
    )
    last = size - piece * (count - 1)
    whole = count == 1 and piece == size <= MOST_PIECE
    pieces = count == size // piece and FEWEST_PIECE <= piece <= MOST_PIECE and last <= MOST_LAST
    if source.get("source") != "FILE_UPLOAD" or not (whole or pieces):
        return error(400, "invalid_params", "chunk_size, total_chunk_count")
    return None


def _fits(upload: Upload, found: re.Match[str], data: bytes) -> bool:
    begin, end, total = (int(each) for each in found.groups())
    in_order = begin == len(upload.data) and len(data) == end + 1 - begin
    is_last = end + 1 == upload.size
    return in_order and total == upload.size and (is_last or len(data) == upload.piece)
