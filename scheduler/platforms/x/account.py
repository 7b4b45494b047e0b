# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected account.

Once only: X takes no key. After an unclear send the account's own timeline is looked at. X
refuses the same text for a while (403) without naming the post; after an unclear try of the same
delivery that is a proof, and the post is looked for. In any other case the post is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Response
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, PublishError, Rejected, TryLater
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
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.x import search
from scheduler.platforms.x.api import Api, Budget, data_of
from scheduler.platforms.x.counting import LIMITS, measure
from scheduler.platforms.x.figures import POSTS_PER_CALL, account_counts, post_counts
from scheduler.platforms.x.refusals import is_duplicate, refusal
from scheduler.platforms.x.settings import Settings
from scheduler.platforms.x.uploads import PROCESSING, Uploads

BEGUN = "begun"
MEDIA_WAIT = timedelta(seconds=5)
_NUMBER = r"\d+"


class Account:
    """Publishes, looks up, counts, deletes and checks; edits are for paying accounts only."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._web = settings.web
        self._clock = connection.clock
        self._api = Api(settings, connection)
        self._uploads = Uploads(self._api, connection)
        self._budget = Budget()
        self._id = ""

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Upload and describe the media; nobody sees them before the post."""
        del key
        self._uploads.prepare(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending:
        """Publish one part, once; Pending while X still processes a medium."""
        del key
        refuse_hidden(part, "X")
        if not measure(part.text, LIMITS).valid and not _is_bare_medium(part):
            raise Rejected(_TOO_LONG)
        media = self._uploads.ids(part, artefacts)
        if media is None:
            return Pending(self._clock.now() + MEDIA_WAIT, PROCESSING)
        return self._post(_body(part, media, reply_to), artefacts)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One listing of the own timeline for all of `sought`."""
        since = min(each.started_at for each in sought) - search.BEFORE_START
        chosen = {
            "max_results": str(search.PAGE),
            "start_time": f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "exclude": "retweets",
            "tweet.fields": search.FIELDS,
        }

        def page(token: str) -> Mapping[str, Any]:
            following = {"pagination_token": token} if token else {}
            return self._api.asked(f"/2/users/{self._own_id()}/tweets", **chosen, **following)

        return search.looks(sought, search.own_posts(page), self._remote)

    def quota(self) -> Quota | None:
        """What the answer to the last post has told."""
        return self._budget.quota(self._clock.now())

    @property
    def batch_size(self) -> int:
        """How many posts one call asks for."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Public counts; posts that X does not show are left out."""
        numbers = {each.id: own_id(each, _NUMBER) for each in remotes}
        ids = [number for number in numbers.values() if number]
        if not ids:
            return {}
        told = self._api.asked("/2/tweets", ids=",".join(ids), **{"tweet.fields": "public_metrics"})
        listed = told.get("data", [])
        shown = {str(each["id"]): each for each in listed if isinstance(each, dict)}
        return {
            name: post_counts(shown[number]) for name, number in numbers.items() if number in shown
        }

    def measure_account(self) -> Counts:
        """How many follow the account."""
        return account_counts(self._me("public_metrics"))

    def delete(self, remote: Remote) -> None:
        """Delete it; gone is gone."""
        response = self._api.send("DELETE", f"/2/tweets/{required_id(remote, _NUMBER)}")
        if response.status != HTTPStatus.NOT_FOUND:
            self._api.done(response)

    def check(self) -> Health:
        """Whose keys they are, and whether they may write."""
        response = self._api.ask("/2/users/me")
        self._api.done(response)
        user = data_of(response)
        self._id = str(user.get("id") or self._id)
        reads_only = response.headers.get("x-access-level", "") == "read"
        problems = (_READ_ONLY,) if reads_only else ()
        return Health(f"@{user.get('username')}", problems, limits=LIMITS)

    def _post(self, body: Mapping[str, Any], artefacts: Artefacts) -> Remote:
        """Send the post; that a try has begun is kept until its outcome is certain."""
        begun = artefacts.get(BEGUN)
        if begun is None:
            artefacts.keep(BEGUN, self._clock.now().isoformat())
        try:
            response = self._api.send("POST", "/2/tweets", body)
            self._budget = Budget.of(response)
            if begun is not None and is_duplicate(response):
                artefacts.keep(search.DUPLICATE, value=True)
                raise OutcomeUnknown(_SAID_BEFORE, response.answer())
            return self._live(response)
        except OutcomeUnknown:
            raise
        except PublishError:
            if begun is None:
                artefacts.keep(BEGUN, None)
            raise

    def _live(self, response: Response) -> Remote:
        number = data_of(self._api.done(response)).get("id")
        if isinstance(number, str) and number.isdigit():
            return self._remote(number)
        raise refusal(response, self._clock.now())

    def _remote(self, number: str) -> Remote:
        return Remote(number, f"{self._web}/i/status/{number}")

    def _own_id(self) -> str:
        if not self._id:
            self._id = str(self._me().get("id") or "")
        if not self._id:
            raise TryLater(_NO_ACCOUNT)
        return self._id

    def _me(self, fields: str = "") -> Mapping[str, Any]:
        chosen = {"user.fields": fields} if fields else {}
        told = self._api.asked("/2/users/me", **chosen).get("data")
        return told if isinstance(told, dict) else {}


def _is_bare_medium(part: Part) -> bool:
    """A picture may stand without a text."""
    return not part.text and bool(part.attachments)


def _body(part: Part, media: Sequence[str], reply_to: ReplyTo | None) -> dict[str, Any]:
    body: dict[str, Any] = {"text": part.text} if part.text else {}
    if media:
        body["media"] = {"media_ids": list(media)}
    if reply_to is not None:
        parent = required_id(reply_to.parent, _NUMBER)
        body["reply"] = {"in_reply_to_tweet_id": parent}
    return body


_TOO_LONG = Sentence(
    f"Der Text hat mehr als {LIMITS.text} gewichtete Zeichen, ist leer oder enthält ein Zeichen, "
    "das X nicht nimmt.",
    f"The text has more than {LIMITS.text} weighted characters, is empty, or holds a character "
    "that X does not take.",
)
_SAID_BEFORE = Sentence(
    "X lehnt den Text als Wiederholung ab: Der erste Versuch ist wohl angekommen.",
    "X refuses the text as a repetition: the first try has probably arrived.",
)
_READ_ONLY = Sentence(
    "Die Schlüssel dürfen nur lesen. Geben Sie der Anwendung „Read and write“ und erzeugen Sie "
    "Token und Secret neu.",
    "The keys may only read. Give the application “Read and write”, and make token and secret "
    "anew.",
)
_NO_ACCOUNT = Sentence(
    "X sagt nicht, welches Konto zu den Schlüsseln gehört.",
    "X does not say which account the keys belong to.",
)
