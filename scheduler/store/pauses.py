# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pauses, and which deliveries they hold. Nothing commits here."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    insert,
    inspect,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import OperationalError

from scheduler.model.delivery import CLAIMABLE, GateName, State
from scheduler.model.pause import Pause, Scope, Subject
from scheduler.model.sentence import Sentence
from scheduler.store import audit, schema
from scheduler.store.audit import Act
from scheduler.store.journal import Event, note
from scheduler.store.types import Instant

_table = schema.pauses
_deliveries = schema.deliveries
_posts = schema.posts
_parts = schema.parts
_STOPPABLE = (State.PLANNED, State.RETRYING, State.CLAIMED, State.HELD)

# Built once, for it is asked in every claim; a bound time must know its type.
_NOW = bindparam("now", type_=Instant())
_STANDING = (
    select(_table)
    .where(_table.c.ended_at.is_(None), or_(_table.c.until.is_(None), _table.c.until > _NOW))
    .order_by(_table.c.id)
)
# The weakest lock on rows: it does not wait for a resume that is just ending them.
_STANDING_WHILE_CLAIMING = _STANDING.with_for_update(read=True, key_share=True)
_SUBJECT = (_deliveries.c.channel, _posts.c.campaign, _posts.c.regions, _posts.c.tags)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery whose time has come and which was not sent, or which a pause holds.

    `ordered_at` is when a person said it should go out, if one did.
    """

    id: int
    post: str
    channel: str
    state: State
    due_at: datetime
    attempts: int
    subject: Subject
    held: bool
    ordered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """How many deliveries a pause stops, and which of them would have been next."""

    count: int
    next_due: datetime | None


@dataclass(frozen=True, slots=True)
class Unstoppable:
    """A delivery that a pause comes too late for; `state` says how far it is."""

    post: str
    channel: str
    state: State


def is_known(connection: Connection) -> bool:
    """Whether this database is new enough to know of pauses."""
    return inspect(connection).has_table(_table.name)


def standing(connection: Connection, now: datetime, *, claiming: bool = False) -> list[Pause]:
    """The pauses that are in force, oldest first; the table holds a few rows in all.

    A transaction that is `claiming` keeps a new pause waiting until it is committed (see `begin`).
    """
    query = _STANDING_WHILE_CLAIMING if claiming else _STANDING
    return [_pause(row) for row in connection.execute(query, {"now": now})]


def begin(connection: Connection, pause: Pause, said: Sentence) -> Pause:
    """Write `pause` down; from this transaction's commit on nothing that it covers is claimed.

    On PostgreSQL the lock waits for claims that are under way, so that what stands as `sending`
    after the commit is all that is being sent; a backup that reads the table does not hinder it.
    Where a claim hangs, the pause counts nevertheless, for all that is claimed from then on.
    """
    if connection.dialect.name == "postgresql":
        with contextlib.suppress(OperationalError), connection.begin_nested():
            connection.execute(text("LOCK TABLE pauses IN EXCLUSIVE MODE"))
    number = connection.execute(
        insert(_table).values(_row(pause)).returning(_table.c.id)
    ).scalar_one()
    note(connection, Event(pause.began_at, "pause.began", said, actor=pause.actor))
    act = Act(pause.began_at, pause.actor, "pause.began", f"pause {number}", pause.reason)
    audit.record(connection, act)
    return dataclasses.replace(pause, id=number)


def end(
    connection: Connection, pauses: Sequence[Pause], actor: str, now: datetime, said: Sentence
) -> None:
    """End `pauses`; one that stood in a file is written down with its end."""
    for pause in pauses:
        if pause.id is None:
            ended = {**_row(pause), "ended_at": now, "ended_by": actor}
            connection.execute(insert(_table).values(ended))
        else:
            connection.execute(
                update(_table)
                .where(_table.c.id == pause.id, _table.c.ended_at.is_(None))
                .values(ended_at=now, ended_by=actor)
            )
    if pauses:
        note(connection, Event(now, "pause.ended", said, actor=actor))
        names = ", ".join(f"pause {pause.id or '(file)'}" for pause in pauses)
        audit.record(connection, Act(now, actor, "pause.ended", names, said.en))


def subjects(connection: Connection, post_ids: Collection[str]) -> dict[str, Subject]:
    """What decides of each post; its channel is left empty."""
    query = select(_posts.c.id, _posts.c.campaign, _posts.c.regions, _posts.c.tags)
    rows = connection.execute(query.where(_posts.c.id.in_(post_ids)))
    return {row.id: Subject("", row.campaign, tuple(row.regions), tuple(row.tags)) for row in rows}


def waiting(connection: Connection, now: datetime) -> list[Waiting]:
    """What is due and not begun, and what a pause holds, by due time."""
    is_due = _deliveries.c.state.in_(CLAIMABLE) & (_deliveries.c.wake_at <= now)
    live = select(_parts.c.part).where(_parts.c.delivery_id == _deliveries.c.id).exists()
    query: Select[Any] = (
        select(
            _deliveries.c.id,
            _deliveries.c.post_id,
            _deliveries.c.state,
            _deliveries.c.due_at,
            _deliveries.c.attempts,
            _deliveries.c.ordered_at,
            *_SUBJECT,
        )
        .join(_posts, _posts.c.id == _deliveries.c.post_id)
        .where(is_due & ~live | _held_by_pause())
        .order_by(_deliveries.c.due_at, _deliveries.c.id)
    )
    return [_waiting(row) for row in connection.execute(query)]


def count_undecided(connection: Connection) -> int:
    """How many deliveries a pause holds until a person says how to go on."""
    query = select(func.count()).select_from(_deliveries)
    query = query.where(_held_by_pause(), _deliveries.c.wake_at.is_(None))
    return connection.execute(query).scalar_one()


def stopped_by(connection: Connection, pause: Pause) -> Stopped:
    """What `pause` stops, now and later; a thread that is under way is left out."""
    live = select(_parts.c.part).where(_parts.c.delivery_id == _deliveries.c.id).exists()
    query: Select[Any] = (
        select(*_SUBJECT, func.count().label("many"), func.min(_deliveries.c.due_at).label("first"))
        .join(_posts, _posts.c.id == _deliveries.c.post_id)
        .where(_deliveries.c.state.in_(_STOPPABLE), ~live)
        .group_by(*_SUBJECT)
    )
    groups = [row for row in connection.execute(query) if pause.covers(_subject(row))]
    return Stopped(
        sum(row.many for row in groups), min((row.first for row in groups), default=None)
    )


def unstoppable(connection: Connection, pause: Pause) -> list[Unstoppable]:
    """What `pause` would cover but is being sent, being looked up, or a thread half live."""
    live = select(_parts.c.part).where(_parts.c.delivery_id == _deliveries.c.id).exists()
    begun = _deliveries.c.state.in_((State.SENDING, State.UNCONFIRMED))
    thread = _deliveries.c.state.in_(CLAIMABLE) & live
    query: Select[Any] = (
        select(_deliveries.c.post_id, _deliveries.c.state, *_SUBJECT)
        .join(_posts, _posts.c.id == _deliveries.c.post_id)
        .where(begun | thread)
        .order_by(_deliveries.c.due_at, _deliveries.c.id)
    )
    return [
        Unstoppable(row.post_id, row.channel, State(row.state))
        for row in connection.execute(query)
        if pause.covers(_subject(row))
    ]


def known_names(connection: Connection) -> Scope:
    """The campaigns, regions and tags of all posts that were ever read."""
    rows = connection.execute(select(_posts.c.campaign, _posts.c.regions, _posts.c.tags).distinct())
    found = [(row.campaign, row.regions, row.tags) for row in rows]
    return Scope(
        campaigns=tuple(sorted({campaign for campaign, _, _ in found if campaign})),
        regions=tuple(sorted({name for _, regions, _ in found for name in regions})),
        tags=tuple(sorted({name for _, _, tags in found for name in tags})),
    )


def wake_lookups(connection: Connection, now: datetime) -> int:
    """Let lost answers whose re-send a pause kept waiting be looked up now; returns how many."""
    return connection.execute(
        update(_deliveries)
        .where(
            _deliveries.c.state == State.UNCONFIRMED,
            _deliveries.c.gate == GateName.PAUSED,
        )
        .values(wake_at=now, updated_at=now)
    ).rowcount


def keep_held(
    connection: Connection, rows: Sequence[Waiting], reason: Sentence, now: datetime
) -> None:
    """Hold `rows` until a person decides about each; what was claimed meanwhile stays as it is."""
    for row in rows:
        connection.execute(
            update(_deliveries)
            .where(_deliveries.c.id == row.id, _deliveries.c.state == row.state)
            .values(
                state=State.HELD,
                gate=GateName.PAUSED,
                reason=reason,
                wake_at=None,
                token=_deliveries.c.token + 1,
                updated_at=now,
            )
        )


def _held_by_pause() -> ColumnElement[bool]:
    return (_deliveries.c.state == State.HELD) & (_deliveries.c.gate == GateName.PAUSED)


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(
        id=row.id,
        post=row.post_id,
        channel=row.channel,
        state=State(row.state),
        due_at=row.due_at,
        attempts=row.attempts,
        subject=_subject(row),
        held=row.state == State.HELD,
        ordered_at=row.ordered_at,
    )


def _subject(row: Row[Any]) -> Subject:
    return Subject(row.channel, row.campaign, tuple(row.regions), tuple(row.tags))


def _pause(row: Row[Any]) -> Pause:
    return Pause(
        reason=row.reason,
        actor=row.actor,
        began_at=row.began_at,
        scope=Scope(**{kind: tuple(names) for kind, names in row.scope.items()}),
        allow=tuple(row.allow),
        until=row.until,
        id=row.id,
    )


def _row(pause: Pause) -> dict[str, Any]:
    return {
        "began_at": pause.began_at,
        "until": pause.until,
        "scope": dataclasses.asdict(pause.scope),
        "allow": list(pause.allow),
        "reason": pause.reason,
        "actor": pause.actor,
    }
