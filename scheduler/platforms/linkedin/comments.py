# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Comments below a post of one's own: what a thread becomes here.

They are plain text and all hang on the post itself. That their answer names them in the header
or as `commentUrn`, and how they are listed and deleted, stands in public copies (2026) only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Request, Response
from scheduler.model.errors import Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Look, ReplyTo, Sought
from scheduler.platforms.linkedin import search
from scheduler.platforms.linkedin.body import comment_body
from scheduler.platforms.linkedin.composing import (
    COMMENT_CHARACTERS,
    comment_text,
    too_long_comment,
)
from scheduler.platforms.linkedin.little_text import fingerprint
from scheduler.platforms.linkedin.refusals import parsed
from scheduler.platforms.linkedin.rest import Rest, encoded
from scheduler.platforms.linkedin.settings import Settings
from scheduler.platforms.linkedin.urns import CommentName, comment_of, live_comment, required_post


class Comments:
    """Publishes, finds and deletes comments of the author."""

    def __init__(self, settings: Settings, rest: Rest) -> None:
        """Nothing is asked yet."""
        self._author = settings.author
        self._web = settings.web
        self._rest = rest

    def publish(self, part: Part, reply_to: ReplyTo) -> Remote:
        """Comment below the first part, once."""
        if len(comment_text(part)) > COMMENT_CHARACTERS:
            raise Rejected(too_long_comment("Der Text", "The text"))
        post = required_post(reply_to.root)
        body = comment_body(part, self._author, post)
        response = self._rest.done(self._rest.send(Request("POST", _path(post), json=body)))
        name = _named(response, post)
        if name is None:
            raise self._rest.refused(response)
        return live_comment(name, post, self._web)

    def looks(self, sought: Sequence[Sought]) -> dict[str, Look]:
        """What the comments below each post tell of those that are `sought`."""
        posts = {each.key: required_post(each.reply_to.root) for each in sought if each.reply_to}
        listings = {post: self._below(post) for post in set(posts.values())}
        return {each.key: search.look(each, listings[posts[each.key]]) for each in sought}

    def delete(self, name: CommentName) -> None:
        """Delete it; gone is gone."""
        path = f"{_path(name.thread)}/{name.number}?actor={encoded(self._author)}"
        response = self._rest.send(Request("DELETE", path))
        if response.status != HTTPStatus.NOT_FOUND:
            self._rest.done(response)

    def _below(self, post: str) -> search.Listing:
        def page(start: int) -> Mapping[str, Any]:
            return self._rest.asked(f"{_path(post)}?count={search.PAGE}&start={start}")

        def entry(element: Mapping[str, Any]) -> search.Entry | None:
            name = _name_in(element, post)
            message = element.get("message")
            if element.get("actor") != self._author or name is None:
                return None
            text = message.get("text") if isinstance(message, dict) else ""
            made_at = search.changed_at(element)
            remote = live_comment(name, post, self._web)
            return search.Entry(remote, fingerprint(str(text)), 0, made_at)

        return search.pages(page, entry, None)


def _path(post: str) -> str:
    return f"/rest/socialActions/{encoded(post)}/comments"


def _named(response: Response, post: str) -> CommentName | None:
    """The comment that an answer names: in its body, or by number in the header."""
    header = response.headers.get("x-restli-id", "")
    return _name_in({"id": header, **parsed(response)}, post)


def _name_in(told: Mapping[str, Any], post: str) -> CommentName | None:
    """The comment's name; LinkedIn may call the post an `activity` in it."""
    urn, number = told.get("commentUrn"), told.get("id")
    if isinstance(urn, str) and (name := comment_of(Remote(urn))):
        return name
    thread = told.get("object")
    if isinstance(number, str) and number.isdigit():
        return CommentName(thread if isinstance(thread, str) else post, number)
    return None
