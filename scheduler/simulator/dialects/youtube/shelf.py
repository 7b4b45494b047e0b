# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The videos of all channels, those that nobody can see yet included.

A video that was uploaded as private is a draft here: it becomes a post when its status is set
anew, or at once where it was uploaded for others to see.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from flask import request

from scheduler.simulator.dialects.youtube.answers import NAME, video_name, written
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World

PROCESSING_TAKES = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Video:
    """A video: what its owner says of it, its file, and its captions by language and name."""

    id: str
    owner: str
    snippet: dict[str, Any]
    status: dict[str, Any]
    file: SimMedium
    uploaded_at: datetime
    captions: dict[tuple[str, str], str] = field(default_factory=dict)
    removed: bool = False

    @property
    def text(self) -> str:
        """What people read: the title, and below the video the description."""
        title, description = self.snippet["title"], self.snippet.get("description", "")
        return f"{title}\n\n{description}" if description else str(title)


class Shelf:
    """Keeps videos and shows them to the world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = threading.RLock()
        self._videos: dict[str, Video] = {}

    def add(self, account: SimAccount, body: dict[str, Any], mime: str, data: bytes) -> Video:
        """A new video."""
        number = self._world.next_id()
        file = self._world.keep_medium(SimMedium(number, mime, len(data), data))
        status = {"privacyStatus": "public", **body.get("status", {})}
        video = Video(
            video_name(number),
            account.handle,
            dict(body["snippet"]),
            status,
            file,
            self._world.now(),
        )
        self.keep(video)
        if status["privacyStatus"] != "private":
            self.show(video)
        return video

    def keep(self, video: Video) -> Video:
        """Store a new state of a video."""
        with self._lock:
            self._videos[video.id] = video
        post = self._world.post(NAME, video.id)
        if post is not None:
            self._world.replace(self._post(video, post.created_at))
        return video

    def show(self, video: Video) -> None:
        """Make a draft a post; one that is a post already stays the same one."""
        if self._world.post(NAME, video.id) is None:
            self._world.publish(self._post(video, self._world.now()))

    def remove(self, video: Video) -> None:
        """Delete it."""
        self._world.delete(NAME, video.id)
        with self._lock:
            self._videos[video.id] = replace(video, removed=True)

    def of(self, owner: str) -> list[Video]:
        """The videos of a channel, newest first."""
        with self._lock:
            own = [each for each in self._videos.values() if each.owner == owner]
        return [each for each in reversed(own) if self._is_there(each)]

    def named(self, owner: str, identifiers: list[str]) -> list[Video]:
        """Those of them that are there."""
        return [each for each in self.of(owner) if each.id in identifiers]

    def resource(self, video: Video) -> dict[str, Any]:
        """A video as its owner gets it listed."""
        done = self._world.now() - video.uploaded_at >= PROCESSING_TAKES
        state = {"uploadStatus": "processed" if done else "uploaded"}
        told = {**video.snippet, "publishedAt": written(video.uploaded_at)}
        return {"id": video.id, "snippet": told, "status": {**video.status, **state}}

    def _is_there(self, video: Video) -> bool:
        gone = any(post.id == video.id and post.deleted for post in self._world.posts(NAME))
        return not video.removed and not gone

    def _post(self, video: Video, at: datetime) -> SimPost:
        captions = {f"{lang} {name}": text for (lang, name), text in video.captions.items()}
        return SimPost(
            id=video.id,
            platform=NAME,
            account=video.owner,
            text=video.text,
            created_at=at,
            lang=video.snippet.get("defaultLanguage"),
            visibility=video.status["privacyStatus"],
            media=(video.file,),
            url=f"{request.host_url}#post-{NAME}-{video.id}",
            raw={"snippet": video.snippet, "status": video.status, "captions": captions},
        )
