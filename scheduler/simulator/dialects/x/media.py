# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Uploads: pictures in one call, GIFs and videos in pieces that take a while to process."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from flask import Response, jsonify, request

from scheduler.simulator.dialects.x.answers import problem, rejected
from scheduler.simulator.world import SimMedium, World

PROCESSING_TAKES = timedelta(seconds=3)
CHECK_AFTER_SECONDS = 1
MOST_ALT = 1000
MOST_IMAGE = 5_000_000
LIFE_SECONDS = 86_400


@dataclass
class Upload:
    """A file that comes in pieces."""

    mime: str
    size: int
    pieces: dict[int, bytes] = field(default_factory=dict)
    finished_at: datetime | None = None


class Media:
    """What was uploaded, and how far its processing is."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._uploads: dict[str, Upload] = {}

    def whole(self) -> Response:
        """A picture in one call."""
        file = request.files.get("media")
        if file is None or request.form.get("media_category") != "tweet_image":
            return rejected(self._world)
        data = file.read()
        if len(data) > MOST_IMAGE:
            return rejected(self._world)
        number = self._world.next_id()
        self._world.keep_medium(SimMedium(number, file.mimetype, len(data), data))
        return _told(number, {"size": len(data), "expires_after_secs": LIFE_SECONDS})

    def initialize(self) -> Response:
        """The beginning of a file in pieces."""
        body = request.get_json()
        if body.get("media_category") not in {"tweet_gif", "tweet_video"}:
            return rejected(self._world)
        number = self._world.next_id()
        self._uploads[number] = Upload(body["media_type"], body["total_bytes"])
        return _told(number, {"expires_after_secs": LIFE_SECONDS})

    def append(self, number: str) -> Response:
        """One piece."""
        file = request.files.get("media")
        if file is None or number not in self._uploads:
            return rejected(self._world)
        self._uploads[number].pieces[int(request.form["segment_index"])] = file.read()
        return _told(number, {})

    def finalize(self, number: str) -> Response:
        """The end of it; processing begins."""
        upload = self._uploads[number]
        data = b"".join(upload.pieces[each] for each in sorted(upload.pieces))
        if len(data) != upload.size:
            return rejected(self._world)
        upload.finished_at = self._world.now()
        self._world.keep_medium(SimMedium(number, upload.mime, len(data), data))
        return _told(number, {"size": len(data), **self._processing(number)})

    def status(self) -> Response:
        """How far the processing is."""
        number = request.args.get("media_id", "")
        if request.args.get("command") != "STATUS":
            return rejected(self._world)
        return _told(number, self._processing(number))

    def describe(self) -> Response:
        """The alt text of a picture or GIF."""
        body = request.get_json()
        medium = self._world.medium(body["id"])
        alt = body["metadata"]["alt_text"]["text"]
        if medium is None or len(alt) > MOST_ALT:
            return rejected(self._world)
        if medium.mime.startswith("video/"):
            return problem(400, "Invalid Request", "alt_text is for images and GIFs")
        self._world.keep_medium(replace(medium, alt=alt))
        return jsonify({"data": {"id": medium.id, "associated_metadata": body["metadata"]}})

    def of(self, numbers: list[str]) -> tuple[SimMedium, ...] | None:
        """The media of a post; None where one is unknown or not ready."""
        found = [self._world.medium(each) for each in numbers]
        ready = all(self._state(each) in {"", "succeeded"} for each in numbers)
        if not ready or any(each is None for each in found):
            return None
        return tuple(replace(each, alt=each.alt or "") for each in found if each is not None)

    def _processing(self, number: str) -> dict[str, Any]:
        state = self._state(number)
        if not state:
            return {}
        waits = {"check_after_secs": CHECK_AFTER_SECONDS} if state != "succeeded" else {}
        return {"processing_info": {"state": state, **waits}}

    def _state(self, number: str) -> str:
        """How far a file in pieces is, "" for a picture."""
        upload = self._uploads.get(number)
        if upload is None:
            return ""
        if upload.finished_at is None:
            return "pending"
        done = self._world.now() - upload.finished_at >= PROCESSING_TAKES
        return "succeeded" if done else "in_progress"


def _told(number: str, more: dict[str, Any]) -> Response:
    return jsonify({"data": {"id": number, "media_key": f"3_{number}", **more}})
