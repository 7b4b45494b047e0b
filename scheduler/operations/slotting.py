# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Posts that ask for `next_slot`, each with the slots that it has or takes now.

A slot that was taken stays its post's: neither an edit nor a restart moves it. It is given back
once its delivery is certainly cancelled, or where the files name another time. Who was seen first
takes first; of several seen at once the first by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from scheduler.authoring.queue_folder import Reading
from scheduler.model.delivery import State
from scheduler.model.post import Override, Post, PostStatus
from scheduler.model.recurrence import PoolSlot
from scheduler.model.window import Windows
from scheduler.operations.workspace import Workspace
from scheduler.planning.planner import CHANGEABLE, Known
from scheduler.planning.recurrence import Time
from scheduler.planning.slots import Asking, Taken, next_free, slot_times
from scheduler.planning.windows import subject_of
from scheduler.store import occurrences, plans, slots
from scheduler.store.database import Transaction
from scheduler.store.plans import BY_FILE

# What was just taken is not planned yet, and another program may have read older files.
_GRACE = timedelta(minutes=10)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Terms:
    """The channels' slots, their zone, the closed times, and when it is.

    `certain` says that a post which was not read is no longer there; `faulty` are those that are,
    but could not be read in full.
    """

    now: datetime
    zone: str
    slots: Mapping[str, tuple[PoolSlot, ...]]
    windows: Windows
    certain: bool = True
    faulty: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Book:
    """Who has which slot while the posts take theirs."""

    terms: Terms
    deliveries: Mapping[Key, Known]
    rows: dict[Key, Taken]
    busy: dict[str, set[datetime]]
    _times: dict[str, list[Time]] = field(default_factory=dict)

    def take(self, post: Post, channel: str) -> datetime | None:
        """When `post` goes out on `channel`: as it stands, or the next free slot."""
        key = (post.id, channel)
        own, delivery = self.rows.get(key), self.deliveries.get(key)
        if own is not None:
            return own.due_at
        if delivery is not None and not _may_be_moved(delivery):
            return delivery.due_at
        asking, busy = _asking(post, channel), self.busy.setdefault(channel, set())
        time = next_free(self._coming(channel), busy, asking, self.terms.windows)
        if time is None:
            return None
        self.rows[key] = Taken(
            post.id, channel, time.due_at, time.wall, self.terms.zone, self.terms.now
        )
        busy.add(time.due_at)
        return time.due_at

    def _coming(self, channel: str) -> list[Time]:
        if channel not in self._times:
            written = self.terms.slots.get(channel, ())
            self._times[channel] = slot_times(written, self.terms.zone, self.terms.now)
        return self._times[channel]


def terms_of(workspace: Workspace, reading: Reading, now: datetime) -> Terms:
    """The terms of `workspace`, whose files are as `reading` has them."""
    settings = workspace.settings
    return Terms(
        now=now,
        zone=settings.timezone,
        slots={name: channel.slots for name, channel in settings.channels.items()},
        windows=settings.windows,
        certain=reading.is_complete and not reading.broken_files,
        faulty=frozenset(post.id for post in reading.faulty),
    )


def are_used(connection: Transaction, posts: Iterable[Post]) -> bool:
    """Whether any post asks for a slot, or has one that it may have to give back."""
    return any(post.next_slot for post in posts) or slots.any_taken(connection)


def slotted(connection: Transaction, posts: Sequence[Post], terms: Terms) -> list[Post]:
    """`posts` with the slots that they have or would take; writes nothing."""
    return _decide(connection, posts, terms)[2]


def seated(connection: Transaction, posts: Sequence[Post], terms: Terms) -> list[Post]:
    """`posts` with their slots, which are written down."""
    occurrences.lock_numbers(connection)
    old, new, done = _decide(connection, posts, terms)
    before, after = set(old), set(new)
    slots.give_back(connection, before - after)
    slots.take(connection, sorted(after - before, key=lambda each: each.due_at))
    return done


