# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of posts and comments, and where readers see them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from scheduler.model.message import Remote
from scheduler.planning.confirmed import own_id, required_id

POST = r"urn:li:(?:share|ugcPost|activity):\d+"
_COMMENT_OF = "urn:li:comment:("


@dataclass(frozen=True, slots=True)
class CommentName:
    """A comment: the post (or activity) that it stands below, and its own number."""

    thread: str
    number: str

    @property
    def urn(self) -> str:
        """LinkedIn's name for it."""
        return f"{_COMMENT_OF}{self.thread},{self.number})"


def post_of(remote: Remote) -> str | None:
    """The post's URN, also where a person has confirmed its address; None where there is none."""
    return own_id(remote, POST)


def required_post(remote: Remote) -> str:
    """Like `post_of`; raises Rejected where there is none."""
    return required_id(remote, POST)


def comment_of(remote: Remote) -> CommentName | None:
    """The comment that `remote` is; None for a post."""
    if not remote.id.startswith(_COMMENT_OF):
        return None
    thread, _, number = remote.id.removeprefix(_COMMENT_OF).removesuffix(")").rpartition(",")
    return CommentName(thread, number)


def live_post(urn: str, web: str) -> Remote:
    """The post, where readers of `web` see it."""
    return Remote(urn, f"{web}/feed/update/{urn}/")


def live_comment(name: CommentName, post: str, web: str) -> Remote:
    """The comment below `post`."""
    return Remote(name.urn, f"{web}/feed/update/{post}/?commentUrn={quote(name.urn, safe='')}")
