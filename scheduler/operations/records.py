# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of a case: all that is known of each published post, as plain JSON values.

The same `as_of` gives the same values as long as nothing was purged in between: whatever was only
known later is left out, and so is who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path

from scheduler.model.message import Message, Part
from scheduler.model.sentence import Sentence
from scheduler.operations.public_counts import PublicCounts
from scheduler.operations.record_media import MediaShelf
from scheduler.store import journal, queries, record_rows
from scheduler.store.database import Transaction
from scheduler.store.queries import AttemptRow
from scheduler.store.record_rows import OrderRow, RecordRow, SampleRow, Scope, VoteRow
from scheduler.tables import iso

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Request:
    """Which records: of what case, which posts, and where their media lie.

    `threshold` is given for the public: no persons, no answers of platforms, no journal, and no
    count below it.
    """

    case: str
    scope: Scope
    folder: Path
    threshold: int | None = None

    @property
    def is_public(self) -> bool:
        """Whether outsiders are to read it."""
        return self.threshold is not None


@dataclass(frozen=True, slots=True)
class Records:
    """What was found: a record for each post, and where the files are that belong to them.

    `head` is the audit log's end at that time: number and hash.
    """

    request: Request
    posts: tuple[Values, ...]
    head: tuple[int, str]
    media: dict[str, Path] = field(default_factory=dict)


def collect(connection: Transaction, request: Request) -> Records:
    """The records of `request`, post by post."""
    shelf = MediaShelf(request.folder)
    found = record_rows.published(connection, request.scope)
    rows = {post: list(group) for post, group in groupby(list(found), key=lambda row: row.post)}
    public = None
    if request.threshold is not None:
        public = PublicCounts(connection, request.threshold, request.scope.as_of)
    posts = tuple(_post(connection, request, shelf, each, public) for each in rows.values())
    head = record_rows.head_at(connection, request.scope.as_of)
    return Records(request, posts, head, shelf.files)


def _post(
    connection: Transaction,
    request: Request,
    shelf: MediaShelf,
    rows: list[RecordRow],
    public: PublicCounts | None,
) -> Values:
    first, as_of = rows[0], request.scope.as_of
    return {
        "post": first.post,
        "campaign": first.campaign,
        "approvals": [
            _vote(vote, request) for vote in record_rows.votes(connection, first.post, as_of)
        ],
        "deliveries": [_delivery(connection, request, shelf, row, public) for row in rows],
    }


def _delivery(
    connection: Transaction,
    request: Request,
    shelf: MediaShelf,
    row: RecordRow,
    public: PublicCounts | None,
) -> Values:
    as_of = request.scope.as_of
    orders = record_rows.orders(connection, row.id)
    return {
        "channel": row.channel,
        "platform": row.platform,
        "occurrence": row.occurrence,
        "due_at": iso(row.due_at),
        "published_at": iso(row.published_at),
        "wordings": [_wording(each, shelf) for each in _wordings(row, orders, as_of)],
        "parts": [
            {
                "part": part.part,
                "remote_id": part.remote_id,
                "url": part.url,
                "published_at": iso(part.published_at),
                "deleted_at": _until(part.deleted_at, as_of),
            }
            for part in queries.live_parts_of(connection, row.id)
            if part.published_at <= as_of
        ],
        "attempts": [
            _attempt(each, request)
            for each in queries.attempts_of(connection, row.id)
            if each.started_at <= as_of
        ],
        "orders": [_order(each, request) for each in orders if each.ordered_at <= as_of],
        "journal": list(_journal(connection, request, row)),
        "figures": [
            _figure(each, row.id, public) for each in record_rows.figures(connection, row.id, as_of)
        ],
    }


@dataclass(frozen=True, slots=True)
class _Said:
    since: datetime
    digest: str
    message: Message