def _decide(
    connection: Transaction, posts: Sequence[Post], terms: Terms
) -> tuple[list[Taken], list[Taken], list[Post]]:
    """The slots as they are, as they are to be, and the posts with theirs."""
    old = slots.taken_slots(connection)
    known = plans.known_deliveries(connection)
    deliveries = {(each.post, each.channel): each for each in known if each.occurrence == 1}
    wanted = {(post.id, name): post for post in posts for name in _channels(post)}
    present = {post.id: post for post in posts}
    kept = {
        (row.post, row.channel): row
        for row in old
        if _stays(row, wanted.get((row.post, row.channel)), deliveries, (present, terms))
    }
    book = _Book(terms, deliveries, kept, _busy(kept.values(), posts, known))
    sights = slots.first_sights(connection)
    for post in sorted(posts, key=lambda each: (sights.get(each.id, terms.now), each.id)):
        if post.next_slot and post.status is PostStatus.READY:
            at = {name: book.take(post, name) for name in _channels(post)}
            found = {name: due_at for name, due_at in at.items() if due_at is not None}
            present[post.id] = replace(post, slots=MappingProxyType(found))
    return old, list(book.rows.values()), [present[post.id] for post in posts]


def _channels(post: Post) -> tuple[str, ...]:
    """The channels on which it asks for a slot."""
    if not post.next_slot or post.status is not PostStatus.READY:
        return ()
    return tuple(name for name in post.channels if not post.overrides.get(name, Override()).skip)


def _stays(
    row: Taken,
    asker: Post | None,
    deliveries: Mapping[Key, Known],
    there: tuple[Mapping[str, Post], Terms],
) -> bool:
    """Whether a slot is still its post's."""
    present, terms = there
    delivery = deliveries.get((row.post, row.channel))
    if delivery is None and terms.now - row.taken_at < _GRACE:
        return True
    if row.due_at <= terms.now:
        # It passed while the post could not be planned: then the post is to have another one.
        return delivery is not None or asker is None
    if delivery is not None and delivery.state is State.CANCELLED:
        by_file = delivery.cancelled_by == BY_FILE
        return asker is not None and by_file and _suits(row, asker, terms)
    return asker is not None or _may_still_be_meant(row, delivery, present, terms)


def _suits(row: Taken, asker: Post, terms: Terms) -> bool:
    return _asking(asker, row.channel).suits(row.due_at, terms.windows)


def _may_still_be_meant(
    row: Taken, delivery: Known | None, present: Mapping[str, Post], terms: Terms
) -> bool:
    """Whether a slot that nobody asks for is kept until its delivery is certainly withdrawn."""
    post = present.get(row.post)
    if post is None:
        return delivery is not None or not terms.certain or row.post in terms.faulty
    return delivery is not None and (post.status is not PostStatus.READY or post.next_slot)


def _may_be_moved(delivery: Known) -> bool:
    if delivery.state is State.CANCELLED:
        return delivery.cancelled_by == BY_FILE
    return delivery.state in CHANGEABLE and not delivery.parts_live


def _asking(post: Post, channel: str) -> Asking:
    return Asking(subject_of(post, channel), post.embargo_until, post.not_after)


def _busy(
    rows: Iterable[Taken], posts: Iterable[Post], known: Iterable[Known]
) -> dict[str, set[datetime]]:
    """The times at which something goes out on each channel, so that they are no free slots."""
    found: dict[str, set[datetime]] = {}
    for channel, due_at in (
        *((row.channel, row.due_at) for row in rows),
        *((each.channel, each.due_at) for each in known if each.state is not State.CANCELLED),
        *(time for post in posts for time in _fixed_times(post)),
    ):
        found.setdefault(channel, set()).add(due_at)
    return found


def _fixed_times(post: Post) -> Iterator[tuple[str, datetime]]:
    if post.next_slot or post.status is not PostStatus.READY:
        return
    for channel in post.channels:
        due_at = post.due_on(channel)
        if due_at is not None and not post.recurs:
            yield channel, due_at
        yield from ((channel, each.due_at) for each in post.occurrences)
