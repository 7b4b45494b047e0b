# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Marking what was claimed, before the wire; inside the caller's transaction, nothing commits.

A claim is a lease: owner, deadline and a token that grows with each claim, so that a late writer
is told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, update

from scheduler.model.delivery import CLAIMABLE, State
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.claims import Claim
from scheduler.store.types import Instant

_table = schema.deliveries


# Given a transaction and the host's time, what time it is for leases.
LeaseClock = Callable[[Connection, datetime], datetime]


def by_the_host(_connection: Connection, now: datetime) -> datetime:
    """The lease clock of a daemon that shares its database with none: the host's."""
    return now


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a claim, since when and until when.

    `until` goes by the clock that all daemons of the database share (see LeaseClock), `since` by
    the host's.
    """

    owner: str
    since: datetime
    until: datetime


def take(connection: Connection, claims: Sequence[Claim], lease: Lease) -> list[Claim]:
    """Move `claims` (fetched in this transaction) to `claimed` under a lease, to prepare them."""
    if not claims:
        return []
    connection.execute(
        update(_table)
        .where(_table.c.id.in_([claim.id for claim in claims]))
        .values(
            state=State.CLAIMED,
            owner=lease.owner,
            lease_until=lease.until,
            wake_at=lease.until,
            token=_table.c.token + 1,
            gate=None,
            reason=None,
            updated_at=lease.since,
        )
    )
    return [replace(claim, token=claim.token + 1, state=State.CLAIMED) for claim in claims]


def begin_attempts(connection: Connection, claims: Sequence[Claim], lease: Lease) -> list[Claim]:
    """Claim and mark in one: `sending`, with the attempt's row, before the wire.

    `claims` were fetched and asked their gates in this transaction, so no gate can close between
    the answer and the mark. The caller sends nothing until this is committed.
    """
    if not claims:
        return []
    connection.execute(
        _BEGIN,
        {
            "ids": [claim.id for claim in claims],
            "holder": lease.owner,
            "until": lease.until,
            "since": lease.since,
        },
    )
    begun = [_begun(claim, lease.since) for claim in claims]
    connection.execute(_ATTEMPT, [_attempt_row(claim, lease) for claim in begun])
    return begun


def unmark(connection: Connection, ids: Sequence[int], *, owner: str, now: datetime) -> None:
    """Take back marks whose commit was reported lost but may have happened: nothing was sent."""
    if not ids:
        return
    connection.execute(
        update(schema.attempts)
        .where(
            schema.attempts.c.delivery_id.in_(ids),
            schema.attempts.c.owner == owner,
            schema.attempts.c.outcome.is_(None),
        )
        .values(outcome="retrying", finished_at=now, reason=_NOT_SENT)
    )
    connection.execute(
        update(_table)
        .where(_table.c.id.in_(ids), _table.c.owner == owner, _table.c.state == State.SENDING)
        .values(
            state=State.RETRYING,
            owner=None,
            lease_until=None,
            wake_at=now,
            reason=_NOT_SENT,
            updated_at=now,
        )
    )


def give_back(
    connection: Connection, claims: Sequence[Claim], *, owner: str, now: datetime
) -> None:
    """Return claimed rows that never touched the wire: prepared now, or the daemon stops."""
    for state in CLAIMABLE:
        ids = [claim.id for claim in claims if _resting_state(claim) is state]
        if ids:
            connection.execute(
                update(_table)
                .where(
                    _table.c.id.in_(ids),
                    _table.c.state == State.CLAIMED,
                    _table.c.owner == owner,
                )
                .values(state=state, owner=None, lease_until=None, wake_at=now, updated_at=now)
            )


def _resting_state(claim: Claim) -> State:
    return State.RETRYING if claim.attempts else State.PLANNED


def _begun(claim: Claim, now: datetime) -> Claim:
    return replace(
        claim,
        state=State.SENDING,
        token=claim.token + 1,
        attempts=claim.attempts + 1,
        marked_at=now,
        begun_at=claim.begun_at or now,
        gate=None,
    )


def _attempt_row(claim: Claim, lease: Lease) -> dict[str, object]:
    return {
        "delivery_id": claim.id,
        "n": claim.attempts,
        "part": claim.next_part or 1,
        "owner": lease.owner,
        "token": claim.token,
        "started_at": lease.since,
    }


# Built once: to build a statement costs more than SQLite needs to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ATTEMPT = insert(schema.attempts)
_BEGIN = (
    update(_table)
    .where(_table.c.id.in_(_IDS))
    .values(
        state=State.SENDING,
        owner=bindparam("holder"),
        lease_until=bindparam("until"),
        wake_at=bindparam("until"),
        token=_table.c.token + 1,
        attempts=_table.c.attempts + 1,
        begun_at=func.coalesce(_table.c.begun_at, bindparam("since", type_=Instant)),
        gate=None,
        reason=None,
        updated_at=bindparam("since", type_=Instant),
    )
)
_NOT_SENT = Sentence(
    "Die Datenbank war nicht erreichbar, bevor gesendet wurde; es ist nichts hinausgegangen.",
    "The database could not be reached before sending; nothing has left.",
)
