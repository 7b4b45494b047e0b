# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected bot in one channel.

Once only: `pending_post_id` is the part's key; within 30 seconds a server gives the first post
again, but each node of a cluster for itself (mattermost-server 0276a69f0c). So after an unclear
send the channel is looked at first, for the key that each post carries in its props.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from scheduler.http_client import (
    UPLOAD,
    BearerClient,
    Request,
    Response,
    reviewed_bytes,
    without_effect,
)
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Absent,
    Artefacts,
    Connection,
    Found,
    Health,
    Look,
    ReplyTo,
    Sought,
)
from scheduler.model.post import Attachment
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.mattermost.composing import LIMITS
from scheduler.platforms.mattermost.refusals import parsed, refusal
from scheduler.platforms.mattermost.settings import Settings

KEY = "litfass_key"
ID = r"(?!confirmed$)[a-z0-9]+"  # a person may have confirmed it without an address
UPLOADED = "uploaded"
POSTS_PER_CALL = 20  # our own choice: one call for all reactions, one for each thread
BEFORE_START = timedelta(minutes=5)  # for clocks that differ
_API = "/api/v4"


class Bot:
    """Publishes, looks up, counts, edits, deletes and checks."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._client = BearerClient(
            connection.http, settings.url, settings.token, connection.workspace
        )

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Upload the files; nobody sees them before the post."""
        del key
        self._upload(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Create one post, once."""
        refuse_hidden(part, "Mattermost")
        post: dict[str, Any] = {
            "channel_id": self._settings.channel,
            "message": part.text,
            "pending_post_id": key,
            "props": {KEY: key},
        }
        if part.attachments:
            post["file_ids"] = self._upload(part, artefacts)
        root = own_id(reply_to.root, ID) if reply_to else None
        if root is not None:
            post["root_id"] = root
        response = self._client.call(Request("POST", f"{_API}/posts", json=post))
        return self._remote(_name(self._done(response)))

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One listing of the channel since the first try, for all of `sought`."""
        me = self._asked("/users/me").get("id")
        since = min(each.started_at for each in sought) - BEFORE_START
        at = str(int(since.timestamp() * 1000))
        listed = self._asked(f"/channels/{self._settings.channel}/posts", since=at).get("posts")
        if not isinstance(listed, dict):
            raise TryLater(_NO_LIST)
        own = [each for each in _objects(listed) if each.get("user_id") == me]
        live = {_key(each): str(each["id"]) for each in own if not each.get("delete_at")}
        return {each.key: self._look(live.get(each.key), each) for each in sought}

    @property
    def batch_size(self) -> int:
        """How many posts one call asks for."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Reactions and replies; deleted posts are left out. There are no views."""
        ids = {own_id(remote, ID): remote.id for remote in remotes}
        replies = {each: self._replies(each) for each in ids if each is not None}
        live = [identifier for identifier, number in replies.items() if number is not None]
        if not live:
            return {}
        request = Request("POST", f"{_API}/posts/ids/reactions", json=live)
        told = without_effect(lambda: parsed(self._done(self._client.ask(request))))
        reactions = told if isinstance(told, dict) else {}
        return {
            ids[identifier]: Counts(
                {
                    "reactions": len(reactions.get(identifier) or []),
                    "comments": replies[identifier] or 0,
                }
            )
            for identifier in live
        }

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Change the text; files stay."""
        request = Request(
            "PUT", f"{_API}/posts/{required_id(remote, ID)}/patch", json={"message": part.text}
        )
        self._done(self._client.call(request))
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete the post; gone is gone."""
        identifier = required_id(remote, ID)
        response = self._client.call(Request("DELETE", f"{_API}/posts/{identifier}"))
        if response.status != HTTPStatus.NOT_FOUND:
            self._done(response)

    def check(self) -> Health:
        """Whose token it is, and whether the bot sees the channel."""
        me = self._asked("/users/me")
        channel = self._asked(f"/channels/{self._settings.channel}")
        name = channel.get("display_name") or channel.get("name") or self._settings.channel
        problems = (_ARCHIVED,) if channel.get("delete_at") else ()
        return Health(f"@{me.get('username')} ({name})", problems, limits=LIMITS)

    def _look(self, identifier: str | None, sought: Sought) -> Look:
        if identifier is None or identifier in sought.taken:
            return Absent()
        return Found(self._remote(identifier))

    def _replies(self, identifier: str) -> int | None:
        """How many answer it, None when it is gone; `reply_count` of a single post stays 0."""
        response = self._client.ask(Request("GET", f"{_API}/posts/{identifier}/thread"))
        if response.status == HTTPStatus.NOT_FOUND:
            return None
        body = without_effect(lambda: parsed(self._done(response)))
        posts = _objects(body.get("posts") if isinstance(body, dict) else None)
        return sum(1 for each in posts if each.get("root_id") == identifier)

    def _upload(self, part: Part, artefacts: Artefacts) -> list[str]:
        """The files' ids, in order; each is uploaded once."""
        kept = artefacts.get(UPLOADED)
        known = dict(kept) if isinstance(kept, dict) else {}
        for medium in part.attachments:
            if medium.sha256 not in known:
                known[medium.sha256] = self._file(medium)
                artefacts.keep(UPLOADED, known)
        return [str(known[medium.sha256]) for medium in part.attachments]

    def _file(self, medium: Attachment) -> str:
        content = reviewed_bytes(medium, self._workspace)
        file = (PurePath(medium.path).name, content, medium.mime)
        request = Request(
            "POST",
            f"{_API}/files",
            data={"channel_id": self._settings.channel},
            files={"files": file},
            bounds=UPLOAD,
        )
        response = self._client.ask(request)

        def named() -> str:
            body = parsed(self._done(response))
            infos = _objects_in_list(body.get("file_infos") if isinstance(body, dict) else None)
            if len(infos) != 1 or not infos[0].get("id"):
                raise OutcomeUnknown(_NAMELESS, response.answer())
            return str(infos[0]["id"])

        return without_effect(named)

    def _asked(self, path: str, **params: str) -> Mapping[str, Any]:
        request = Request("GET", f"{_API}{path}", params=list(params.items()))
        body = without_effect(lambda: self._done(self._client.ask(request)).json())
        return body if isinstance(body, dict) else {}

    def _done(self, response: Response) -> Response:
        if not response.ok:
            raise refusal(response, self._clock.now())
        return response

    def _remote(self, identifier: str) -> Remote:
        return Remote(identifier, f"{self._settings.url}/{self._settings.team}/pl/{identifier}")


def _name(response: Response) -> str:
    body = parsed(response)
    identifier = body.get("id") if isinstance(body, dict) else None
    if not isinstance(identifier, str) or not identifier:
        raise OutcomeUnknown(_UNNAMED, response.answer())
    return identifier


def _key(post: Mapping[str, Any]) -> str:
    props = post.get("props")
    return str(props.get(KEY) or "") if isinstance(props, dict) else ""


def _objects(value: object) -> list[Mapping[str, Any]]:
    """The objects that an object holds under their ids."""
    return _objects_in_list(list(value.values())) if isinstance(value, dict) else []


def _objects_in_list(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


_NO_LIST = Sentence(
    "Der Server nannte die Beiträge des Kanals nicht in lesbarer Form.",
    "The server did not list the channel's posts in a readable form.",
)
_UNNAMED = Sentence(
    "Der Server sagt „angenommen“, nennt aber keinen Beitrag; ob er erschienen ist, ist offen.",
    "The server says “accepted” but names no post; whether it is live is open.",
)
_NAMELESS = Sentence(
    "Der Server hat eine Datei angenommen, aber nicht gesagt, wie sie heißt.",
    "The server took a file but did not say what it is called.",
)
_ARCHIVED = Sentence(
    "Der Kanal ist archiviert; dort kann nichts mehr erscheinen.",
    "The channel is archived; nothing can appear there any more.",
)
