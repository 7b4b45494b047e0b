# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Claiming what is due, and marking it before the wire.

Everything here runs inside the caller's transaction; nothing commits. A claim is a lease: owner,
deadline and a token that grows with each claim, so that a late writer is told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    insert,
    select,
    update,
)

from scheduler.model.delivery import CLAIMABLE, GateName, State
from scheduler.model.message import Message, Remote
from scheduler.model.post import OnMissed
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.message_json import from_json, remote_from_row
from scheduler.store.types import Instant

_table = schema.deliveries
_WITHIN = "publish_within:"
_CANDIDATE = (_table.c.id, _table.c.channel, _table.c.state, _table.c.wake_at)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that wants attention, in its order: what it is and for which channel."""

    id: int
    channel: str
    state: State
    wake_at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery in hand: everything needed to publish it and to write down what came of it."""

    id: int
    post: str
    channel: str
    platform: str
    key: str
    state: State
    due_at: datetime
    message: Message
    artefacts: Mapping[str, Mapping[str, Any]]
    live: Mapping[int, Remote]
    token: int
    attempts: int
    failures: int
    looks: int
    on_missed: OnMissed
    begun_at: datetime | None = None
    ordered_at: datetime | None = None
    not_after: datetime | None = None
    embargo_until: datetime | None = None
    prepared_at: datetime | None = None
    reason: Sentence | None = None
    gate: GateName | None = None

    @property
    def has_media(self) -> bool:
        """Whether there is anything to upload before publishing."""
        return any(
            part.attachments or (part.card is not None and part.card.image is not None)
            for part in self.message.parts
        )

    @property
    def next_part(self) -> int | None:
        """The first part (from 1) that is not confirmed; None when all are live."""
        numbers = range(1, len(self.message.parts) + 1)
        return next((number for number in numbers if number not in self.live), None)


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a claim, since when and until when."""

    owner: str
    since: datetime
    until: datetime


def on_missed_text(policy: OnMissed) -> str:
    """`policy` as the column keeps it."""
    if policy.within is None:
        return policy.policy
    return f"{_WITHIN}{int(policy.within.total_seconds())}"


def on_missed_from(text: str) -> OnMissed:
    """The policy that `on_missed_text` wrote."""
    if text.startswith(_WITHIN):
        return OnMissed("publish_within", timedelta(seconds=int(text[len(_WITHIN) :])))
    return OnMissed("drop" if text == "drop" else "hold")


def next_wake(connection: Connection, *, without: Sequence[str] = ()) -> datetime | None:
    """When the next row wants attention; one look into the index."""
    query = select(func.min(_table.c.wake_at)).where(_table.c.wake_at.is_not(None))
    if without:
        query = query.where(_table.c.channel.not_in(without))
    return connection.execute(query).scalar()


def candidates(
    connection: Connection, now: datetime, *, limit: int, without: Sequence[str] = ()
) -> list[Candidate]:
    """Rows whose time has come, oldest first, leaving out the channels in `without`."""
    query = select(*_CANDIDATE).where(*_due(now, without))
    return _candidates(connection, query.order_by(_table.c.wake_at, _table.c.id).limit(limit))


def fair_candidates(
    connection: Connection, now: datetime, *, limit: int, each: int, without: Sequence[str] = ()
) -> list[Candidate]:
    """As `candidates`, but at most `each` of one channel: a flood on one must not hide others."""
    place = func.row_number().over(
        partition_by=_table.c.channel, order_by=(_table.c.wake_at, _table.c.id)
    )
    due = select(*_CANDIDATE, place.label("place")).where(*_due(now, without)).subquery()
    query = select(due).where(due.c.place <= each).order_by(due.c.wake_at, due.c.id)
    return _candidates(connection, query.limit(limit))


def upcoming(connection: Connection, until: datetime, *, limit: int) -> list[Claim]:
    """Unprepared deliveries due before `until`, for the work that is done ahead."""
    query = (
        select(_table)
        .where(
            _table.c.wake_at.is_not(None),
            _table.c.wake_at <= until,
            _table.c.state.in_(CLAIMABLE),
            _table.c.prepared_at.is_(None),
        )
        .order_by(_table.c.wake_at, _table.c.id)
        .limit(limit)
    )
    return _claims(connection, list(connection.execute(query)))


def fetch(connection: Connection, ids: Sequence[int], now: datetime) -> list[Claim]:
    """The rows of `ids` that still want attention, locked; another daemon's are skipped."""
    if not ids:
        return []
    query = _locking(select(_table).where(_table.c.id.in_(ids), _table.c.wake_at <= now))
    rows = sorted(connection.execute(query), key=lambda row: (row.wake_at, row.id))
    return _claims(connection, rows)


