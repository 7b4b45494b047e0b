# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What keeps posts from going out just now; what every output says first.

Pauses stand in the database and in the file; why a living daemon claims nothing, it tells itself.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.config import Settings
from scheduler.model.errors import LitfassError
from scheduler.model.pause import Pause
from scheduler.model.sentence import Sentence
from scheduler.operations.pause_file import pause_file, read_pauses
from scheduler.store import pauses
from scheduler.store.daemons import last_beat
from scheduler.store.database import Transaction
from scheduler.store.facts import told_holds
from scheduler.store.looking import existing

ALIVE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """The pauses in force; `undecided` counts what an ended one left behind for a person.

    `holds` is why the daemon claims nothing (a clock that is doubted, a full disk).
    """

    pauses: tuple[Pause, ...] = ()
    undecided: int = 0
    holds: tuple[Sentence, ...] = ()


def standing(settings: Settings, now: datetime) -> Standing:
    """What is paused; nothing is written, and a database that cannot be read has no say."""
    in_file = [each for each in read_pauses(pause_file(settings.folder)) if each.stands_at(now)]
    in_database: list[Pause] = []
    undecided = 0
    holds: tuple[Sentence, ...] = ()
    with contextlib.suppress(LitfassError):
        database = existing(settings.database_url())
        if database is not None:
            with contextlib.closing(database), database.read() as connection:
                if pauses.is_known(connection):
                    in_database = pauses.standing(connection, now)
                    undecided = pauses.count_undecided(connection)
                    holds = _holds(connection, now)
    return Standing((*in_database, *in_file), undecided, holds)


def _holds(connection: Transaction, now: datetime) -> tuple[Sentence, ...]:
    """What the daemon told, if it is one that lives."""
    beat = last_beat(connection)
    if beat is None or abs(now - beat) > ALIVE:
        return ()
    return tuple(told_holds(connection).values())


def standing_in(connection: Transaction, settings: Settings, now: datetime) -> list[Pause]:
    """The pauses in force, asked within a transaction."""
    in_file = read_pauses(pause_file(settings.folder))
    return [*pauses.standing(connection, now), *(each for each in in_file if each.stands_at(now))]
