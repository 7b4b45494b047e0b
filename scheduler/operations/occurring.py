# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Posts that go out more than once, with the occurrences that are to be planned now.

What is decided is written in one transaction before anything is composed: a number that was
given stays given, whatever crashes, and a slot of a pool has one post.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from scheduler.authoring.cron import cron_times
from scheduler.config.public_holidays import is_holiday_in
from scheduler.model.delivery import State
from scheduler.model.post import Post, PostStatus
from scheduler.model.recurrence import Occurrence, Pool, Repeat
from scheduler.operations.filling import Terms, filled
from scheduler.operations.workspace import Workspace
from scheduler.planning.planner import Known
from scheduler.planning.recurrence import (
    HORIZON,
    Numbered,
    Rule,
    Time,
    none_wanted,
    repeated,
    single,
)
from scheduler.planning.schedule import recurring_instant
from scheduler.store import occurrences
from scheduler.store.database import Transaction
from scheduler.store.plans import KnownPost

_SETTLED = frozenset({State.PUBLISHED, State.RETRACTED, State.CANCELLED, State.MISSED})
# A file that is mended within a day may still mend what failed; after that an edit is about the
# times to come, and must not bring an old one back.
MENDABLE_FOR = timedelta(days=1)

Numbers = Mapping[str, Sequence[Numbered]]


@dataclass(frozen=True, slots=True)
class Setting:
    """What deciding needs besides the posts: the time, the workspace's rules, the plan so far."""

    now: datetime
    zone: str
    pools: Mapping[str, Pool]
    is_holiday: Callable[[date], bool]
    posts: Mapping[str, KnownPost]
    deliveries: Sequence[Known]


def setting_of(
    workspace: Workspace, posts: Mapping[str, KnownPost], known: Sequence[Known], now: datetime
) -> Setting:
    """The setting of `workspace`, whose database has these posts and deliveries."""
    settings = workspace.settings
    return Setting(
        now=now,
        zone=settings.timezone,
        pools=settings.pools,
        is_holiday=is_holiday_in(settings.holidays),
        posts=posts,
        deliveries=known,
    )


def recur(posts: Sequence[Post], setting: Setting) -> bool:
    """Whether any post has, or ever had, more than one occurrence."""
    if any(post.recurs for post in posts):
        return True
    return any(delivery.occurrence > 1 for delivery in setting.deliveries)


def occurring(connection: Transaction, posts: Sequence[Post], setting: Setting) -> list[Post]:
    """`posts` with their occurrences; writes nothing."""
    return _with_occurrences(posts, _decide(connection, posts, setting)[1], setting)


def settled(connection: Transaction, posts: Sequence[Post], setting: Setting) -> list[Post]:
    """`posts` with their occurrences, whose numbers are written down."""
    occurrences.lock_numbers(connection)
    old, new = _decide(connection, posts, setting)
    occurrences.save_numbers(connection, old, new)
    return _with_occurrences(posts, new, setting)


def _decide(
    connection: Transaction, posts: Sequence[Post], setting: Setting
) -> tuple[Numbers, Numbers]:
    """The numbers as they are, and as they are to be."""
    old = occurrences.known_numbers(connection)
    new = {post.id: _numbers(post, old, setting) for post in posts}
    new = {post: rows for post, rows in new.items() if rows}
    new = {**old, **new}
    if setting.pools or any(each.pool for rows in old.values() for each in rows):
        terms = Terms(setting.now, setting.zone, setting.pools, setting.deliveries)
        new = filled(new, posts, occurrences.published_times(connection), terms)
    return old, new


def _numbers(post: Post, old: Numbers, setting: Setting) -> list[Numbered]:
    known = list(old.get(post.id, ())) or (_seeds(post, setting) if post.recurs else [])
    if post.evergreen is not None:
        others = none_wanted([each for each in known if each.pool is None], setting.now)
        return [*others, *(each for each in known if each.pool is not None)]
    if post.status is not PostStatus.READY or post.next_slot:
        return none_wanted(known, setting.now)
    if post.repeat is not None:
        return repeated(_rule(post, post.repeat, setting), known, setting.now)
    local = post.publish_local
    if not known or post.publish_at is None or local is None:
        return known
    return single(Time(local.wall, post.publish_at), known, local.zone, setting.now)


def _seeds(post: Post, setting: Setting) -> list[Numbered]:
    """A post that went out once, or was to, before it began to repeat: that time is number 1."""
    known = setting.posts.get(post.id)
    has_delivery = any(each.post == post.id for each in setting.deliveries)
    if known is None or not has_delivery or not (known.publish_at and known.local_time):
        return []
    wall = datetime.fromisoformat(known.local_time)
    zone = known.timezone or setting.zone
    return [Numbered(1, wall, zone, known.publish_at, is_single=True)]


def _rule(post: Post, repeat: Repeat, setting: Setting) -> Rule:
    local = post.publish_local
    start = local.wall if local else None
    return Rule(repeat, cron_times(repeat.cron), setting.is_holiday, start)


def _with_occurrences(posts: Sequence[Post], numbers: Numbers, setting: Setting) -> list[Post]:
    by_post: dict[str, list[Known]] = {}
    for delivery in setting.deliveries:
        by_post.setdefault(delivery.post, []).append(delivery)
    return [
        replace(
            post,
            occurrences=tuple(
                _occurrences(post, numbers[post.id], by_post.get(post.id, []), setting.now)
            ),
        )
        if post.id in numbers
        else post
        for post in posts
    ]


def _occurrences(
    post: Post, rows: Iterable[Numbered], deliveries: Sequence[Known], now: datetime
) -> Iterator[Occurrence]:
    for row in rows:
        if not row.is_wanted:
            continue
        if row.due_at > now or (row.is_single and not post.recurs):
            yield _occurrence(row, None)
            continue
        own = [each for each in deliveries if each.occurrence == row.number]
        still = frozenset(each.channel for each in own if _is_open(each, now))
        is_lost = not own and row.due_at > now - HORIZON
        if still or is_lost:
            yield _occurrence(row, still or None)


def _is_open(delivery: Known, now: datetime) -> bool:
    """Whether a passed occurrence may still go out there, so that it must stay wanted."""
    if delivery.state is State.FAILED:
        return now - delivery.due_at < MENDABLE_FOR
    return delivery.state not in _SETTLED


def _occurrence(row: Numbered, channels: frozenset[str] | None) -> Occurrence:
    meant = recurring_instant(row.wall, row.zone)
    return Occurrence(
        number=row.number,
        wall=row.wall,
        zone=row.zone,
        due_at=row.due_at,
        is_shifted=meant.is_shifted,
        comes_twice=meant.comes_twice and not row.is_single,
        channels=channels,
    )
