# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pauses as the dispatcher sees them: those of the database and those of the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime

from scheduler.model.pause import Pause, Subject, last_to_end
from scheduler.store import pauses
from scheduler.store.claims import Claim
from scheduler.store.database import Transaction
from scheduler.worker.log import log, warn

PauseFile = Callable[[], Sequence[Pause]]


def no_file() -> Sequence[Pause]:
    """What a rehearsal reads: nothing is paused by a file."""
    return ()


class PauseWatch:
    """Says which claims a pause covers, and logs when one begins or ends."""

    def __init__(self, file: PauseFile) -> None:
        """`file` gives the pauses that stand beside config.yaml."""
        self._file = file
        self._seen: list[Pause] = []

    def covering(
        self, connection: Transaction, claims: Sequence[Claim], now: datetime
    ) -> dict[int, Pause]:
        """The pause of each of `claims` that is covered; one query where nothing is paused."""
        standing = self._noticed(pauses.standing(connection, now, claiming=True), now)
        if not standing:
            return {}
        posts = {claim.post for claim in claims}
        asked = any(pause.asks_post for pause in standing)
        known = pauses.subjects(connection, posts) if asked else {}
        covered = {}
        for claim in claims:
            subject = known.get(claim.post, Subject(""))
            subject = dataclasses.replace(subject, channel=claim.channel)
            pause = last_to_end(standing, subject, now)
            if pause is not None:
                covered[claim.id] = pause
        return covered

    def watch(self, connection: Transaction, now: datetime) -> list[Pause]:
        """The pauses that stand now."""
        return self._noticed(pauses.standing(connection, now), now)

    def _noticed(self, in_database: Sequence[Pause], now: datetime) -> list[Pause]:
        standing = [*in_database, *(pause for pause in self._file() if pause.stands_at(now))]
        for pause in standing:
            if pause not in self._seen:
                warn(
                    "pause.began",
                    pause=pause.id or "file",
                    actor=pause.actor,
                    reason=pause.reason,
                    until=pause.until,
                )
        for pause in self._seen:
            if pause not in standing:
                log("pause.ended", pause=pause.id or "file")
        self._seen = standing
        return standing
