# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Renews what restricts each delivery, whether or not its post can be read just now.

A post whose right is revoked has an error, and a faulty post keeps its last good plan; so this
goes by the deliveries themselves. What would be held at its time is held at once: everybody sees
it while there is time to act.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.model.delivery import GateName, State
from scheduler.model.restriction import Restriction, holding, opens_at
from scheduler.model.rights import RightsBook
from scheduler.operations.composing import Composition
from scheduler.planning.planner import Known, Wanted
from scheduler.planning.rights import restrictions_of
from scheduler.store import restrictions
from scheduler.store.database import Database, Transaction, Writer
from scheduler.store.restrictions import Restrained

CHUNK = 100
# The gates that this module closes and opens; what others hold is theirs.
OURS = frozenset({GateName.RIGHTS})


@dataclass(frozen=True, slots=True)
class _Renewal:
    """A delivery and what restricts it from now on."""

    row: Restrained
    fresh: tuple[Restriction, ...]


def renew_restrictions(database: Database, writer: Writer, book: RightsBook, now: datetime) -> int:
    """Bring all deliveries in line with `book`; returns how many changed."""
    with database.read() as connection:
        rows = restrictions.restrained(connection)
    renewals = [renewal for row in rows if (renewal := _renewal(row, book, now)) is not None]
    for chunk in _chunks(renewals):

        def write(connection: Transaction, chunk: Sequence[_Renewal] = chunk) -> None:
            for renewal in chunk:
                _write(connection, renewal, now)

        writer.run(write)
    return len(renewals)


def coming_holds(
    connection: Transaction, book: RightsBook, now: datetime
) -> Mapping[int, Restriction]:
    """Which planned deliveries a sync would hold, by id, and why; nothing is written."""
    found: dict[int, Restriction] = {}
    for row in restrictions.restrained(connection):
        renewal = _renewal(row, book, now)
        if renewal is None or row.state is not State.PLANNED:
            continue
        held = holding(renewal.fresh, row.turn_at(now))
        if held is not None and held.gate in OURS:
            found[row.id] = held
    return found


def _renewal(row: Restrained, book: RightsBook, now: datetime) -> _Renewal | None:
    others = tuple(one for one in row.restrictions if one.gate not in OURS)
    before = tuple(one for one in row.restrictions if one.gate in OURS)
    fresh = (*others, *restrictions_of(row.rights, row.channel, book, before))
    renewal = _Renewal(row, fresh)
    is_same = fresh == row.restrictions and not _holds_now(renewal, now)
    return None if is_same and not _lets_go(renewal, now) else renewal


def _write(connection: Transaction, renewal: _Renewal, now: datetime) -> None:
    row, fresh = renewal.row, renewal.fresh
    if fresh != row.restrictions:
        restrictions.renew(connection, row.id, fresh)
    found = holding(fresh, row.turn_at(now))
    if found is not None and _holds_now(renewal, now):
        restrictions.hold(connection, row, found, opens_at(fresh, row.turn_at(now)), now)
    elif _lets_go(renewal, now):
        restrictions.let_go(connection, row, now)


def _holds_now(renewal: _Renewal, now: datetime) -> bool:
    """Whether it is to be held from now on, or held for another reason than before."""
    row = renewal.row
    found = holding(renewal.fresh, row.turn_at(now))
    if found is None or found.gate not in OURS:
        return False
    if row.state is State.PLANNED:
        return True
    again = opens_at(renewal.fresh, row.turn_at(now))
    is_ours = row.state is State.HELD and row.gate in OURS
    return is_ours and (row.reason, row.wake_at) != (found.reason, again)


def _lets_go(renewal: _Renewal, now: datetime) -> bool:
    row = renewal.row
    is_ours = row.state is State.HELD and row.gate in OURS
    return is_ours and holding(renewal.fresh, row.turn_at(now)) is None


def _chunks(renewals: Sequence[_Renewal]) -> Iterator[Sequence[_Renewal]]:
    for start in range(0, len(renewals), CHUNK):
        yield renewals[start : start + CHUNK]


def published_wishes(compositions: Sequence[Composition], known: Sequence[Known]) -> list[Wanted]:
    """What is published as the files want it, but may rest on other rights."""
    live = {one.identity: one for one in known if one.state is State.PUBLISHED}
    wishes = [wish for made in compositions for wish in made.wanted()]
    return [wish for wish in wishes if wish.identity in live]
