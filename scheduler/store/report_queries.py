# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What reports ask, as of an instant.

Everything that can change is read from what is only ever appended (attempts, journal, samples,
what a file said before it was edited), so that the same instant gives the same answer for ever.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, Select, Text, func, select, true, type_coerce
from sqlalchemy.dialects.postgresql import distinct_on

from scheduler.model.delivery import State
from scheduler.store import schema
from scheduler.store.superseded import Earlier, belongs, earlier
from scheduler.store.types import from_milliseconds

_deliveries = schema.deliveries
_posts = schema.posts
_samples = schema.samples
_attempts = schema.attempts
_events = schema.events
_superseded = schema.superseded

_AT_A_TIME = 10_000
# Not the messages: a report over many posts has no use for them.
_OUTING = (
    *(
        _deliveries.c[name]
        for name in (
            "id",
            "post_id",
            "channel",
            "platform",
            "occurrence",
            "due_at",
            "published_at",
            "url",
        )
    ),
    _posts.c.lang,
    type_coerce(_posts.c.topics, Text).label("topics"),
    type_coerce(_posts.c.regions, Text).label("regions"),
)

_STATE_AFTER: Mapping[str, State] = {
    "published": State.PUBLISHED,
    "retrying": State.RETRYING,
    "failed": State.FAILED,
    "unknown": State.UNCONFIRMED,
    "blocked": State.HELD,
    "pending": State.RETRYING,
    "handed_over": State.REVIEW,
}


@dataclass(frozen=True, slots=True)
class Outing:
    """A delivery as it stood at the instant asked for; `published_at` is None if not yet live."""

    id: int
    post: str
    channel: str
    platform: str
    occurrence: int
    lang: str
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    due_at: datetime
    state: State
    published_at: datetime | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of one metric, when it was taken, and how (`api`, `manual`, `import`)."""

    value: int
    taken_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """How often a channel's platform refused its access, and when last."""

    times: int
    last: datetime


def campaigns(connection: Connection) -> list[str]:
    """The campaigns of all posts that were ever read."""
    query = select(_posts.c.campaign).where(_posts.c.campaign.is_not(None)).distinct()
    return sorted(connection.execute(query).scalars())


def has_posts_without_campaign(connection: Connection) -> bool:
    """Whether any post belongs to no campaign."""
    query = select(_posts.c.id).where(_posts.c.campaign.is_(None)).limit(1)
    return connection.execute(query).first() is not None


def outings(connection: Connection, campaign: str | None, as_of: datetime) -> list[Outing]:
    """The deliveries that were planned by `as_of`, by due time; `campaign` None gives all."""
    query = (
        select(*_OUTING)
        .join_from(_deliveries, _posts)
        .where(_deliveries.c.created_at <= as_of)
        .order_by(_deliveries.c.due_at, _deliveries.c.post_id, _deliveries.c.channel)
    )
    history = _histories(connection, campaign, as_of)
    rows = connection.execute(query.where(belongs(connection, campaign, as_of)))
    then = earlier(connection, as_of)
    found = [
        _outing(row, as_of, history.get(row.id, State.PLANNED))
        for several in rows.partitions(_AT_A_TIME)
        for row in several
    ]
    return _as_it_was(found, then) if then.posts or then.due_at else found


def counts(
    connection: Connection, campaign: str | None, as_of: datetime
) -> dict[int, dict[str, Count]]:
    """The newest figure of each metric, taken by `as_of`, of each delivery's id."""
    mine = select(_deliveries.c.id).join_from(_deliveries, _posts)
    taken = (
        _samples.c.taken_at <= as_of,
        _samples.c.delivery_id.in_(mine.where(belongs(connection, campaign, as_of))),
    )
    query = _newest(connection.dialect.name).where(*taken)
    found: defaultdict[int, dict[str, Count]] = defaultdict(dict)
    for rows in connection.execute(query).partitions(_AT_A_TIME):
        for row in rows:
            delivery, metric, value, source, taken_at = row
            found[delivery][metric] = Count(value, _instant(taken_at), source)
    return found


@lru_cache(maxsize=65_536)
def _instant(milliseconds: int) -> datetime:
    """One answer of a platform gives many figures of the same instant."""
    return from_milliseconds(milliseconds)


def _newest(dialect: str) -> Select[Any]:
    """The newest sample of each delivery's metric, in the order of the index that finds them.

    SQLite gives with max() the row in which it found the maximum; PostgreSQL asks for it so.
    """
    group = (_samples.c.delivery_id, _samples.c.metric)
    columns = (*group, _samples.c.value, _samples.c.source)
    taken = type_coerce(_samples.c.taken_at, BigInteger)
    if dialect == "sqlite":
        return select(*columns, func.max(taken)).group_by(*group)
    ordered = (*group, taken.desc(), _samples.c.id.desc())
    return select(*columns, taken).ext(distinct_on(*group)).order_by(*ordered)


def counts_at_age(
    connection: Connection,
    campaign: str | None,
    as_of: datetime,
    age: timedelta,
    tolerance: timedelta,
) -> dict[int, dict[str, Count]]:
    """Of each delivery's id the figure of each metric taken nearest to `age` after publication.

    Taken by `as_of`, and not further from `age` than `tolerance`: of these figures those of two
    deliveries compare, of the newest ones they do not.
    """
    wanted, around = (round(span.total_seconds() * 1000) for span in (age, tolerance))
    reached = type_coerce(_samples.c.taken_at, BigInteger) - type_coerce(
        _deliveries.c.published_at, BigInteger
    )
    query = (
        select(_samples)
        .join_from(_samples, _deliveries)
        .join(_posts)
        .where(
            _samples.c.taken_at <= as_of,
            reached.between(wanted - around, wanted + around),
        )
        .order_by(func.abs(reached - wanted).desc(), _samples.c.id)
    )
    found: dict[int, dict[str, Count]] = {}
    for row in connection.execute(query.where(belongs(connection, campaign, as_of))):
        count = Count(row.value, row.taken_at, row.source)
        found.setdefault(row.delivery_id, {})[row.metric] = count
    return found


