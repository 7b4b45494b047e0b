# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected Threads profile.

Once only: a post is made as a container, whose id is kept, and then published. After an unclear
answer the container's condition decides; the profile's own posts only tell where the post is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.model.engagement import Counts
from scheduler.model.errors import PublishError, Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Artefacts,
    Connection,
    Health,
    Look,
    Pending,
    Quota,
    ReplyTo,
    Sought,
)
from scheduler.planning.composition import refuse_hidden
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.meta import lookup, wording
from scheduler.platforms.meta.containers import Containers, Ways
from scheduler.platforms.meta.figures import counts_of
from scheduler.platforms.meta.graph import Graph
from scheduler.platforms.meta.health import inspected, missing_scopes
from scheduler.platforms.meta.publication import Publication
from scheduler.platforms.meta.quota import quota_at
from scheduler.platforms.meta.refusals import Meaning, means
from scheduler.platforms.meta.staged import StagedMedia
from scheduler.platforms.meta.threads.composing import LIMITS, has_too_many
from scheduler.platforms.meta.threads.posts import child_fields, post_fields
from scheduler.platforms.meta.threads.settings import Settings
from scheduler.platforms.meta.token import Renewal, TokenKeeper

NUMBER = r"\d{1,30}"
POSTS_PER_CALL = 10  # our own choice: one call for each post
NAMES = lookup.Names("text", "timestamp", "permalink")
WAYS = Ways("/me/threads", "/me/threads_publish", "status", "error_message")
RENEWAL = Renewal("/refresh_access_token", "th_refresh_token")
SCOPES = (
    "threads_basic",
    "threads_content_publish",
    "threads_manage_replies",
    "threads_manage_insights",
    "threads_delete",
)
# insights, 2026-04-21; `shares` is marked as in development there and not asked for
METRICS = {
    "views": "views",
    "likes": "reactions",
    "replies": "comments",
    "reposts": "shares",
    "quotes": "quotes",
}


class Profile:
    """Publishes, looks up, counts, deletes, checks; renews its token."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._clock = connection.clock
        self._tokens = TokenKeeper(settings.token, connection)
        base = f"{settings.url}/{settings.version}"
        self._graph = Graph(connection.http, connection.clock, base, self._tokens.now)
        self._staged = StagedMedia(settings.staging, connection)
        self._publication = Publication(
            Containers(self._graph, WAYS), self._staged, connection.clock, child_fields
        )

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Have Meta fetch the media of a carousel, and wait for it, but not for long."""
        del key
        self._refuse(part)
        self._publication.prepare(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending:
        """Make the container if need be, and publish it, once."""
        del key
        self._refuse(part)
        parent = own_id(reply_to.parent, NUMBER) if reply_to else None
        audience = self._settings.replies

        def fields(addresses: Sequence[str], children: Sequence[str]) -> Mapping[str, str]:
            return post_fields(part, addresses, children, parent, audience)

        live = self._publication.publish(part, artefacts, fields)
        return live if isinstance(live, Pending) else self._remote(live)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """The condition of each container, and one listing of the profile's posts for all."""
        found, live = self._publication.asked(sought)
        for path, mine in (
            ("/me/threads", [each for each in live if each.reply_to is None]),
            ("/me/replies", [each for each in live if each.reply_to is not None]),
        ):
            if mine:
                since = min(each.started_at for each in mine) - lookup.BEFORE_START
                listing = lookup.listed(self._graph, path, NAMES, since)
                found |= lookup.looks(mine, listing, NAMES, are_live=True)
        return found

    @property
    def batch_size(self) -> int:
        """How many posts are asked for in a row; the API gives one by one."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Views, likes, replies, reposts, quotes; a post that is gone is left out."""
        found = {}
        for remote in remotes:
            identifier = own_id(remote, NUMBER)
            if identifier is None:
                continue
            told = self._graph.look(f"/{identifier}/insights", metric=",".join(METRICS))
            if not means(told, Meaning.MISSING, Meaning.NOT_READY):
                found[remote.id] = counts_of(self._graph.result(told), METRICS)
        return found

    def measure_account(self) -> Counts:
        """How many follow the profile."""
        told = self._graph.asked("/me/threads_insights", metric="followers_count")
        return counts_of(told, {"followers_count": "followers"})

    def delete(self, remote: Remote) -> None:
        """Delete it, one of 100 a day; gone is gone."""
        response = self._graph.remove(f"/{required_id(remote, NUMBER)}")
        if not means(response, Meaning.MISSING, Meaning.NOT_READY):
            self._graph.result(response)

    def quota(self) -> Quota | None:
        """How many posts the profile may still publish; it counts the last 24 hours."""
        return quota_at(self._graph, "/me/threads_publishing_limit", self._clock.now())

    def check(self) -> Health:
        """Whose token it is, what it allows and until when; renews it when it is a week old."""
        me = self._graph.asked("/me", fields="id,username")
        if self._settings.renew:
            self._tokens.renew(self._graph, RENEWAL)
        inspection = inspected(self._graph, self._tokens.now())
        problems = (
            *missing_scopes(inspection, SCOPES),
            *self._staged.problems(self._clock.now(), needed=False),
        )
        ends = inspection.expires_at or self._tokens.expires_at()
        account = f"@{me.get('username')}"
        return Health(account, problems, inspection.scopes, ends, LIMITS)

    def _refuse(self, part: Part) -> None:
        refuse_hidden(part, "Threads")
        if has_too_many(part):
            raise Rejected(wording.content("THREADS_API__LINK_LIMIT_EXCEEDED"))

    def _remote(self, identifier: str) -> Remote:
        """Its address is a nicety: the post is live, whatever becomes of the question."""
        try:
            told = self._graph.asked(f"/{identifier}", fields="id,permalink")
        except PublishError:
            return Remote(identifier)
        return lookup.remote_of({**told, "id": identifier}, NAMES)
