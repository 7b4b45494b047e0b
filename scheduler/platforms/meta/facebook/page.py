# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected Facebook Page.

Once only: there is no key. Photos are uploaded unpublished first, their ids kept; the one call that
publishes is looked up among the page's own posts after a lost answer; a reel tells itself how far
it is. Facebook refuses the same text twice in a row (error 506): after an unclear try of ours that
is a reason to look again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from scheduler.http_client import Response
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, PublishError, Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Absent,
    Artefacts,
    Connection,
    Found,
    Health,
    Limits,
    Look,
    Pending,
    ReplyTo,
    Sought,
)
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.meta import lookup, wording
from scheduler.platforms.meta.facebook.composing import LIMITS, is_reel, linked
from scheduler.platforms.meta.facebook.engagement import POSTS_PER_CALL, Engagement
from scheduler.platforms.meta.facebook.photos import Photos
from scheduler.platforms.meta.facebook.reels import Phase, Reel, Reels, kept_video
from scheduler.platforms.meta.facebook.settings import Settings
from scheduler.platforms.meta.graph import Graph
from scheduler.platforms.meta.health import inspected, missing_scopes
from scheduler.platforms.meta.refusals import Meaning, means

NUMBER = r"\d{1,30}(_\d{1,30})?"
ASKED = "asked"
REFUSED = "refused_as_repeat"
FINISHED = "finished"
POLL_REEL = timedelta(seconds=30)
WEB = "https://www.facebook.com"
NAMES = lookup.Names("message", "created_time", "permalink_url")
SCOPES = ("pages_manage_posts", "pages_read_engagement", "pages_manage_engagement")


