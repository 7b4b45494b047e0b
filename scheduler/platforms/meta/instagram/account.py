# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected Instagram account.

Once only: a post is made as a container, whose id is kept, and then published. After an unclear
answer the container's condition decides; the account's own posts only tell where the post is.
Comments have no container: they are looked up below their post.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from scheduler.model.engagement import Counts
from scheduler.model.errors import PublishError, Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Artefacts,
    Connection,
    Health,
    Limits,
    Look,
    Pending,
    Quota,
    ReplyTo,
    Sought,
)
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.meta import lookup
from scheduler.platforms.meta.containers import Containers, Ways
from scheduler.platforms.meta.graph import Graph
from scheduler.platforms.meta.health import inspected, missing_scopes
from scheduler.platforms.meta.instagram import engagement
from scheduler.platforms.meta.instagram.composing import LIMITS, NEEDS_MEDIA, STORY_LIMITS
from scheduler.platforms.meta.instagram.posts import child_fields, post_fields, story_fields
from scheduler.platforms.meta.instagram.settings import Settings
from scheduler.platforms.meta.publication import Publication
from scheduler.platforms.meta.quota import quota_at
from scheduler.platforms.meta.refusals import Meaning, means
from scheduler.platforms.meta.staged import StagedMedia
from scheduler.platforms.meta.token import Renewal, TokenKeeper

NUMBER = r"\d{1,30}"
POSTS_PER_CALL = 10  # our own choice: two calls for each post
NAMES = lookup.Names("caption", "timestamp", "permalink")
COMMENT_NAMES = lookup.Names("text", "timestamp", "")
RENEWAL = Renewal("/refresh_access_token", "ig_refresh_token")
SCOPES = {
    "instagram": (
        "instagram_business_basic",
        "instagram_business_content_publish",
        "instagram_business_manage_comments",
        "instagram_business_manage_insights",
    ),
    "facebook": (
        "instagram_basic",
        "instagram_content_publish",
        "instagram_manage_comments",
        "instagram_manage_insights",
    ),
}


