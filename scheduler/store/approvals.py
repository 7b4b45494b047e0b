# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Approvals, and to which content of which deliveries they belong; nothing commits here.

Where a transaction needs several, it locks deliveries first, then approvals, then the audit log:
the claim does, and so must everybody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    bindparam,
    insert,
    select,
    true,
    update,
)

from scheduler.model.approval import Choice, Rejection, Vote, Votes
from scheduler.model.delivery import GateName, State
from scheduler.model.post import unit_of
from scheduler.model.sentence import Sentence
from scheduler.planning.planner import Wanted
from scheduler.store import audit, hints, schema
from scheduler.store.audit import Act
from scheduler.store.claims import on_missed_text
from scheduler.store.journal import Event, note

_table = schema.approvals
_posts = schema.posts
_deliveries = schema.deliveries
_WITHOUT_CONTENT = tuple(column for column in _table.c if column.name != "content")
Version = tuple[str, str]  # a post's id and the hash of one content of it


@dataclass(frozen=True, slots=True)
class NewVote:
    """A vote to be kept.

    `content` is what was voted on, for the next comparison; `digests` are those of its messages.
    """

    post: str
    hash: str
    person: str
    vote: Vote
    at: datetime
    content: Sequence[Mapping[str, Any]] = ()
    digests: Collection[str] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class StoredVote:
    """A vote as it is kept."""

    id: int
    at: datetime
    post: str
    hash: str
    person: str
    vote: Vote
    reason: str | None
    is_voided: bool


@dataclass(frozen=True, slots=True)
class Binding:
    """A post's content as it is to be approved now; `hash` None: nothing is to go public.

    `content` is kept for those who vote; None where no policy asks for it.
    """

    post: str
    hash: str | None
    choice: Choice
    wanted: Sequence[Wanted] = ()
    content: Sequence[Mapping[str, Any]] | None = None


def votes_on(
    connection: Connection, versions: Collection[Version], *, claiming: bool = False
) -> dict[Version, Votes]:
    """Who said what of each of `versions`.

    A transaction that is `claiming` keeps whoever voids or rejects waiting until its commit, so
    that nothing is marked any more once a rejection is committed.
    """
    query = _VOTES.with_for_update(read=True) if claiming else _VOTES
    rows = connection.execute(query, {"posts": sorted({post for post, _ in versions})}).all()
    return {version: _votes(version, rows) for version in versions}


def add(connection: Connection, vote: NewVote) -> None:
    """Keep a vote and tell the audit log; a rejection voids what was approved, and so on."""
    if vote.vote == "reject":
        void(connection, vote.post, vote.at, vote.person, only=vote.hash)
    elif vote.vote == "approve":
        mine = _table.c.person == vote.person
        _void(connection, vote.post, (mine, _table.c.hash == vote.hash), vote.at, vote.person)
    number = connection.execute(
        insert(_table)
        .values(
            at=vote.at,
            post_id=vote.post,
            hash=vote.hash,
            person=vote.person,
            vote=vote.vote,
            reason=vote.reason,
            content=list(vote.content),
            digests=sorted(vote.digests),
        )
        .returning(_table.c.id)
    ).scalar_one()
    detail = {"approval": number, "hash": vote.hash}
    act = f"approval.{vote.vote}"
    audit.record(connection, Act(vote.at, vote.person, act, vote.post, vote.reason, detail))
    note(connection, Event(vote.at, act, _said(vote), actor=vote.person, post_id=vote.post))


def void(
    connection: Connection,
    post: str,
    now: datetime,
    actor: str,
    *,
    but: str | None = None,
    only: str | None = None,
) -> None:
    """Void approvals and rejections of `post`: of all contents but one, or `only` of one."""
    kept = _table.c.hash != but if but is not None else _table.c.hash.is_not(None)
    which = _table.c.hash == only if only is not None else kept
    _void(connection, post, (which,), now, actor)


def bind(connection: Connection, bindings: Iterable[Binding], now: datetime, actor: str) -> None:
    """Tie each delivery that has exactly the wanted content to its post's hash.

    One that still has another content (it was claimed before the file changed) stays tied to the
    old hash, whose approvals are voided. Deliveries come first: see the module.
    """
    bindings = list(bindings)
    rows = [_bound(binding, wish) for binding in bindings for wish in binding.wanted]
    if rows:
        connection.execute(_BIND, rows)
    if bindings:
        connection.execute(_OF_POST, [_of_post(binding) for binding in bindings])
    units = {unit_of(binding.post): binding.hash for binding in bindings}
    voted = _voted(connection, list(units))
    for unit, content in units.items():
        if unit in voted:
            void(connection, unit, now, actor, but=content)
    wake(connection, [binding.post for binding in bindings], now)


def wake(connection: Connection, posts: Sequence[str] | None, now: datetime) -> None:
    """Let the gates be asked again about what an approval was missing for; None: of all posts."""
    which = _deliveries.c.post_id.in_(posts) if posts is not None else true()
    woken = connection.execute(
        update(_deliveries)
        .where(
            which,
            _deliveries.c.state == State.HELD,
            _deliveries.c.gate == GateName.APPROVAL,
        )
        .values(wake_at=now, updated_at=now)
    )
    if woken.rowcount:
        hints.give(connection)


