# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected page or member.

Once only: LinkedIn takes no key. After an unclear send the page's own posts are looked at. A
repeat that LinkedIn refuses as a duplicate (422) names the post that is live: it is adopted when
an earlier try of the same delivery was unclear, and refused otherwise, for then it is another's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Request, Response, without_effect
from scheduler.model.engagement import Counts
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown, PublishError, Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Artefacts,
    Connection,
    Health,
    Look,
    Pending,
    ReplyTo,
    Sought,
)
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.platforms.linkedin import search
from scheduler.platforms.linkedin.body import post_body
from scheduler.platforms.linkedin.comments import Comments
from scheduler.platforms.linkedin.composing import LIMITS, measure
from scheduler.platforms.linkedin.figures import POSTS_PER_CALL, Figures
from scheduler.platforms.linkedin.health import health_of
from scheduler.platforms.linkedin.little_text import fingerprint, seen, written
from scheduler.platforms.linkedin.refusals import MEDIA_WAIT, PROCESSING, duplicate_of, parsed
from scheduler.platforms.linkedin.rest import FINDER, Rest, encoded
from scheduler.platforms.linkedin.settings import ORGANISATION, Settings
from scheduler.platforms.linkedin.uploads import Uploads
from scheduler.platforms.linkedin.urns import POST, comment_of, live_post, required_post

BEGUN = "begun"


