# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Orders of a press officer in a crisis, given to a rig's database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scheduler.model.pause import Pause, Scope
from scheduler.model.sentence import Sentence
from scheduler.operations.resuming import Decision, Resume, Resumed, elapsed, resume
from scheduler.store import pauses
from tests.support.rig import Rig

ACTOR = "presse"


def pause(
    rig: Rig,
    scope: Scope | None = None,
    *,
    allow: Sequence[str] = (),
    until: datetime | None = None,
) -> Pause:
    """Pause now."""
    order = Pause("Hochwasser", ACTOR, rig.clock.now(), scope or Scope(), tuple(allow), until)
    said = Sentence("Pausiert", "Paused")
    return rig.database.run(lambda connection: pauses.begin(connection, order, said))


def go_on(
    rig: Rig,
    decision: Decision | None = None,
    *,
    posts: Sequence[str] = (),
    only: int | None = None,
) -> Resumed:
    """Resume, and decide the same about `posts` (all without)."""
    now = rig.clock.now()

    def act(connection) -> Resumed:
        standing = pauses.standing(connection, now)
        ending = tuple(each for each in standing if only is None or each.id == only)
        remaining = tuple(each for each in standing if each not in ending)
        order = Resume(ACTOR, now, ending, remaining)
        rows = elapsed(connection, order)
        chosen = [row.id for row in rows if not posts or row.post in posts]
        decisions = {} if decision is None else dict.fromkeys(chosen, decision)
        return resume(connection, order, decisions)

    return rig.database.run(act)