def unconfirmed_of(connection: Connection, channel: str, now: datetime) -> list[Claim]:
    """The unconfirmed deliveries of `channel` whose look is due: one look serves them all."""
    query = _locking(
        select(_table)
        .where(
            _table.c.channel == channel,
            _table.c.state == State.UNCONFIRMED,
            _table.c.wake_at <= now,
        )
        .order_by(_table.c.id)
    )
    return _claims(connection, list(connection.execute(query)))


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
        update(_table)
        .where(_table.c.id.in_([claim.id for claim in claims]))
        .values(
            state=State.SENDING,
            owner=lease.owner,
            lease_until=lease.until,
            wake_at=lease.until,
            token=_table.c.token + 1,
            attempts=_table.c.attempts + 1,
            begun_at=func.coalesce(
                _table.c.begun_at, bindparam("begun", lease.since, type_=Instant)
            ),
            gate=None,
            reason=None,
            updated_at=lease.since,
        )
    )
    begun = [_begun(claim, lease.since) for claim in claims]
    connection.execute(insert(schema.attempts), [_attempt_row(claim, lease) for claim in begun])
    return begun


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


def _due(now: datetime, without: Sequence[str]) -> list[ColumnElement[bool]]:
    terms = [_table.c.wake_at.is_not(None), _table.c.wake_at <= now]
    return [*terms, _table.c.channel.not_in(without)] if without else terms


def _candidates(connection: Connection, query: Select[Any]) -> list[Candidate]:
    return [
        Candidate(row.id, row.channel, State(row.state), row.wake_at)
        for row in connection.execute(query)
    ]


def _resting_state(claim: Claim) -> State:
    return State.RETRYING if claim.attempts else State.PLANNED


def _begun(claim: Claim, now: datetime) -> Claim:
    return replace(
        claim,
        state=State.SENDING,
        token=claim.token + 1,
        attempts=claim.attempts + 1,
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


def _locking(query: Select[Any]) -> Select[Any]:
    """Skip what other daemons hold; SQLite knows no row locks and ignores it."""
    return query.with_for_update(skip_locked=True)


def _claims(connection: Connection, rows: Sequence[Row[Any]]) -> list[Claim]:
    live = _live_parts(connection, [row.id for row in rows if row.begun_at is not None])
    return [claim_from_row(row, live.get(row.id, {})) for row in rows]


def _live_parts(connection: Connection, ids: Sequence[int]) -> dict[int, dict[int, Remote]]:
    if not ids:
        return {}
    table = schema.parts
    found: dict[int, dict[int, Remote]] = {}
    for row in connection.execute(select(table).where(table.c.delivery_id.in_(ids))):
        remote = remote_from_row(row.remote_id, row.url, row.extra)
        found.setdefault(row.delivery_id, {})[row.part] = remote
    return found


def claim_from_row(row: Row[Any], live: Mapping[int, Remote]) -> Claim:
    """A delivery's row as a claim."""
    return Claim(
        id=row.id,
        post=row.post_id,
        channel=row.channel,
        platform=row.platform,
        key=row.key,
        state=State(row.state),
        due_at=row.due_at,
        message=from_json(row.message),
        artefacts=row.artefacts,
        live=live,
        token=row.token,
        attempts=row.attempts,
        failures=row.failures,
        looks=row.looks,
        on_missed=on_missed_from(row.on_missed),
        begun_at=row.begun_at,
        ordered_at=row.ordered_at,
        not_after=row.not_after,
        embargo_until=row.embargo_until,
        prepared_at=row.prepared_at,
        reason=row.reason,
        gate=GateName(row.gate) if row.gate else None,
    )
