# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What wants attention now, and the claims that are read of it.

Everything here runs inside the caller's transaction; nothing commits, and nothing is changed:
that is done in marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    select,
)

from scheduler.model.approval import Choice
from scheduler.model.delivery import CLAIMABLE, GateName, State
from scheduler.model.message import Message, Remote
from scheduler.model.post import OnMissed
from scheduler.model.restriction import Restriction
from scheduler.model.sentence import Sentence
from scheduler.store import schema
from scheduler.store.doubts import Doubt, doubts
from scheduler.store.message_json import from_json, remote_from_row
from scheduler.store.restriction_json import restrictions_from
from scheduler.store.types import EPOCH

_table = schema.deliveries
_WITHIN = "publish_within:"
CLOCKS_DIFFER = timedelta(minutes=10)  # a platform's clock and ours, generously
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
    """A delivery in hand: everything needed to publish it and to write down what came of it.

    `marked_at` is when its row last changed: for one that is being sent, the mark. `doubt`
    is there when an earlier try may have gone through although no answer came (see doubts).
    """

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
    marked_at: datetime = EPOCH
    begun_at: datetime | None = None
    ordered_at: datetime | None = None
    not_after: datetime | None = None
    embargo_until: datetime | None = None
    prepared_at: datetime | None = None
    reason: Sentence | None = None
    gate: GateName | None = None
    doubt: Doubt | None = None
    occurrence: int = 1
    digest: str = ""
    approval_hash: str | None = None
    choice: Choice = field(default_factory=Choice)
    restrictions: tuple[Restriction, ...] = ()
    finding: Sentence | None = None

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
class Search:
    """Unconfirmed claims of one channel, and the remote ids there that are known as others'."""

    claims: tuple[Claim, ...]
    taken: frozenset[str] = frozenset()


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
    connection: Connection,
    now: datetime,
    *,
    limit: int,
    without: Sequence[str] = (),
    only: Sequence[str] | None = None,
) -> list[Candidate]:
    """Rows whose time has come, oldest first: not on channels `without`, or on those in `only`."""
    query = select(*_CANDIDATE).where(*_due(now, without))
    if only is not None:
        query = query.where(_table.c.channel.in_(only), _table.c.state.in_(CLAIMABLE))
    return _candidates(connection, query.order_by(_table.c.wake_at, _table.c.id).limit(limit))


def fair_candidates(
    connection: Connection, now: datetime, *, limit: int, without: Sequence[str] = ()
) -> list[Candidate]:
    """As `candidates`, but a channel in turn with the others: a flood on one hides none."""
    place = func.row_number().over(
        partition_by=_table.c.channel, order_by=(_table.c.wake_at, _table.c.id)
    )
    due = select(*_CANDIDATE, place.label("place")).where(*_due(now, without)).subquery()
    query = select(due).order_by(due.c.place, due.c.wake_at, due.c.id)
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
    found = connection.execute(_FETCH, {"ids": ids, "now": now})
    rows = sorted(found, key=lambda row: (row.wake_at, row.id))
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


def search_on(connection: Connection, channel: str, now: datetime) -> Search | None:
    """What to look for on `channel`: one look serves all its unconfirmed deliveries."""
    claims = unconfirmed_of(connection, channel, now)
    if not claims:
        return None
    begun = min(claim.begun_at or claim.due_at for claim in claims)
    return Search(tuple(claims), _live_since(connection, channel, begun - CLOCKS_DIFFER))


def _live_since(connection: Connection, channel: str, since: datetime) -> frozenset[str]:
    """The remote ids that went live on `channel` since then, as far as we know."""
    table = schema.parts
    query = (
        select(table.c.remote_id)
        .join(_table, _table.c.id == table.c.delivery_id)
        .where(table.c.published_at >= since, _table.c.channel == channel)
    )
    return frozenset(connection.execute(query).scalars())


def by_token(connection: Connection, tokens: Mapping[int, int]) -> dict[int, Claim]:
    """The deliveries of `tokens` (id → token) that nobody has claimed since, by id."""
    query = select(_table).where(_table.c.id.in_(list(tokens)))
    rows = [row for row in connection.execute(query) if row.token == tokens[row.id]]
    return {claim.id: claim for claim in _claims(connection, rows)}


def _due(now: datetime, without: Sequence[str]) -> list[ColumnElement[bool]]:
    terms = [_table.c.wake_at.is_not(None), _table.c.wake_at <= now]
    return [*terms, _table.c.channel.not_in(without)] if without else terms


def _candidates(connection: Connection, query: Select[Any]) -> list[Candidate]:
    return [
        Candidate(row.id, row.channel, State(row.state), row.wake_at)
        for row in connection.execute(query)
    ]


def _locking(query: Select[Any]) -> Select[Any]:
    """Skip what other daemons hold; SQLite knows no row locks and ignores it."""
    return query.with_for_update(skip_locked=True)


# Built once: to build a statement costs more than SQLite needs to run it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_FETCH = _locking(select(_table).where(_table.c.id.in_(_IDS), _table.c.wake_at <= bindparam("now")))
_LIVE_PARTS = select(schema.parts).where(schema.parts.c.delivery_id.in_(_IDS))


def _claims(connection: Connection, rows: Sequence[Row[Any]]) -> list[Claim]:
    begun = [row.id for row in rows if row.begun_at is not None]
    live = _live_parts(connection, begun)
    doubted = doubts(connection, begun)
    return [claim_from_row(row, live.get(row.id, {}), doubted.get(row.id)) for row in rows]


def _live_parts(connection: Connection, ids: Sequence[int]) -> dict[int, dict[int, Remote]]:
    if not ids:
        return {}
    found: dict[int, dict[int, Remote]] = {}
    for row in connection.execute(_LIVE_PARTS, {"ids": ids}):
        remote = remote_from_row(row.remote_id, row.url, row.extra)
        found.setdefault(row.delivery_id, {})[row.part] = remote
    return found


def claim_from_row(row: Row[Any], live: Mapping[int, Remote], doubt: Doubt | None) -> Claim:
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
        marked_at=row.updated_at,
        on_missed=on_missed_from(row.on_missed),
        begun_at=row.begun_at,
        ordered_at=row.ordered_at,
        not_after=row.not_after,
        embargo_until=row.embargo_until,
        prepared_at=row.prepared_at,
        reason=row.reason,
        gate=GateName(row.gate) if row.gate else None,
        doubt=doubt,
        occurrence=row.occurrence,
        digest=row.digest,
        approval_hash=row.approval_hash,
        choice=Choice.from_json(row.approval),
        restrictions=restrictions_from(row.restrictions),
        finding=row.finding,
    )