class Account:
    """Publishes posts, stories and comments; looks up, counts, checks; renews its token."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._clock = connection.clock
        self._path = f"/{settings.account}"
        self._tokens = TokenKeeper(settings.token, connection)
        secret = settings.app_secret
        proof = partial(secret.reveal, Path(connection.workspace)) if secret else None
        self._graph = Graph(
            connection.http, connection.clock, settings.base, self._tokens.now, proof
        )
        self._staged = StagedMedia(settings.staging, connection)
        ways = Ways(f"{self._path}/media", f"{self._path}/media_publish", "status_code", "status")
        self._publication = Publication(
            Containers(self._graph, ways), self._staged, connection.clock, child_fields
        )

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Have Meta fetch the media of a carousel, and wait for it, but not for long."""
        del key
        refuse_hidden(part, "Instagram")
        self._publication.prepare(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending:
        """One post or story, or one comment below the first part."""
        del key
        refuse_hidden(part, "Instagram")
        if reply_to is not None:
            return self._commented(part, reply_to)
        if not part.attachments:
            raise Rejected(NEEDS_MEDIA)
        if self._is_story and part.text:
            raise Rejected(_STORY_TEXT)

        def fields(addresses: Sequence[str], children: Sequence[str]) -> Mapping[str, str]:
            if self._is_story:
                return story_fields(part, addresses)
            return post_fields(part, addresses, children, in_feed=self._settings.reels_in_feed)

        live = self._publication.publish(part, artefacts, fields)
        return live if isinstance(live, Pending) else self._remote(live)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """The condition of each container and one listing for all posts; comments one by one."""
        found, live = self._publication.asked([each for each in sought if each.reply_to is None])
        if live:
            path = f"{self._path}/{'stories' if self._is_story else 'media'}"
            since = min(each.started_at for each in live) - lookup.BEFORE_START
            listing = lookup.listed(self._graph, path, NAMES, since)
            found |= lookup.looks(live, listing, NAMES, are_live=True)
        for each in sought:
            if each.reply_to is not None:
                found[each.key] = self._comment_found(each, each.reply_to)
        return found

    def fetch_limits(self) -> Limits:
        """Those of posts, or of stories."""
        return STORY_LIMITS if self._is_story else LIMITS

    @property
    def batch_size(self) -> int:
        """How many posts are asked for in a row; the API gives one by one."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Views, reach, likes, comments, saves, shares; a post that is gone is left out."""
        ids = {own_id(each, NUMBER): each.id for each in remotes}
        counted = {
            ids[identifier]: engagement.counts(self._graph, identifier)
            for identifier in ids
            if identifier is not None
        }
        return {identifier: each for identifier, each in counted.items() if each is not None}

    def measure_account(self) -> Counts:
        """How many follow the account."""
        told = self._graph.asked(self._path, fields="followers_count")
        followers = told.get("followers_count")
        return Counts({"followers": followers} if isinstance(followers, int) else {})

    def quota(self) -> Quota | None:
        """How many posts the account may still publish."""
        path = f"{self._path}/content_publishing_limit"
        return quota_at(self._graph, path, self._clock.now())

    def check(self) -> Health:
        """Which account it is, what the token allows and until when; renews a week-old token."""
        told = self._graph.asked(self._path, fields="id,username")
        login = self._settings.login
        if login == "instagram" and self._settings.renew:
            self._tokens.renew(self._graph, RENEWAL)
        inspection = inspected(self._graph, self._tokens.now())
        problems = (
            *missing_scopes(inspection, SCOPES[login]),
            *self._staged.problems(self._clock.now(), needed=True),
        )
        ends = inspection.expires_at or self._tokens.expires_at()
        account = f"@{told.get('username')}"
        return Health(account, problems, inspection.scopes, ends, self.fetch_limits())

    @property
    def _is_story(self) -> bool:
        return self._settings.post_as == "story"

    def _commented(self, part: Part, reply_to: ReplyTo) -> Remote:
        root = required_id(reply_to.root, NUMBER)
        response = self._graph.send(f"/{root}/comments", {"message": part.text})
        return Remote(self._graph.named(response), reply_to.root.url)

    def _comment_found(self, sought: Sought, reply_to: ReplyTo) -> Look:
        path = f"/{required_id(reply_to.root, NUMBER)}/comments"
        since = sought.started_at - lookup.BEFORE_START
        listing = lookup.listed(self._graph, path, COMMENT_NAMES, since, newest_first=False)
        return lookup.look(sought, listing, COMMENT_NAMES)

    def _remote(self, identifier: str) -> Remote:
        """Its address is a nicety: the post is live, whatever becomes of the question."""
        try:
            told = self._graph.asked(f"/{identifier}", fields="id,permalink")
        except PublishError:
            return Remote(identifier)
        return lookup.remote_of({**told, "id": identifier}, NAMES)


class DeletingAccount(Account):
    """An account with Facebook's login, which alone may delete (since 2025-12-03)."""

    def delete(self, remote: Remote) -> None:
        """Delete it; gone is gone."""
        response = self._graph.remove(f"/{required_id(remote, NUMBER)}")
        if not means(response, Meaning.MISSING):
            self._graph.result(response)


def connected(settings: Settings, connection: Connection) -> Account:
    """The account; only with Facebook's login can it delete."""
    kind = DeletingAccount if settings.login == "facebook" else Account
    return kind(settings, connection)


_STORY_TEXT = Sentence(
    "Der Beitrag wurde geplant, bevor der Kanal als Kanal für Storys bekannt war; sein Text ginge "
    "verloren. Planen Sie ihn neu (litfass sync).",
    "The post was planned before the channel was known as one of stories; its text would be lost. "
    "Plan it again (litfass sync).",
)