def choices(connection: Connection, post: str) -> dict[int, Choice]:
    """What the files ask of each delivery of `post`, by its row."""
    query = select(_deliveries.c.id, _deliveries.c.approval).where(_deliveries.c.post_id == post)
    return {row.id: Choice.from_json(row.approval) for row in connection.execute(query)}


def last_approved(connection: Connection, post: str) -> Row[Any] | None:
    """The newest approval of `post` with its content, voided or not."""
    query = select(_table).where(_table.c.post_id == post, _table.c.vote == "approve")
    return connection.execute(query.order_by(_table.c.id.desc()).limit(1)).first()


def all_votes(connection: Connection, post: str | None = None) -> list[StoredVote]:
    """All votes ever given (about `post`), oldest first."""
    query = select(*_WITHOUT_CONTENT).order_by(_table.c.id)
    if post is not None:
        query = query.where(_table.c.post_id == post)
    return [
        StoredVote(
            row.id,
            row.at,
            row.post_id,
            row.hash,
            row.person,
            row.vote,
            row.reason,
            row.voided_at is not None,
        )
        for row in connection.execute(query)
    ]


def _void(
    connection: Connection,
    post: str,
    which: Sequence[ColumnElement[bool]],
    now: datetime,
    actor: str,
) -> None:
    ids = connection.execute(
        update(_table)
        .where(_table.c.post_id == post, _table.c.vote != "submit", _table.c.voided_at.is_(None))
        .where(*which)
        .values(voided_at=now)
        .returning(_table.c.id)
    ).scalars()
    voided = sorted(ids)
    if voided:
        detail = {"approvals": voided}
        audit.record(connection, Act(now, actor, "approval.voided", post, None, detail))
        note(connection, Event(now, "approval.voided", _VOIDED, actor=actor, post_id=post))


def _votes(version: Version, rows: Sequence[Row[Any]]) -> Votes:
    post, content = version
    mine = [row for row in rows if row.post_id == post]
    standing = [row for row in mine if row.hash == content and row.voided_at is None]
    rejected = [row for row in standing if row.vote == "reject"]
    return Votes(
        approved=frozenset(row.person for row in standing if row.vote == "approve"),
        authors=frozenset(row.person for row in mine if row.vote == "submit"),
        submitted=any(row.vote == "submit" for row in standing),
        ever_approved=frozenset(
            row.person for row in mine if row.hash == content and row.vote == "approve"
        ),
        covers=_covers([row for row in mine if row.hash == content]),
        rejection=Rejection(rejected[-1].person, rejected[-1].at, rejected[-1].reason or "")
        if rejected
        else None,
    )


def _said(vote: NewVote) -> Sentence:
    said, reason = _SAID[vote.vote], vote.reason
    return Sentence(
        f"{said.de} {vote.person}" + (f": „{reason}“" if reason else "."),
        f"{said.en} {vote.person}" + (f": “{reason}”" if reason else "."),
    )


def _voted(connection: Connection, posts: Sequence[str]) -> frozenset[str]:
    query = select(_table.c.post_id).where(_table.c.voided_at.is_(None))
    return frozenset(connection.execute(query.where(_table.c.post_id.in_(posts))).scalars())


def _of_post(binding: Binding) -> dict[str, Any]:
    return {
        "post": binding.post,
        "mark": binding.hash,
        "choice": binding.choice.to_json(),
        "whole": list(binding.content) if binding.content is not None else None,
    }


def _covers(rows: Sequence[Row[Any]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        if row.vote == "approve":
            found[row.person] = found.get(row.person, frozenset()) | set(row.digests)
    return found


def _bound(binding: Binding, wish: Wanted) -> dict[str, Any]:
    return {
        "mark": binding.hash,
        "choice": binding.choice.to_json(),
        "post": wish.post,
        "on": wish.channel,
        "time": wish.occurrence,
        "content": wish.digest,
        "due": wish.due_at,
        "end": wish.not_after,
        "hold": wish.embargo_until,
        "late": on_missed_text(wish.on_missed),
    }


_SAID: Mapping[Vote, Sentence] = {
    "submit": Sentence("Eingereicht von", "Submitted by"),
    "approve": Sentence("Freigegeben von", "Approved by"),
    "reject": Sentence("Abgelehnt von", "Rejected by"),
}
_VOIDED = Sentence("Die bisherigen Freigaben sind erloschen.", "What was approved is void.")
_POSTS: BindParameter[Any] = bindparam("posts", expanding=True)
_VOTES = select(*_WITHOUT_CONTENT).where(_table.c.post_id.in_(_POSTS)).order_by(_table.c.id)
_OF_POST = (
    update(_posts)
    .where(_posts.c.id == bindparam("post"))
    .values(
        approval_hash=bindparam("mark"),
        approval=bindparam("choice"),
        approval_content=bindparam("whole"),
    )
)
_BIND = (
    update(_deliveries)
    .where(
        _deliveries.c.post_id == bindparam("post"),
        _deliveries.c.channel == bindparam("on"),
        _deliveries.c.occurrence == bindparam("time"),
        _deliveries.c.digest == bindparam("content"),
        _deliveries.c.due_at == bindparam("due"),
        _deliveries.c.not_after.is_not_distinct_from(bindparam("end")),
        _deliveries.c.embargo_until.is_not_distinct_from(bindparam("hold")),
        _deliveries.c.on_missed == bindparam("late"),
    )
    .values(approval_hash=bindparam("mark"), approval=bindparam("choice"))
)