def _wordings(row: RecordRow, orders: Iterable[OrderRow], as_of: datetime) -> list[_Said]:
    """What stood there, one wording after the other; the first is what was sent."""
    changes = [each for each in orders if each.after is not None and each.before is not None]
    if not changes:
        return [_Said(row.published_at, row.digest, row.message)]
    first = changes[0]
    said = [_Said(row.published_at, first.digest_before or "", first.before or row.message)]
    settled = [each for each in changes if each.settled_at and each.settled_at <= as_of]
    said += [
        _Said(each.settled_at or each.ordered_at, each.digest_after or "", each.after)
        for each in sorted(settled, key=lambda one: one.settled_at or one.ordered_at)
        if each.after is not None
    ]
    return said


def _wording(said: _Said, shelf: MediaShelf) -> Values:
    return {
        "since": iso(said.since),
        "digest": said.digest,
        "parts": [_part(part, shelf) for part in said.message.parts],
        "omissions": [_both(each) for each in said.message.omissions],
    }


def _part(part: Part, shelf: MediaShelf) -> Values:
    card = part.card
    return {
        "text": part.text,
        "lang": part.lang,
        "content_warning": part.content_warning,
        "visibility": part.visibility,
        "media": [shelf.take(each) for each in part.attachments],
        "card": None
        if card is None
        else {
            "url": card.url,
            "title": card.title,
            "description": card.description,
            "media": [shelf.take(card.image)] if card.image else [],
        },
    }


def _vote(vote: VoteRow, request: Request) -> Values:
    return {
        "at": iso(vote.at),
        "vote": vote.vote,
        "content": vote.hash,
        "wordings": list(vote.digests),
        "voided_at": _until(vote.voided_at, request.scope.as_of),
        **_inside(request, {"person": vote.person, "reason": vote.reason}),
    }


def _attempt(attempt: AttemptRow, request: Request) -> Values:
    ended = attempt.finished_at is not None and attempt.finished_at <= request.scope.as_of
    answer = {"excerpt": attempt.excerpt, "reason": _both(attempt.reason)}
    return {
        "n": attempt.n,
        "part": attempt.part,
        "started_at": iso(attempt.started_at),
        "finished_at": _until(attempt.finished_at, request.scope.as_of),
        "outcome": attempt.outcome if ended else None,
        "status": attempt.status if ended else None,
        **(_inside(request, answer) if ended else {"excerpt": None, "reason": None}),
    }


def _order(order: OrderRow, request: Request) -> Values:
    later = order.settled_at is not None and order.settled_at > request.scope.as_of
    return {
        "kind": order.kind,
        "state": "open" if later else order.state,
        "ordered_at": iso(order.ordered_at),
        "settled_at": _until(order.settled_at, request.scope.as_of),
        "digest_before": order.digest_before,
        "digest_after": order.digest_after,
        **_inside(
            request,
            {"actor": order.actor, "reason": order.reason, "said": _both(order.said)},
        ),
    }


def _journal(connection: Transaction, request: Request, row: RecordRow) -> Iterator[Values]:
    if request.is_public:
        return
    for event in journal.events_of(connection, row.post):
        if event.delivery_id in {None, row.id} and event.at <= request.scope.as_of:
            yield {
                "at": iso(event.at),
                "kind": event.kind,
                "actor": event.actor,
                "said": _both(event.sentence),
            }


def _figure(sample: SampleRow, delivery: int, public: PublicCounts | None) -> Values:
    value: int | str = sample.value
    if public is not None:
        value = public.sample(delivery, sample.metric, sample.value)
    return {
        "metric": sample.metric,
        "value": value,
        "taken_at": iso(sample.taken_at),
        "source": sample.source,
    }


def _inside(request: Request, values: Mapping[str, object]) -> Values:
    """`values`, which outsiders do not get: their keys stay, so that the form is the same."""
    return dict.fromkeys(values) if request.is_public else dict(values)


def _both(said: Sentence | None) -> Values | None:
    return None if said is None else {"de": said.de, "en": said.en}


def _until(at: datetime | None, as_of: datetime) -> str | None:
    return iso(at) if at is not None and at <= as_of else None