def account_counts(
    connection: Connection, metric: str, as_of: datetime
) -> dict[str, tuple[Count, ...]]:
    """All figures of `metric` of each channel's account, oldest first."""
    rows = connection.execute(
        select(_samples)
        .where(
            _samples.c.delivery_id.is_(None),
            _samples.c.metric == metric,
            _samples.c.taken_at <= as_of,
        )
        .order_by(_samples.c.channel, _samples.c.taken_at, _samples.c.id)
    )
    found: dict[str, list[Count]] = {}
    for row in rows:
        found.setdefault(row.channel, []).append(Count(row.value, row.taken_at, row.source))
    return {channel: tuple(series) for channel, series in found.items()}


def refused_access(
    connection: Connection, campaign: str | None, as_of: datetime
) -> dict[str, Blocked]:
    """The channels whose platform refused access (an expired token, a missing right)."""
    query = (
        select(
            _deliveries.c.channel,
            func.count().label("times"),
            func.max(_attempts.c.finished_at).label("last"),
        )
        .join_from(_attempts, _deliveries)
        .join(_posts)
        .where(_attempts.c.outcome == "blocked", _attempts.c.finished_at <= as_of)
        .group_by(_deliveries.c.channel)
        .order_by(_deliveries.c.channel)
    )
    rows = connection.execute(query.where(belongs(connection, campaign, as_of)))
    return {row.channel: Blocked(row.times, row.last) for row in rows}


def newest_fact(connection: Connection, campaign: str | None) -> datetime | None:
    """When something was last found out about these posts or any account; None if never."""
    asked = (
        select(func.max(_deliveries.c.published_at)).join_from(_deliveries, _posts),
        select(func.max(_attempts.c.finished_at)).join_from(_attempts, _deliveries).join(_posts),
        select(func.max(_events.c.at)).join_from(_events, _deliveries).join(_posts),
        select(func.max(_samples.c.taken_at)).join_from(_samples, _deliveries).join(_posts),
        select(func.max(_deliveries.c.created_at)).join_from(_deliveries, _posts),
        select(func.max(_superseded.c.until)).join_from(_superseded, _posts),
    )
    mine = true() if campaign is None else _posts.c.campaign == campaign
    known = [connection.execute(query.where(mine)).scalar() for query in asked]
    accounts = select(func.max(_samples.c.taken_at)).where(_samples.c.delivery_id.is_(None))
    known.append(connection.execute(accounts).scalar())
    return max((instant for instant in known if instant is not None), default=None)


def _as_it_was(outings_: Iterable[Outing], then: Earlier) -> list[Outing]:
    """With the times, languages, topics and regions that held then, again in order."""
    found = []
    for each in outings_:
        said: Mapping[str, Any] = {
            "lang": each.lang,
            "topics": each.topics,
            "regions": each.regions,
        }
        said = then.posts.get(each.post, said)
        was = replace(
            each,
            lang=said["lang"],
            topics=tuple(said["topics"]),
            regions=tuple(said["regions"]),
            due_at=then.due_at.get(each.id, each.due_at),
        )
        found.append(was)
    return sorted(found, key=lambda each: (each.due_at, each.post, each.channel))


def _outing(row: Row[Any], as_of: datetime, history: State) -> Outing:
    live = row.published_at is not None and row.published_at <= as_of
    state = State.PUBLISHED if live and history is not State.RETRACTED else history
    if not live and state is State.PUBLISHED:
        state = State.SENDING  # one part of a thread is live, the thread is not
    return Outing(
        id=row.id,
        post=row.post_id,
        channel=row.channel,
        platform=row.platform,
        occurrence=row.occurrence,
        lang=row.lang,
        topics=_names(row.topics),
        regions=_names(row.regions),
        due_at=row.due_at,
        state=state,
        published_at=row.published_at if live else None,
        url=row.url if live else None,
    )


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    """A list of names as it is kept: most posts share theirs with others."""
    return tuple(json.loads(text))


def _histories(connection: Connection, campaign: str | None, as_of: datetime) -> dict[int, State]:
    """The state that the last attempt or journal entry by `as_of` led to, by delivery."""
    tried = select(_attempts.c.delivery_id, _attempts.c.finished_at, _attempts.c.outcome)
    tried = tried.join_from(_attempts, _deliveries).join(_posts)
    tried = tried.where(_attempts.c.finished_at <= as_of).order_by(_attempts.c.id)
    told = select(_events.c.delivery_id, _events.c.at, _events.c.kind)
    told = told.join_from(_events, _deliveries).join(_posts)
    told = told.where(_events.c.at <= as_of).order_by(_events.c.id)
    mine = belongs(connection, campaign, as_of)
    moments = [
        (at, delivery, _STATE_AFTER.get(outcome))
        for delivery, at, outcome in connection.execute(tried.where(mine))
    ]
    moments += [
        (at, delivery, _state_told(kind))
        for delivery, at, kind in connection.execute(told.where(mine))
    ]
    # A stable sort: at one instant the journal has the last word over the attempt.
    return _last(sorted(moments, key=lambda moment: moment[0]))


def _last(moments: Iterable[tuple[datetime, int, State | None]]) -> dict[int, State]:
    return {delivery: state for _, delivery, state in moments if state is not None}


def _state_told(kind: str) -> State | None:
    """The state in a journal kind (`delivery.held`, `order.planned`), None for other entries."""
    name = kind.partition(".")[2]
    return State(name) if name in set(State) else None
