# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Containers as Threads and Instagram keep them: made, processed, published once or expired."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import request

from scheduler.simulator.web_folder import fetched
from scheduler.simulator.world import SimMedium, World

TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
}
LIVES = timedelta(hours=24)
VIDEO_TAKES = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Container:
    """What was made of the fields of one request."""

    id: str
    account: str
    fields: Mapping[str, str]
    media: tuple[SimMedium, ...]
    made_at: datetime
    is_published: bool = False


class Shelf:
    """The containers of one platform."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = threading.Lock()
        self._containers: dict[str, Container] = {}

    def make(
        self, account: str, fields: Mapping[str, str], media: tuple[SimMedium, ...]
    ) -> Container:
        """A new container."""
        made = Container(self._world.next_id(), account, fields, media, self._world.now())
        with self._lock:
            self._containers[made.id] = made
        return made

    def get(self, identifier: str) -> Container | None:
        """The container of this id."""
        return self._containers.get(identifier)

    def status(self, container: Container) -> str:
        """IN_PROGRESS, FINISHED, PUBLISHED or EXPIRED."""
        age = self._world.now() - container.made_at
        if container.is_published:
            return "PUBLISHED"
        if age >= LIVES:
            return "EXPIRED"
        has_video = any(each.mime.startswith("video/") for each in container.media)
        return "IN_PROGRESS" if has_video and age < VIDEO_TAKES else "FINISHED"

    def take(self, identifier: str, account: str) -> Container | None:
        """The container, marked as published; None unless it is one that may be published now."""
        with self._lock:
            found = self._containers.get(identifier)
            if found is None or found.account != account or self.status(found) != "FINISHED":
                return None
            self._containers[identifier] = replace(found, is_published=True)
            return found


def fetched_medium(world: World, platform: str, address: str, alt: str | None) -> SimMedium | None:
    """What Meta fetches from `address`; None for what is not there, or is of no type it takes."""
    data = fetched(f"{request.host_url}{platform}/web", address)
    ending = address[address.rfind(".") :]
    if data is None or ending not in TYPES:
        return None
    medium = SimMedium(world.next_id(), TYPES[ending], len(data), data, alt)
    return world.keep_medium(medium)
