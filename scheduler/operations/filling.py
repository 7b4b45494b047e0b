# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filling the slots of evergreen pools: each free one gets a post, as one more of its occurrences.

A slot stays a post's until its delivery is certainly cancelled by the files. What a person
cancelled keeps its slot: it was not meant that another post goes out instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.model.delivery import State
from scheduler.model.post import Post, PostStatus
from scheduler.model.recurrence import Pool
from scheduler.planning.evergreen import Candidate, choose, pool_times
from scheduler.planning.planner import Known
from scheduler.planning.recurrence import Numbered, Time
from scheduler.planning.schedule import recurring_instant
from scheduler.store.plans import BY_FILE

Numbers = Mapping[str, Sequence[Numbered]]


@dataclass(frozen=True, slots=True)
class Terms:
    """The pools, their zone, the time, and the deliveries that stand already."""

    now: datetime
    zone: str
    pools: Mapping[str, Pool]
    deliveries: Sequence[Known]


def filled(
    numbers: Numbers,
    posts: Iterable[Post],
    published: Mapping[str, Sequence[datetime]],
    terms: Terms,
) -> dict[str, list[Numbered]]:
    """`numbers`, with slots that became free given back and every free slot given to a post."""
    present = {post.id: post for post in posts}
    found = {
        post: [_reviewed(each, post, present.get(post), terms) for each in rows]
        for post, rows in numbers.items()
    }
    for pool in terms.pools.values():
        _fill(pool, found, present.values(), published, terms)
    return found


def _fill(
    pool: Pool,
    found: dict[str, list[Numbered]],
    posts: Iterable[Post],
    published: Mapping[str, Sequence[datetime]],
    terms: Terms,
) -> None:
    taken = {each.wall for rows in found.values() for each in rows if each.pool == pool.name}
    times = [time for time in pool_times(pool, terms.zone, terms.now) if time.wall not in taken]
    candidates = [
        Candidate(
            post.id,
            post.evergreen,
            (*published.get(post.id, ()), *_planned(found.get(post.id, ()), terms.now)),
        )
        for post in posts
        if post.evergreen is not None and _is_in(post, pool)
    ]
    for time, post_id in choose(times, candidates).items():
        found[post_id] = _with(time, found.get(post_id, []), pool, terms.zone)


def _is_in(post: Post, pool: Pool) -> bool:
    if post.evergreen is None or post.status is not PostStatus.READY:
        return False
    return post.evergreen.pool == pool.name and bool(post.channels)


def _planned(rows: Iterable[Numbered], now: datetime) -> list[datetime]:
    return [each.due_at for each in rows if each.is_wanted and each.due_at > now]


def _with(time: Time, rows: Sequence[Numbered], pool: Pool, zone: str) -> list[Numbered]:
    """`rows` and one more; a local time that has a number keeps it."""
    known = next((each.number for each in rows if each.wall == time.wall), None)
    number = known or max((each.number for each in rows), default=0) + 1
    others = [each for each in rows if each.number != number]
    return [*others, Numbered(number, time.wall, zone, time.due_at, pool=pool.name)]


def _reviewed(row: Numbered, post_id: str, post: Post | None, terms: Terms) -> Numbered:
    """A slot that was given, as it stands now; one that has passed is left alone."""
    if row.pool is None or row.due_at <= terms.now:
        return row
    own = [
        each for each in terms.deliveries if each.post == post_id and each.occurrence == row.number
    ]
    if own and all(_is_withdrawn(each) for each in own):
        return replace(row, is_wanted=False, pool=None)
    if post is None:
        return row
    if _fits(row, post, terms):
        due_at = recurring_instant(row.wall, terms.zone).instant
        return replace(row, zone=terms.zone, due_at=due_at)
    return replace(row, is_wanted=False, pool=row.pool if own else None)


def _is_withdrawn(delivery: Known) -> bool:
    return delivery.state is State.CANCELLED and delivery.cancelled_by == BY_FILE


def _fits(row: Numbered, post: Post, terms: Terms) -> bool:
    """Whether the post would still be given that slot."""
    pool = terms.pools.get(row.pool or "")
    if pool is None or post.evergreen is None or not _is_in(post, pool):
        return False
    if post.evergreen.season is not None and not post.evergreen.season.holds(row.wall.date()):
        return False
    return any(
        row.wall.weekday() in slot.weekdays and row.wall.time() == slot.at for slot in pool.slots
    )