class Account:
    """Publishes, looks up, counts, edits, deletes and checks."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._clock = connection.clock
        self._rest = Rest(settings, connection)
        self._uploads = Uploads(settings, connection, self._rest)
        self._comments = Comments(settings, self._rest)
        self._figures = Figures(self._rest, settings.author)

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Upload the pictures; nobody sees them before the post."""
        del key
        self._uploads.prepare(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending:
        """Publish one part, once; Pending while LinkedIn still processes a picture."""
        del key
        refuse_hidden(part, "LinkedIn")
        if reply_to is not None:
            return self._comments.publish(part, reply_to)
        if not measure(part.text, LIMITS).valid:
            raise Rejected(_TOO_LONG)
        urns = self._uploads.urns(part, artefacts)
        if urns is None:
            return Pending(self._clock.now() + MEDIA_WAIT, PROCESSING)
        return self._post(post_body(part, self._settings.author, urns), artefacts)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One listing of the page's posts, and one of the comments below each post in question."""
        if not self._settings.is_organisation:
            return search.unanswerable(sought)
        try:
            return self._looks(sought)
        except ChannelBlocked as error:
            if error.answer.status != HTTPStatus.FORBIDDEN:
                raise
            return search.unanswerable(sought)  # the token may publish, but not read

    @property
    def batch_size(self) -> int:
        """How many posts one call asks for."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Counts of a page's posts; a member's are closed to apps."""
        return self._figures.counts(remotes) if self._settings.is_organisation else {}

    def measure_account(self) -> Counts:
        """How many follow the page; unknown for a member."""
        return self._figures.followers() if self._settings.is_organisation else Counts()

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace the text; pictures stay. Read back, for a change may be taken and not made."""
        if comment_of(remote) is not None:
            raise Rejected(_COMMENTS_STAY)
        path = f"/rest/posts/{encoded(required_post(remote))}"
        body = {"patch": {"$set": {"commentary": written(part.text)}}}
        headers = {"X-RestLi-Method": "PARTIAL_UPDATE"}
        self._rest.done(self._rest.send(Request("POST", path, headers=headers, json=body)))
        live = self._rest.ask(path)
        wanted = fingerprint(seen(part.text))
        if live.ok and search.post_text(parsed(live)) != wanted:
            raise Rejected(_UNCHANGED, live.answer())
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete it; gone is gone."""
        name = comment_of(remote)
        if name is not None:
            self._comments.delete(name)
            return
        path = f"/rest/posts/{encoded(required_post(remote))}"
        headers = {"X-RestLi-Method": "DELETE"}
        response = self._rest.send(Request("DELETE", path, headers=headers))
        if response.status != HTTPStatus.NOT_FOUND:
            self._rest.done(response)

    def check(self) -> Health:
        """Who publishes, whether own posts can be read, and when the token ends."""
        author = self._settings.author
        page = author.removeprefix(ORGANISATION)
        named = self._rest.ask(
            f"/rest/organizations/{page}" if self._settings.is_organisation else "/v2/userinfo"
        )
        listed = self._rest.ask(self._own_posts(1), FINDER) if page != author else None
        if named.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}:
            raise ChannelBlocked(_NO_PAGE, named.answer())
        for response in (named, listed):
            if response is not None and response.status != HTTPStatus.FORBIDDEN:
                self._checked(response)
        return health_of(self._settings, named, listed)

    def _looks(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        posts = [each for each in sought if each.reply_to is None]
        looks = self._comments.looks([each for each in sought if each.reply_to is not None])
        if posts:
            since = min(each.started_at for each in posts) - search.BEFORE_START
            listing = search.pages(self._page, self._entry, since)
            looks |= {each.key: search.look(each, listing) for each in posts}
        return search.apart(looks)

    def _checked(self, response: Response) -> None:
        without_effect(lambda: self._rest.done(response))

    def _post(self, body: Mapping[str, Any], artefacts: Artefacts) -> Remote:
        """Send the post; that a try has begun is kept until its outcome is certain."""
        begun = artefacts.get(BEGUN)
        if begun is None:
            artefacts.keep(BEGUN, self._clock.now().isoformat())
        try:
            response = self._rest.send(Request("POST", "/rest/posts", json=body))
            return self._live(response, begun if isinstance(begun, str) else None)
        except OutcomeUnknown:
            raise
        except PublishError:
            if begun is None:
                artefacts.keep(BEGUN, None)
            raise

    def _live(self, response: Response, begun: str | None) -> Remote:
        duplicate = duplicate_of(response)
        if duplicate is not None:
            return self._adopted(response, duplicate, begun)
        urn = self._rest.done(response).headers.get("x-restli-id", "")
        if search.is_urn(urn, POST):
            return live_post(urn, self._settings.web)
        raise self._rest.refused(response)

    def _adopted(self, response: Response, urn: str, begun: str | None) -> Remote:
        """The live post that a repeat has met, if it can be our own."""
        if begun is None:
            raise Rejected(_repeats(urn), response.answer())
        try:
            shown = self._rest.ask(f"/rest/posts/{encoded(urn)}")
        except PublishError as error:  # never "certainly not published": it may well be ours
            raise OutcomeUnknown(_UNSEEN, error.answer) from error
        if shown.status == HTTPStatus.FORBIDDEN:  # members: LinkedIn's word is all there is
            return live_post(urn, self._settings.web)
        made_at = search.instant(parsed(shown).get("createdAt")) if shown.ok else None
        if made_at is None:
            raise OutcomeUnknown(_UNSEEN, shown.answer())
        if made_at < datetime.fromisoformat(begun) - search.BEFORE_START:
            raise Rejected(_repeats(urn), response.answer())
        return live_post(urn, self._settings.web)

    def _page(self, start: int) -> Mapping[str, Any]:
        return self._rest.asked(f"{self._own_posts(search.PAGE)}&start={start}", FINDER)

    def _own_posts(self, count: int) -> str:
        author = encoded(self._settings.author)
        return f"/rest/posts?author={author}&q=author&count={count}&sortBy=LAST_MODIFIED"

    def _entry(self, element: Mapping[str, Any]) -> search.Entry | None:
        urn = str(element.get("id") or "")
        made_at = search.instant(element.get("createdAt")) or search.changed_at(element)
        if not search.is_urn(urn, POST) or element.get("lifecycleState") == "DRAFT":
            return None
        text, pictures = search.post_text(element), search.picture_count(element)
        return search.Entry(live_post(urn, self._settings.web), text, pictures, made_at)


def _repeats(urn: str) -> Sentence:
    return Sentence(
        f"LinkedIn lehnt die Wiederholung ab: Derselbe Text steht schon in {urn}. Ändern Sie den "
        "Text, oder warten Sie damit.",
        f"LinkedIn refuses the repetition: the same text already stands in {urn}. Change the "
        "text, or wait with it.",
    )


_TOO_LONG = Sentence(
    f"Der Text ist länger als die {LIMITS.text} Zeichen, die LinkedIn nimmt (Maskierungen zählen "
    "mit).",
    f"The text is longer than the {LIMITS.text} characters that LinkedIn takes (escapes count).",
)
_NO_PAGE = Sentence(
    "Diese Seite gibt es bei LinkedIn nicht. Prüfen Sie die Nummer in author.",
    "There is no such page on LinkedIn. Check the number in author.",
)
_UNSEEN = Sentence(
    "LinkedIn meldet den Beitrag als doppelt, zeigt ihn aber nicht.",
    "LinkedIn reports the post as a duplicate and yet does not show it.",
)
_COMMENTS_STAY = Sentence(
    "Kommentare bei LinkedIn ändert Litfass nicht; ändern Sie ihn dort selbst.",
    "Litfass does not change comments on LinkedIn; change it there yourself.",
)
_UNCHANGED = Sentence(
    "LinkedIn hat die Änderung angenommen, zeigt aber weiter den alten Text. Ändern Sie ihn dort "
    "selbst.",
    "LinkedIn took the change but still shows the old text. Change it there yourself.",
)
