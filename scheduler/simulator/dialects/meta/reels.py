# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reels as Meta's guide to publishing them tells (v25.0): begun, uploaded, finished."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from scheduler.simulator.world import SimMedium, World

TAKES = timedelta(seconds=20)


@dataclass
class Reel:
    """A video on its way: what has arrived, and since when it is to be published."""

    received: bytearray = field(default_factory=bytearray)
    medium: SimMedium | None = None
    finished_at: datetime | None = None


class ReelShelf:
    """The reels of the simulated pages."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._reels: dict[str, Reel] = {}

    def begin(self) -> str:
        """The id of a new one."""
        video = self._world.next_id()
        self._reels[video] = Reel()
        return video

    def take(self, video: str, rest: bytes, offset: int) -> bool:
        """Whether `rest` goes on where the last piece ended; with it the video is whole."""
        reel = self._reels.get(video)
        if reel is None or offset != len(reel.received):
            return False
        reel.received += rest
        whole = bytes(reel.received)
        medium = SimMedium(self._world.next_id(), "video/mp4", len(whole), whole)
        reel.medium = self._world.keep_medium(medium)
        return True

    def finish(self, video: str) -> SimMedium | None:
        """What is to be shown; None for a video that is not whole, or finished already."""
        reel = self._reels.get(video)
        if reel is None or reel.medium is None or reel.finished_at is not None:
            return None
        reel.finished_at = self._world.now()
        return reel.medium

    def phases(self, video: str, page: str) -> dict[str, Any] | None:
        """How far it has come; None for what is no reel."""
        reel = self._reels.get(video)
        if reel is None:
            return None
        age = self._world.now() - reel.finished_at if reel.finished_at else None
        is_live = age is not None and age >= TAKES
        publishing = "complete" if is_live else "in_progress" if age is not None else "not_started"
        uploading = "complete" if reel.medium else "in_progress"
        return {
            "id": video,
            "status": {
                "video_status": "ready" if is_live else "processing",
                "uploading_phase": {"status": uploading, "bytes_transfered": len(reel.received)},
                "processing_phase": {"status": "complete" if is_live else "not_started"},
                "publishing_phase": {"status": publishing},
            },
            **({"post_id": f"{page}_{video}"} if is_live else {}),
        }
