# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected bot in one channel.

Once only: within the past few minutes the same nonce gives the first message again
(`enforce_nonce`; discord-api-docs, 2026-08-06). After that the channel is looked at first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from http import HTTPStatus

from scheduler.credentials import Secret
from scheduler.http_client import BearerClient, Request, Response, without_effect
from scheduler.model.engagement import Counts
from scheduler.model.errors import TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Artefacts, Connection, Health, Look, ReplyTo, Sought
from scheduler.model.sentence import Sentence
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.discord import search
from scheduler.platforms.discord.composing import LIMITS
from scheduler.platforms.discord.messages import (
    AGENT,
    NUMBER,
    changing,
    counts_of,
    remote_in,
    remote_of,
    sending,
)
from scheduler.platforms.discord.refusals import parsed, refusal
from scheduler.platforms.discord.search import nonce_of, type_message

POSTS_PER_CALL = 20  # our own choice: they are asked for one by one


class Bot:
    """Publishes, looks up, counts, edits, deletes and checks."""

    def __init__(
        self, token: Secret, place: tuple[str, str], connection: Connection, url: str, repeat: int
    ) -> None:
        """`place` is server and channel; `repeat` how many seconds a nonce holds."""
        self._server, self._channel = place
        self._repeat = timedelta(seconds=repeat)
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._client = BearerClient(connection.http, url, token, connection.workspace, scheme="Bot")

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Create one message, once."""
        del artefacts  # the nonce follows from the key
        more: dict[str, object] = {"nonce": nonce_of(key), "enforce_nonce": True}
        parent = own_id(reply_to.parent, NUMBER) if reply_to else None
        if parent is not None:
            more["message_reference"] = {"message_id": parent, "fail_if_not_exists": False}
        response = self._client.call(sending(self._messages(), part, more, self._workspace))
        return remote_of(self._done(response), self._server, self._channel)

    def repeatable_for(self) -> timedelta | None:
        """As long as Discord is known to remember the nonce."""
        return self._repeat

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One listing of the channel since the first try, for all of `sought`."""
        me = str(parsed(self._asked("/users/@me")).get("id"))
        since = min(each.started_at for each in sought) - search.BEFORE_START
        listing = search.own_messages(self._page, me, since)
        return search.looks(
            sought, listing, partial(remote_in, server=self._server, channel=self._channel)
        )

    @property
    def batch_size(self) -> int:
        """How many messages are asked for in a row."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Reactions, and replies in a thread; deleted messages are left out."""
        found = {}
        for remote in remotes:
            number = own_id(remote, NUMBER)
            if number is None:
                continue
            response = self._get(f"{self._messages()}/{number}")
            if response.status != HTTPStatus.NOT_FOUND:
                found[remote.id] = counts_of(parsed(self._done(response)))
        return found

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Change the text; files stay."""
        self._done(self._client.call(changing(self._address(remote), part, remote)))
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete the message; gone is gone."""
        response = self._client.call(Request("DELETE", self._address(remote), headers=AGENT))
        if response.status != HTTPStatus.NOT_FOUND:
            self._done(response)

    def check(self) -> Health:
        """Whose token it is and which channel it sees; raises ChannelBlocked where it may not."""
        me = parsed(self._asked("/users/@me"))
        channel = parsed(self._asked(f"/channels/{self._channel}"))
        elsewhere = str(channel.get("guild_id", self._server)) != self._server
        problems = (_OTHER_SERVER,) if elsewhere else ()
        return Health(f"{me.get('username')} (#{channel.get('name')})", problems, limits=LIMITS)

    def _address(self, remote: Remote) -> str:
        return f"{self._messages()}/{required_id(remote, NUMBER)}"

    def _messages(self) -> str:
        return f"/channels/{self._channel}/messages"

    def _page(self, after: int) -> Sequence[type_message]:
        response = self._asked(
            self._messages(), [("limit", str(search.PAGE)), ("after", str(after))]
        )
        page = without_effect(response.json)
        if not isinstance(page, list) or not all(isinstance(each, dict) for each in page):
            raise TryLater(_NO_LIST, response.answer())
        return page

    def _get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Response:
        return self._client.ask(Request("GET", path, headers=AGENT, params=params))

    def _asked(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Response:
        return without_effect(lambda: self._done(self._get(path, params)))

    def _done(self, response: Response) -> Response:
        if not response.ok:
            raise refusal(response, self._clock.now())
        return response


_OTHER_SERVER = Sentence(
    "Der Kanal gehört zu einem anderen Server als dem genannten; Adressen führten in die Irre. "
    "Berichtigen Sie server.",
    "The channel belongs to another server than the one named; addresses would lead astray. "
    "Correct the key server.",
)
_NO_LIST = Sentence(
    "Discord nannte die Nachrichten des Kanals nicht in lesbarer Form.",
    "Discord did not list the channel's messages in a readable form.",
)
