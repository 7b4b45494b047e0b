# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Mentions are resolved once, when a post is planned, and the result is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from scheduler.model.clock import Clock
from scheduler.model.errors import LitfassError
from scheduler.model.message import Message
from scheduler.model.platform import Platform, Resolves
from scheduler.store.database import Database, Writer
from scheduler.store.facts import fact, set_fact
from scheduler.store.message_json import from_json, to_json


class MentionBook:
    """Finishes messages whose mentions need the platform's own ids."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        clock: Clock,
        open_channel: Callable[[str], Platform] | None,
    ) -> None:
        """`open_channel` None never asks the network; unknown mentions stay plain text."""
        self._database = database
        self._writer = writer
        self._clock = clock
        self._open_channel = open_channel

    def finish(self, channel: str, message: Message) -> Message:
        """`message` with mentions resolved; what cannot be resolved now stays plain text."""
        if not any(facet.kind == "mention" for part in message.parts for facet in part.facets):
            return message
        name = f"resolved:{channel}:{message.digest()}"
        with self._database.read() as connection:
            known = fact(connection, name)
        if known is not None:
            return from_json(known)
        resolved = self._resolve(channel, message)
        if resolved is None:
            return _without_mentions(message)
        now = self._clock.now()
        self._writer.run(lambda connection: set_fact(connection, name, to_json(resolved), now))
        return resolved

    def _resolve(self, channel: str, message: Message) -> Message | None:
        if self._open_channel is None:
            return None
        try:
            platform = self._open_channel(channel)
            return platform.resolve(message) if isinstance(platform, Resolves) else message
        except LitfassError:
            return None


def _without_mentions(message: Message) -> Message:
    parts = tuple(
        dataclasses.replace(
            part, facets=tuple(facet for facet in part.facets if facet.kind != "mention")
        )
        for part in message.parts
    )
    return dataclasses.replace(message, parts=parts)
