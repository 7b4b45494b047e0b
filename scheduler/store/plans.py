# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Posts and planned deliveries: what the planner reads and what its changes write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, func, insert, select, update

from scheduler.model.approval import Choice
from scheduler.model.delivery import State, delivery_key
from scheduler.model.message import Message
from scheduler.model.post import Post
from scheduler.model.sentence import Sentence
from scheduler.planning.planner import (
    Change,
    Insert,
    Known,
    TooLate,
    Update,
    Wanted,
    Withdraw,
    settings_of,
)
from scheduler.store import audit, hints, plan_acts, schema, superseded
from scheduler.store.claims import on_missed_from, on_missed_text
from scheduler.store.journal import DAEMON, Event, note
from scheduler.store.message_json import to_json

_posts = schema.posts
_deliveries = schema.deliveries
_KNOWN_POST = (
    "id",
    "file",
    "content_hash",
    "status",
    "gone_at",
    "publish_at",
    "local_time",
    "timezone",
    "approval_hash",
    "approval",
)
BY_FILE = "file"
_AGAIN = Sentence("Wieder im Plan: So steht es in der Datei.", "Planned again, as its file says.")
_NO_MESSAGE = Message(())


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post as the database has it, as far as renames and removals care."""

    id: str
    file: str
    content_hash: str
    status: str
    gone_at: datetime | None = None
    publish_at: datetime | None = None
    local_time: str | None = None
    timezone: str | None = None
    approval_hash: str | None = None
    choice: Choice = field(default_factory=Choice)
    has_content: bool = False


def known_posts(connection: Connection) -> dict[str, KnownPost]:
    """Every post that was ever read, by id."""
    columns = [_posts.c[name] for name in _KNOWN_POST]
    kept = _posts.c.approval_content.is_not(None).label("kept")
    return {row.id: _known_post(row) for row in connection.execute(select(*columns, kept))}


def known_deliveries(connection: Connection, posts: Sequence[str] | None = None) -> list[Known]:
    """The deliveries of `posts`, or of all posts, as the planner needs them."""
    live = (
        select(schema.parts.c.delivery_id, func.count().label("live"))
        .group_by(schema.parts.c.delivery_id)
        .subquery()
    )
    columns = [
        _deliveries.c[name]
        for name in (
            "id",
            "post_id",
            "channel",
            "platform",
            "occurrence",
            "state",
            "due_at",
            "digest",
            "not_after",
            "embargo_until",
            "on_missed",
            "cancelled_by",
            "gate",
            "attempts",
            "rights",
            "finding",
        )
    ]
    query = select(*columns, live.c.live).join_from(
        _deliveries, live, live.c.delivery_id == _deliveries.c.id, isouter=True
    )
    if posts is not None:
        query = query.where(_deliveries.c.post_id.in_(posts))
    return [_known(row) for row in connection.execute(query)]


def save_posts(connection: Connection, posts: Iterable[tuple[Post, str]], now: datetime) -> None:
    """Write posts with their content hashes down, new or renewed."""
    rows = [_post_row(post, content_hash, now) for post, content_hash in posts]
    known = superseded.keep_posts(connection, rows, now)
    fresh = [{**row, "first_seen_at": now} for row in rows if row["id"] not in known]
    if fresh:
        connection.execute(insert(_posts), fresh)
    for row in rows:
        if row["id"] in known:
            connection.execute(update(_posts).where(_posts.c.id == row["id"]).values(**row))


def mark_gone(connection: Connection, ids: Sequence[str], now: datetime) -> None:
    """Remember that the files of these posts are no longer there."""
    if ids:
        connection.execute(
            update(_posts)
            .where(_posts.c.id.in_(ids), _posts.c.gone_at.is_(None))
            .values(gone_at=now)
        )


def apply_changes(
    connection: Connection, changes: Sequence[Change], now: datetime, actor: str = DAEMON
) -> list[TooLate]:
    """Write the planner's changes; returns those that came too late.

    A change holds only where the delivery still is in the state the planner saw, so an edit
    that races with a claim is either in the message that is sent or said to be too late.
    """
    too_late: list[TooLate] = []
    inserts = [change for change in changes if isinstance(change, Insert)]
    if inserts:
        connection.execute(insert(_deliveries), [_insert_row(change, now) for change in inserts])
        _tell_inserted(connection, inserts, now)
        audit.record(connection, *plan_acts.planned(inserts, now, actor))
    for change in changes:
        if isinstance(change, TooLate):
            too_late.append(change)
        elif isinstance(change, Update):
            if _update(connection, change, now):
                audit.record(connection, plan_acts.changed(change, now, actor))
            else:
                wish = change.wanted
                too_late.append(
                    TooLate(change.id, wish.post, wish.channel, State.CLAIMED, wish.occurrence)
                )
        elif isinstance(change, Withdraw) and _withdraw(connection, change, now):
            audit.record(connection, plan_acts.withdrawn(change, now, actor))
    if len(changes) > len(too_late):
        hints.give(connection)
    return too_late


def _tell_inserted(connection: Connection, inserts: Sequence[Insert], now: datetime) -> None:
    """The journal knows of each delivery that did not simply begin as planned."""
    reasons = {
        delivery_key(*change.wanted.identity): (change.state, change.reason)
        for change in inserts
        if change.reason is not None
    }
    if not reasons:
        return
    ids = select(_deliveries.c.id, _deliveries.c.key).where(_deliveries.c.key.in_(reasons))
    for row in connection.execute(ids):
        state, reason = reasons[row.key]
        note(connection, Event(now, f"delivery.{state}", reason, delivery_id=row.id))


def _update(connection: Connection, change: Update, now: datetime) -> bool:
    values: dict[str, Any] = {
        **_content(change.wanted),
        "prepared_at": None,
        "artefacts": {},
        "updated_at": now,
    }
    if change.state is not change.seen_state:
        values |= {"state": change.state, "reason": None, "gate": None, "cancelled_by": None}
    if change.wake_at is not None:
        values["wake_at"] = change.wake_at
    was_due = superseded.due_of(connection, change.id)
    # A new time in the file takes the place of one that a person ordered.
    same_time = _deliveries.c.due_at == change.wanted.due_at
    values["ordered_at"] = case((same_time, _deliveries.c.ordered_at), else_=None)
    if change.state is State.PLANNED:
        values["failures"] = 0
    done = connection.execute(
        update(_deliveries)
        .where(_deliveries.c.id == change.id, _deliveries.c.state == change.seen_state)
        .values(**values)
    )
    if done.rowcount and was_due != change.wanted.due_at:
        superseded.keep_due(connection, change.id, change.wanted.post, was_due, now)
    if done.rowcount and change.state is not change.seen_state:
        said = change.reason or _AGAIN
        note(connection, Event(now, f"delivery.{change.state}", said, delivery_id=change.id))
    return bool(done.rowcount)


def _withdraw(connection: Connection, change: Withdraw, now: datetime) -> bool:
    done = connection.execute(
        update(_deliveries)
        .where(_deliveries.c.id == change.id, _deliveries.c.state == change.seen_state)
        .values(
            state=State.CANCELLED,
            wake_at=None,
            gate=None,
            cancelled_by=BY_FILE,
            reason=change.reason,
            updated_at=now,
        )
    )
    if done.rowcount:
        note(
            connection,
            Event(now, "delivery.cancelled", change.reason, delivery_id=change.id),
        )
    return bool(done.rowcount)


def _content(wanted: Wanted) -> dict[str, Any]:
    return {
        "due_at": wanted.due_at,
        "not_after": wanted.not_after,
        "embargo_until": wanted.embargo_until,
        "on_missed": on_missed_text(wanted.on_missed),
        "message": to_json(wanted.message),
        "digest": wanted.digest,
        "approval_hash": None,
        "rights": list(wanted.rights),
    }


def _insert_row(change: Insert, now: datetime) -> dict[str, Any]:
    wanted = change.wanted
    return {
        "post_id": wanted.post,
        "channel": wanted.channel,
        "occurrence": wanted.occurrence,
        "platform": wanted.platform,
        "state": change.state,
        "key": delivery_key(*wanted.identity),
        "wake_at": change.wake_at,
        "artefacts": {},
        "gate": change.gate,
        "reason": change.reason,
        "created_at": now,
        "updated_at": now,
        **_content(wanted),
    }


def _known_post(row: Any) -> KnownPost:  # noqa: ANN401 - a row has no static shape
    choice = Choice.from_json(row.approval)
    return KnownPost(
        id=row.id,
        file=row.file,
        content_hash=row.content_hash,
        status=row.status,
        gone_at=row.gone_at,
        publish_at=row.publish_at,
        local_time=row.local_time,
        timezone=row.timezone,
        approval_hash=row.approval_hash,
        choice=choice,
        has_content=bool(row.kept),
    )


def _known(row: Any) -> Known:  # noqa: ANN401 - a row has no static shape
    within = Wanted(
        post=row.post_id,
        channel=row.channel,
        platform=row.platform,
        due_at=row.due_at,
        message=_NO_MESSAGE,
        digest=row.digest,
        occurrence=row.occurrence,
        not_after=row.not_after,
        embargo_until=row.embargo_until,
        on_missed=on_missed_from(row.on_missed),
        rights=tuple(row.rights),
    )
    return Known(
        id=row.id,
        post=row.post_id,
        channel=row.channel,
        occurrence=row.occurrence,
        state=State(row.state),
        due_at=row.due_at,
        digest=row.digest,
        settings=settings_of(within),
        cancelled_by=row.cancelled_by,
        gate=row.gate,
        parts_live=row.live or 0,
        attempts=row.attempts,
        finding=row.finding,
    )


def _post_row(post: Post, content_hash: str, now: datetime) -> Mapping[str, Any]:
    local = post.publish_local
    return {
        "id": post.id,
        "campaign": post.campaign,
        "status": post.status,
        "id_from_file": int(post.id_from_file),
        "file": post.place.file,
        "line": post.place.line,
        "content_hash": content_hash,
        "lang": post.lang,
        "publish_at": post.publish_at,
        "local_time": local.wall.isoformat() if local else None,
        "timezone": local.zone if local else None,
        "topics": list(post.topics),
        "regions": list(post.regions),
        "tags": list(post.tags),
        "updated_at": now,
        "gone_at": None,
    }
