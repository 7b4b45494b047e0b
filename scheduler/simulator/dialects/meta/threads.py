# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Threads API as Meta's pages describe it, for rehearsals.

Facts: pages on posts, publishing, insights, troubleshooting and deleting (changelog to
2026-04-21), fbsamples/threads_api 44df04d (2026-01-02).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.dialects.meta import answers
from scheduler.simulator.dialects.meta.containers import Container, Shelf, fetched_medium
from scheduler.simulator.web_folder import web_folder
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "threads"
LONGEST = 500
LONGEST_ALT = 1000
MOST_LINKS = 5
MOST_POSTS = 250
CAROUSEL = range(2, 21)
DAY = timedelta(days=1)
SCOPES = (
    "threads_basic",
    "threads_content_publish",
    "threads_manage_replies",
    "threads_manage_insights",
    "threads_delete",
)
WEIGHTS = {"views": 8.0, "likes": 1.0, "replies": 0.2, "reposts": 0.3, "quotes": 0.1, "shares": 0.2}
_JOINERS = "\u200d\ufe0f"


class ThreadsServer:
    """The endpoints, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shelf = Shelf(world)

    def authenticate(self) -> Response | None:
        """An error of code 190 without a known token; the public web folder needs none."""
        known = answers.asking(self._world, NAME)
        return None if known else answers.expired_token(self._world)

    def make(self) -> Response:
        """A container: text, one medium, a carousel's child or its parent."""
        fields = answers.given()
        fields.pop("access_token", None)
        refusal = _refused_text(fields)
        if refusal is not None:
            return refusal
        kind = fields.get("media_type")
        if kind == "CAROUSEL":
            return self._carousel(fields)
        if kind == "TEXT" and fields.get("text"):
            return self._made(fields, ())
        if kind in {"IMAGE", "VIDEO"}:
            return self._single(fields, kind)
        return answers.error(100, 0, "Param media_type must be one of TEXT, IMAGE, VIDEO, CAROUSEL")

    @publishes
    def publish(self) -> Response:
        """Publish a container; "does not exist" for one that is not ready, or out already."""
        identifier = answers.given().get("creation_id", "")
        container = self._shelf.take(identifier, self._account().handle)
        if container is None:
            return answers.error(24, 4_279_009, "The requested resource does not exist")
        parent = container.fields.get("reply_to_id")
        if parent is not None and self._world.post(NAME, parent) is None:
            return answers.error(24, 4_279_009, "The requested resource does not exist")
        post = self._world.publish(self._post(container))
        return jsonify({"id": post.id})

    def one(self, identifier: str) -> Response:
        """A container's condition, or a post."""
        container = self._shelf.get(identifier)
        if container is not None:
            return jsonify({"id": identifier, "status": self._shelf.status(container)})
        post = self._world.post(NAME, identifier)
        return answers.missing(identifier) if post is None else jsonify(_shown(post))

    def remove(self, identifier: str) -> Response:
        """Delete a post."""
        if not self._world.delete(NAME, identifier):
            return answers.missing(identifier)
        return jsonify({"success": True, "deleted_id": identifier})

    def posts(self) -> Response:
        """The profile's own posts, without its replies."""
        return answers.listing([_shown(each) for each in self._own() if not each.reply_to])

    def replies(self) -> Response:
        """The profile's own replies."""
        return answers.listing([_shown(each) for each in self._own() if each.reply_to])

    def insights(self, identifier: str) -> Response:
        """A post's figures; a metric that there is not fails the whole call."""
        post = self._world.post(NAME, identifier)
        if post is None:
            return answers.missing(identifier)
        asked = answers.given().get("metric", "").split(",")
        if not set(asked) <= set(WEIGHTS):
            return answers.error(100, 0, "(#100) metric must be one of the following values")
        counts = self._world.counts(post, WEIGHTS)
        return answers.insights(identifier, {name: counts[name] for name in asked})

    def account_insights(self) -> Response:
        """How many follow; the date is ignored."""
        followers = self._world.followers(NAME, self._account().handle)
        data = [{"name": "followers_count", "period": "day", "total_value": {"value": followers}}]
        return jsonify({"data": data})

    def limit(self) -> Response:
        """What the profile has published in 24 hours."""
        since = self._world.now() - DAY
        every = self._world.posts(NAME, self._account().handle)
        used = sum(1 for each in every if each.created_at > since and not each.reply_to)
        config = {"quota_total": MOST_POSTS, "quota_duration": int(DAY.total_seconds())}
        return jsonify({"data": [{"quota_usage": used, "config": config}]})

    def me(self) -> Response:
        """Whose token it is."""
        account = self._account()
        return jsonify({"id": "17841400000000001", "username": account.handle})

    def debug(self) -> Response:
        """What a token may do and until when."""
        return answers.debug(self._world, NAME, SCOPES)

    def renew(self) -> Response:
        """A younger token."""
        if answers.given().get("grant_type") != "th_refresh_token":
            return answers.error(100, 0, "Unsupported grant_type")
        return answers.renewed(self._account())

    def _single(self, fields: dict[str, str], kind: str) -> Response:
        address = fields.get(f"{kind.lower()}_url", "")
        medium = fetched_medium(self._world, NAME, address, fields.get("alt_text", ""))
        if medium is None:
            return answers.error(
                9004, 2_207_052, "The media could not be fetched from this URI: " + address
            )
        if not medium.mime.startswith(kind.lower()):
            return answers.error(100, 0, "The media type does not fit")
        return self._made(fields, (medium,))

    def _carousel(self, fields: dict[str, str]) -> Response:
        children = [self._shelf.get(each) for each in fields.get("children", "").split(",")]
        media = [medium for each in children if each for medium in each.media]
        if len(media) != len(children) or len(children) not in CAROUSEL:
            return answers.error(100, 0, "Param children must be 2 to 20 carousel items")
        ready = all(self._shelf.status(each) == "FINISHED" for each in children if each)
        marked = all(each.fields.get("is_carousel_item") == "true" for each in children if each)
        if not (ready and marked):
            return answers.error(24, 4_279_009, "The requested resource does not exist")
        return self._made(fields, tuple(media))

    def _made(self, fields: dict[str, str], media: tuple[SimMedium, ...]) -> Response:
        made = self._shelf.make(self._account().handle, fields, media)
        return jsonify({"id": made.id})

    def _post(self, container: Container) -> SimPost:
        identifier = self._world.next_id()
        return SimPost(
            id=identifier,
            platform=NAME,
            account=container.account,
            text=container.fields.get("text", ""),
            created_at=self._world.now(),
            media=container.media,
            reply_to=container.fields.get("reply_to_id"),
            url=f"{request.host_url}#post-{NAME}-{identifier}",
            raw=dict(container.fields),
        )

    def _own(self) -> list[SimPost]:
        posts = self._world.posts(NAME, self._account().handle)
        return [each for each in posts if not each.deleted]

    def _account(self) -> SimAccount:
        account = answers.asking(self._world, NAME)
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The API over `world`, under whatever version is asked for."""
    routes = Blueprint(NAME, __name__)
    server = ThreadsServer(world)
    routes.url_value_preprocessor(answers.without_version)
    routes.before_request(server.authenticate)
    views: answers.Views = {
        ("POST", "/me/threads"): server.make,
        ("POST", "/me/threads_publish"): server.publish,
        ("GET", "/me/threads"): server.posts,
        ("GET", "/me/replies"): server.replies,
        ("GET", "/me/threads_insights"): server.account_insights,
        ("GET", "/me/threads_publishing_limit"): server.limit,
        ("GET", "/me"): server.me,
        ("GET", "/debug_token"): server.debug,
        ("GET", "/refresh_access_token"): server.renew,
        ("GET", "/<identifier>/insights"): server.insights,
        ("GET", "/<identifier>"): server.one,
        ("DELETE", "/<identifier>"): server.remove,
    }
    answers.route(routes, views)
    return routes


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    web = f"{base_url}/web"
    return {
        "url": base_url,
        "token": spoken_secret(token_of(account)),
        "staging": {"folder": str(web_folder(web)), "url": web},
    }


def rate_limited(world: World, seconds: float) -> Response:
    """Too many calls of the application."""
    del world
    return answers.throttled(4, "threads", seconds)


def _refused_text(fields: dict[str, str]) -> Response | None:
    text = fields.get("text", "")
    if _length(text) > LONGEST:
        return answers.error(100, 0, "Param text must be at most 500 characters long.")
    if len(fields.get("alt_text", "")) > LONGEST_ALT:
        return answers.error(100, 0, "Param alt_text must be at most 1000 characters long.")
    if len(set(re.findall(r"https?://\S+", text))) > MOST_LINKS:
        return answers.error(100, 0, "THREADS_API__LINK_LIMIT_EXCEEDED")
    return None


def _length(text: str) -> int:
    """Emoji count as their UTF-8 bytes."""
    return sum(len(each.encode()) if _is_pictorial(each) else 1 for each in text)


def _is_pictorial(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk"} or character in _JOINERS


def _shown(post: SimPost) -> dict[str, Any]:
    return {
        "id": post.id,
        "text": post.text,
        "timestamp": answers.instant(post.created_at),
        "permalink": post.url,
        "media_type": "TEXT_POST" if not post.media else "IMAGE",
    }


DIALECT = Dialect(
    name=NAME,
    title="Threads",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=answers.expired_token,
    rejected=answers.rejected,
)