class Page:
    """Publishes posts and comments; looks up, counts, edits, deletes, checks."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._page = f"/{settings.page}"
        folder, secret = Path(connection.workspace), settings.app_secret
        self._token: Callable[[], str] = partial(settings.token.reveal, folder)
        proof = partial(secret.reveal, folder) if secret else None
        base = f"{settings.url}/{settings.version}"
        self._graph = Graph(connection.http, connection.clock, base, self._token, proof)
        self._clock = connection.clock
        self._reels = Reels(
            self._graph, connection.http, self._token, self._page, connection.workspace
        )
        self._photos = Photos(self._graph, self._page, connection.workspace)
        self._engagement = Engagement(self._graph, with_insights=settings.insights)

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Upload the photos or the video; nobody sees them before the post."""
        del key
        if is_reel(part):
            self._reels.uploaded(part, artefacts)
        else:
            self._photos.uploaded(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending:
        """One post or reel, or one comment below the first part."""
        del key
        refuse_hidden(part, "Facebook")
        if reply_to is not None:
            return self._commented(part, reply_to)
        if is_reel(part):
            return self._reel_published(part, artefacts)
        return self._posted(part, artefacts)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One listing of the page's posts for all posts, one of comments for each thread."""
        reels = {each.key: kept_video(each.artefacts) for each in sought if is_reel(each.part)}
        found: dict[str, Look] = {
            key: self._reel_found(video) if video else Absent() for key, video in reels.items()
        }
        posts = [each for each in sought if each.reply_to is None and each.key not in reels]
        if posts:
            found |= self._looked(posts, f"{self._page}/published_posts", newest_first=True)
        for each in sought:
            if each.reply_to is not None:
                root = required_id(each.reply_to.root, NUMBER)
                found |= self._looked([each], f"/{root}/comments", newest_first=False)
        return found

    def fetch_limits(self) -> Limits:
        """The limits, with the length that the configuration says."""
        return replace(LIMITS, text=self._settings.longest)

    @property
    def batch_size(self) -> int:
        """How many posts one call asks for."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Reactions, comments, shares, views and reach; posts that are gone are left out."""
        ids = {own_id(each, NUMBER): each.id for each in remotes}
        counts = self._engagement.of([each for each in ids if each is not None])
        return {ids[identifier]: each for identifier, each in counts.items()}

    def measure_account(self) -> Counts:
        """How many follow the page."""
        told = self._graph.asked(self._page, fields="followers_count")
        followers = told.get("followers_count")
        return Counts({"followers": followers} if isinstance(followers, int) else {})

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace the text; pictures stay."""
        path = f"/{required_id(remote, NUMBER)}"
        self._graph.result(self._graph.send(path, {"message": part.text}))
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete it; gone is gone."""
        response = self._graph.remove(f"/{required_id(remote, NUMBER)}")
        if not means(response, Meaning.MISSING):
            self._graph.result(response)

    def check(self) -> Health:
        """Which page it is, what the token allows, and until when."""
        page = self._graph.asked(self._page, fields="id,name")
        inspection = inspected(self._graph, self._token())
        problems = missing_scopes(inspection, SCOPES)
        account = str(page.get("name") or self._settings.page)
        return Health(
            account, problems, inspection.scopes, inspection.expires_at, self.fetch_limits()
        )

    def _posted(self, part: Part, artefacts: Artefacts) -> Remote:
        fields = {"message": part.text} | self._photos.attached(part, artefacts)
        link = linked(part)
        if link is not None and not part.attachments:
            fields["link"] = link
        was_asked = artefacts.get(ASKED) is True
        if not was_asked:
            artefacts.keep(ASKED, True)  # noqa: FBT003 - a value to be stored
        response = self._graph.send(f"{self._page}/feed", fields)
        if was_asked and means(response, Meaning.REPEAT):
            self._look_again(response, artefacts)
        return self._remote(self._graph.named(response))

    def _reel_published(self, part: Part, artefacts: Artefacts) -> Remote | Pending:
        """Have the reel published, and wait until it is live; asked for once."""
        video, reel = self._reels.uploaded(part, artefacts)
        if reel.phase is Phase.READY and artefacts.get(FINISHED) is not True:
            self._reels.finish(video, part.text)
            artefacts.keep(FINISHED, True)  # noqa: FBT003 - a value to be stored
        elif reel.phase is Phase.LIVE:
            return self._remote_of_reel(video, reel)
        return Pending(self._clock.now() + POLL_REEL, _PROCESSING)

    def _remote_of_reel(self, video: str, reel: Reel) -> Remote:
        """By the post that shows it, where Meta names it: counts and comments belong there."""
        post = reel.post or video
        identifier = post if "_" in post or not reel.post else f"{self._settings.page}_{post}"
        return Remote(identifier, reel.address or f"{WEB}/reel/{video}")

    def _reel_found(self, video: str) -> Look:
        """A reel that Meta is about to publish is as good as live."""
        reel = self._reels.told(video)
        if reel.phase in {Phase.LIVE, Phase.PUBLISHING}:
            return Found(self._remote_of_reel(video, reel))
        return Absent()

    def _remote(self, identifier: str) -> Remote:
        """With the address that Meta names; the post is live, whatever becomes of the question."""
        try:
            told = self._graph.asked(f"/{identifier}", fields="id,permalink_url")
        except PublishError:
            return Remote(identifier, f"{WEB}/{identifier}")
        return lookup.remote_of({**told, "id": identifier}, NAMES)

    def _commented(self, part: Part, reply_to: ReplyTo) -> Remote:
        root = required_id(reply_to.root, NUMBER)
        response = self._graph.send(f"/{root}/comments", {"message": part.text})
        identifier = self._graph.named(response)
        comment = identifier.rpartition("_")[2]
        return Remote(identifier, f"{WEB}/{root}?comment_id={comment}")

    def _look_again(self, response: Response, artefacts: Artefacts) -> None:
        """The last post says the same: ours, whose answer was lost, or another's."""
        if artefacts.get(REFUSED) is True:
            raise Rejected(wording.REPEAT, response.answer())
        artefacts.keep(REFUSED, True)  # noqa: FBT003 - a value to be stored
        raise OutcomeUnknown(wording.REPEAT_OF_OURS, response.answer())

    def _looked(
        self, sought: Sequence[Sought], path: str, *, newest_first: bool
    ) -> Mapping[str, Look]:
        since = min(each.started_at for each in sought) - lookup.BEFORE_START
        listing = lookup.listed(self._graph, path, NAMES, since, newest_first=newest_first)
        return lookup.looks(sought, listing, NAMES)


_PROCESSING = Sentence(
    "Facebook verarbeitet das Video noch; es erscheint, sobald es fertig ist.",
    "Facebook is still processing the video; it appears as soon as it is ready.",
)
