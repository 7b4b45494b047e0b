# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulated world: accounts, what they published, and which faults will strike.

All dialects of one server share one world. It is safe to use from many threads: everything in
it is an immutable value that is replaced under one lock.
"""

from __future__ import annotations

import dataclasses
import hashlib
import math
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scheduler.model.clock import Clock
from scheduler.model.message import Facet
from scheduler.simulator.faults import FaultPlan

FIRST_ID = (
    110_000_000_000_000_000  # as long as a real Mastodon id, so that nobody takes it for 32 bits
)
MOST_PER_POST = 400
HOURS_TO_TWO_THIRDS = 9.0
FEWEST_FOLLOWERS = 200
MOST_FOLLOWERS = 20_000


@dataclass(frozen=True, slots=True)
class SimAccount:
    """An account; `token` is what its owner proves himself with."""

    platform: str
    handle: str
    name: str
    token: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SimMedium:
    """An uploaded file, with its bytes; `alt` is None where none was given."""

    id: str
    mime: str
    size_bytes: int
    data: bytes = field(repr=False)
    alt: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class SimCard:
    """The preview of a link."""

    url: str
    title: str
    description: str = ""
    image: SimMedium | None = None


@dataclass(frozen=True, slots=True)
class SimPost:
    """A published post as readers see it.

    `facets` is None where the platform marks up the text itself (Mastodon) and a tuple where
    the sender does (Bluesky). `reply_to` is the id of a post on the same platform. `raw` is the
    request as the platform got it, `key` the idempotency key or client-made name in it.
    """

    id: str
    platform: str
    account: str
    text: str
    created_at: datetime
    lang: str | None = None
    visibility: str = "public"
    content_warning: str | None = None
    media: tuple[SimMedium, ...] = ()
    card: SimCard | None = None
    facets: tuple[Facet, ...] | None = None
    reply_to: str | None = None
    deleted: bool = False
    url: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
    key: str | None = None


class World:
    """What has arrived, by platform; the oracle of contract and fault tests."""

    def __init__(self, clock: Clock) -> None:
        """Take every "now" from `clock`, also where it jumps."""
        self.clock = clock
        self.faults = FaultPlan()
        self._lock = threading.RLock()
        self._accounts: dict[tuple[str, str], SimAccount] = {}
        self._posts: dict[tuple[str, str], SimPost] = {}
        self._media: dict[str, SimMedium] = {}
        self._arrivals: list[str] = []
        self._last_id = FIRST_ID

    def now(self) -> datetime:
        """The present instant of this world."""
        return self.clock.now()

    def next_id(self) -> str:
        """A fresh decimal id, greater than all before it."""
        with self._lock:
            self._last_id += 1
            return str(self._last_id)

    def account(self, platform: str, handle: str) -> SimAccount:
        """The account called `handle`; it signs up when it is first seen."""
        with self._lock:
            return self._accounts.setdefault(
                (platform, handle),
                SimAccount(platform, handle, handle, token_of(handle), self.now()),
            )

    def account_with(self, platform: str, token: str) -> SimAccount | None:
        """The account that `token` belongs to; None for a token that this world never gave."""
        handle = handle_of(token)
        return None if handle is None else self.account(platform, handle)

    @property
    def accounts(self) -> tuple[SimAccount, ...]:
        """All accounts, in the order of signing up."""
        with self._lock:
            return tuple(self._accounts.values())

    def publish(self, post: SimPost) -> SimPost:
        """Make `post` public and count its arrival; the same id replaces (and counts again)."""
        with self._lock:
            self.account(post.platform, post.account)
            self._posts[post.platform, post.id] = post
            self._arrivals.append(post.platform)
            return post

    def arrivals(self, platform: str | None = None) -> int:
        """How many posts were ever made public, deleted ones too."""
        with self._lock:
            return sum(1 for arrived in self._arrivals if platform in {None, arrived})

    def posts(self, platform: str | None = None, account: str | None = None) -> tuple[SimPost, ...]:
        """The posts, deleted ones too, in the order of arrival."""
        with self._lock:
            every = tuple(self._posts.values())
        return tuple(
            post
            for post in every
            if platform in {None, post.platform} and account in {None, post.account}
        )

    def post(self, platform: str, post_id: str) -> SimPost | None:
        """The post that is live under `post_id`; None when it never was or is deleted."""
        with self._lock:
            post = self._posts.get((platform, post_id))
        return None if post is None or post.deleted else post

    def post_with_key(self, platform: str, account: str, key: str) -> SimPost | None:
        """The live post that `account` published with `key`."""
        for post in self.posts(platform, account):
            if post.key == key and not post.deleted:
                return post
        return None

    def replace(self, post: SimPost) -> SimPost:
        """Put an edited version in the place of the post with its id; no arrival is counted."""
        with self._lock:
            self._posts[post.platform, post.id] = post
            return post

    def delete(self, platform: str, post_id: str) -> bool:
        """Delete it for readers; False when there is nothing to delete."""
        with self._lock:
            post = self.post(platform, post_id)
            if post is None:
                return False
            self._posts[platform, post_id] = dataclasses.replace(post, deleted=True)
            return True

    def keep_medium(self, medium: SimMedium) -> SimMedium:
        """Store an uploaded file (or a changed description of it) under its id."""
        with self._lock:
            self._media[medium.id] = medium
            return medium

    def media(self) -> tuple[SimMedium, ...]:
        """Every uploaded file."""
        with self._lock:
            return tuple(self._media.values())

    def medium(self, medium_id: str) -> SimMedium | None:
        """The uploaded file, None if there is none."""
        with self._lock:
            return self._media.get(medium_id)

    def counts(self, post: SimPost, weights: Mapping[str, float]) -> dict[str, int]:
        """Figures of `post` now, by the names in `weights`.

        They only grow, fast in the first hours and then slowly, and are the same in each run:
        they follow from the id. A weight of 0.1 gives about a tenth of the figure.
        """
        hours = max((self.now() - post.created_at).total_seconds() / 3600, 0.0)
        share = 1 - math.exp(-hours / HOURS_TO_TWO_THIRDS)
        ceilings = {name: _drawn(f"{post.id}\n{name}", MOST_PER_POST) for name in weights}
        return {name: int(ceilings[name] * weight * share) for name, weight in weights.items()}

    def followers(self, platform: str, account: str) -> int:
        """How many follow `account` now: a figure of its name, one more each day."""
        since = self.now() - self.account(platform, account).created_at
        start = FEWEST_FOLLOWERS + _drawn(f"{platform}\n{account}", MOST_FOLLOWERS)
        return start + since.days


_TOKEN = "simulated-token-of-"  # noqa: S105 - a token of a world that does not exist


def token_of(handle: str) -> str:
    """The access token that the world gives to `handle`."""
    return _TOKEN + handle


def handle_of(token: str) -> str | None:
    """Whose token it is; None for one that this world never gave."""
    return token.removeprefix(_TOKEN) if token.startswith(_TOKEN) else None


def _drawn(seed: str, below: int) -> int:
    """A number from 0 that follows from `seed` alone."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % below
