# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was ordered of a delivery after it was live: retract, edit, correct. Nothing commits here.

An addendum is written down before the platform is asked, so that a crash between the two leaves an
open one, and settled after the answer. A `task` is one that only a person can finish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from scheduler.model.delivery import AddendumKind, AddendumState
from scheduler.model.message import Message, Part, Remote
from scheduler.model.sentence import Sentence
from scheduler.store import audit, schema
from scheduler.store.audit import Act
from scheduler.store.message_json import from_json, remote_from_row, remote_to_json, to_json

_table = schema.addenda
_parts = schema.parts
_UNSETTLED = ("open", "task")


@dataclass(frozen=True, slots=True)
class Ordered:
    """Who ordered what of which delivery, when and why."""

    delivery_id: int
    kind: AddendumKind
    actor: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Addendum:
    """One order; `said` is what stands in its way, None while nothing does."""

    id: int
    delivery_id: int
    post: str
    channel: str
    kind: AddendumKind
    state: AddendumState
    actor: str
    reason: str
    ordered_at: datetime
    said: Sentence | None = None
    url: str | None = None


def begin(
    connection: Connection, ordered: Ordered, message: Message | None = None, digest: str = ""
) -> int:
    """Write an order down, or take up the unsettled one of its kind; returns its number.

    With `message`, what the delivery says now is kept beside what it is to say.
    """
    table = schema.deliveries
    known = connection.execute(
        select(_table.c.id).where(
            _table.c.delivery_id == ordered.delivery_id,
            _table.c.kind == ordered.kind,
            _table.c.state.in_(_UNSETTLED),
        )
    ).scalar()
    after = {"message": to_json(message) if message else None, "digest": digest or None}
    audit.record(
        connection,
        Act(
            ordered.at,
            ordered.actor,
            f"order.{ordered.kind}",
            reason=ordered.reason or None,
            detail={"digest": digest} if digest else {},
            delivery=ordered.delivery_id,
        ),
    )
    if known is not None:
        connection.execute(update(_table).where(_table.c.id == known).values(**after))
        return int(known)
    before = connection.execute(
        select(table.c.message, table.c.digest).where(table.c.id == ordered.delivery_id)
    ).one()
    done = connection.execute(
        insert(_table).values(
            delivery_id=ordered.delivery_id,
            kind=ordered.kind,
            state="open",
            actor=ordered.actor,
            reason=ordered.reason,
            ordered_at=ordered.at,
            message_before=before.message,
            digest_before=before.digest,
            **after,
        )
    )
    key = done.inserted_primary_key
    return int(key[0]) if key else 0


def settle(
    connection: Connection,
    addendum: int,
    state: AddendumState,
    now: datetime,
    said: Sentence | None = None,
) -> None:
    """Write down what became of an order: done, a person's task, or still open."""
    settled = now if state == "done" else None
    row = connection.execute(
        update(_table)
        .where(_table.c.id == addendum)
        .values(state=state, said=said, settled_at=settled)
        .returning(_table.c.kind, _table.c.delivery_id, _table.c.actor)
    ).one()
    act = f"order.{row.kind}.{state}"
    audit.record(
        connection,
        Act(now, row.actor, act, reason=said.en if said else None, delivery=row.delivery_id),
    )


def unsettled(connection: Connection) -> list[Addendum]:
    """All orders that are not finished, oldest first."""
    return _read(connection, _table.c.state.in_(_UNSETTLED))


def addenda_of(connection: Connection, delivery_ids: Sequence[int]) -> list[Addendum]:
    """All orders about these deliveries, oldest first."""
    return _read(connection, _table.c.delivery_id.in_(delivery_ids))


def corrections(connection: Connection, delivery_ids: Sequence[int]) -> dict[int, int]:
    """How many of each delivery's parts are corrections: they are its last ones."""
    rows = connection.execute(
        select(_table.c.delivery_id, func.count())
        .where(_table.c.delivery_id.in_(delivery_ids), _table.c.kind == "correction")
        .group_by(_table.c.delivery_id)
    )
    return {row[0]: row[1] for row in rows}


def standing_parts(connection: Connection, delivery_id: int) -> dict[int, Remote]:
    """The parts that are live and not deleted, by number."""
    rows = connection.execute(
        select(_parts).where(_parts.c.delivery_id == delivery_id, _parts.c.deleted_at.is_(None))
    )
    return {row.part: remote_from_row(row.remote_id, row.url, row.extra) for row in rows}


def mark_deleted(connection: Connection, delivery_id: int, part: int, now: datetime) -> None:
    """Remember that a part is gone."""
    connection.execute(
        update(_parts)
        .where(_parts.c.delivery_id == delivery_id, _parts.c.part == part)
        .values(deleted_at=now)
    )


def put_message(
    connection: Connection, delivery_id: int, message: Message, digest: str, now: datetime
) -> None:
    """Let the delivery say `message` from now on; the addendum keeps what it said before.

    It then belongs to the content that its post is approved for now.
    """
    table, posts = schema.deliveries, schema.posts
    content = select(posts.c.approval_hash).where(posts.c.id == table.c.post_id).scalar_subquery()
    connection.execute(
        update(table)
        .where(table.c.id == delivery_id)
        .values(message=to_json(message), digest=digest, approval_hash=content, updated_at=now)
    )


def renew_part(connection: Connection, delivery_id: int, part: int, remote: Remote) -> None:
    """Where an edited part is live now."""
    connection.execute(
        update(_parts)
        .where(_parts.c.delivery_id == delivery_id, _parts.c.part == part)
        .values(remote_id=remote.id, url=remote.url, extra=remote_to_json(remote))
    )


def parts_now(connection: Connection, delivery_id: int) -> tuple[Part, ...]:
    """What the delivery says, part by part."""
    table = schema.deliveries
    value = connection.execute(
        select(table.c.message).where(table.c.id == delivery_id)
    ).scalar_one()
    return from_json(value).parts


def _read(connection: Connection, which: Any) -> list[Addendum]:  # noqa: ANN401 - a condition
    table = schema.deliveries
    rows = connection.execute(
        select(_table, table.c.post_id, table.c.channel, table.c.url)
        .join(table, table.c.id == _table.c.delivery_id)
        .where(which)
        .order_by(_table.c.ordered_at, _table.c.id)
    )
    return [
        Addendum(
            id=row.id,
            delivery_id=row.delivery_id,
            post=row.post_id,
            channel=row.channel,
            kind=row.kind,
            state=row.state,
            actor=row.actor,
            reason=row.reason or "",
            ordered_at=row.ordered_at,
            said=row.said,
            url=row.url,
        )
        for row in rows
    ]
