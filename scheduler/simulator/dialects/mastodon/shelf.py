# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The uploaded files of a server that no status shows yet."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from flask import Response

from scheduler.simulator.dialects.mastodon.answers import error
from scheduler.simulator.dialects.mastodon.flavour import Flavour
from scheduler.simulator.world import SimMedium, World

PROCESSING = timedelta(seconds=3)


class Shelf:
    """Whose each file is, since when it lies here, and whether a status has taken it."""

    def __init__(self, world: World, flavour: Flavour) -> None:
        self._world = world
        self._flavour = flavour
        self._lock = threading.Lock()
        self._put: dict[str, tuple[str, datetime]] = {}
        self._attached: set[str] = set()

    def put(self, medium: SimMedium, owner: str) -> None:
        """Keep `medium` for `owner`."""
        self._world.keep_medium(medium)
        with self._lock:
            self._put[medium.id] = (owner, self._world.now())

    def medium(self, medium_id: str, owner: str) -> SimMedium | None:
        """The file, if it is the owner's and not attached yet."""
        with self._lock:
            whose, _ = self._put.get(medium_id, ("", None))
            free = medium_id not in self._attached
        return self._world.medium(medium_id) if whose == owner and free else None

    def is_ready(self, medium: SimMedium) -> bool:
        """Whether it is processed; pictures are at once."""
        if not self._flavour.processes_video or medium.mime.startswith("image/"):
            return True
        with self._lock:
            _, put_at = self._put[medium.id]
        return self._world.now() - put_at >= PROCESSING

    def take(self, ids: list[str], owner: str) -> tuple[SimMedium, ...] | Response:
        """The files of `ids` in order, or why they cannot be attached."""
        found = [self.medium(each, owner) for each in ids]
        if None in found and not self._flavour.drops_unknown_media:
            return error(422, "Validation failed: Media attachment not found")
        media = tuple(medium for medium in found if medium is not None)
        if not all(self.is_ready(medium) for medium in media):
            return error(422, "Cannot attach files that have not finished processing")
        if len(media) > 1 and any(not each.mime.startswith("image/") for each in media):
            return error(422, "Cannot attach a video to a post that already contains images")
        return media

    def attach(self, media: tuple[SimMedium, ...]) -> None:
        """A status shows `media` now."""
        with self._lock:
            self._attached.update(medium.id for medium in media)
