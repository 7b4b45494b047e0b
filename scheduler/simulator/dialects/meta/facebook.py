# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facebook Pages as Meta's pages describe the Graph API, for rehearsals.

Facts: pages on page posts, photos, comments, insights and errors (2026-09-11), changelog to v26.0
(2026-07-29). A page belongs to the account of its number; it takes no text twice in a row.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.dialects.meta import answers
from scheduler.simulator.dialects.meta.reels import ReelShelf
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "facebook"
LONGEST = 63_206
MOST_PHOTOS = 10
PHOTO_BYTES = 10_000_000
PHOTO_TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/bmp", "image/tiff"})
SCOPES = ("pages_manage_posts", "pages_read_engagement", "pages_manage_engagement", "read_insights")
METRICS = {"post_media_view": 8.0, "post_total_media_view_unique": 5.0, "post_clicks": 0.5}
WEIGHTS = {"reactions": 1.0, "comments": 0.2, "shares": 0.3}


class PageServer:
    """The endpoints, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._reels = ReelShelf(world)

    def authenticate(self) -> Response | None:
        """190 without a known token, 100/33 for a page that is not the token's."""
        account = answers.asking(self._world, NAME)
        if account is None:
            return answers.expired_token(self._world)
        page = (request.view_args or {}).get("page")
        return None if page in {None, page_of(account.handle)} else answers.missing(str(page))

    @publishes
    def post(self, page: str) -> Response:
        """A post of the page, with a link or with photos that were uploaded unpublished."""
        fields = _fields()
        text = fields.get("message", "")
        if len(text) > LONGEST:
            return answers.error(100, 0, "Name parameter too long")
        media = self._attached(fields)
        if media is None:
            return answers.error(100, 0, "Invalid parameter: attached_media")
        if not (text or media or fields.get("link")):
            return answers.error(100, 0, "Param message must not be empty")
        last = next(reversed([each for each in self._own() if not each.reply_to]), None)
        if last is not None and (last.text, last.media) == (text, media):
            return answers.error(506, 0, "Duplicate status message")
        identifier = f"{page}_{self._world.next_id()}"
        made = self._published(identifier, text, fields, media)
        return jsonify({"id": made.id})

    @publishes
    def comment(self, identifier: str) -> Response:
        """A comment below a post."""
        fields = _fields()
        if self._world.post(NAME, identifier) is None:
            return answers.missing(identifier)
        if not fields.get("message"):
            return answers.error(100, 0, "Param message must not be empty")
        own = f"{identifier.rpartition('_')[2]}_{self._world.next_id()}"
        made = self._published(own, fields["message"], fields | {"parent": identifier}, ())
        return jsonify({"id": made.id})

    def photo(self, page: str) -> Response:
        """A photo that nobody sees yet; a published one is not imitated."""
        del page
        fields, file = _fields(), request.files.get("source")
        if fields.get("published") != "false" or file is None:
            return answers.error(100, 0, "Only unpublished photos with a source are imitated")
        data = file.read()
        if len(data) > PHOTO_BYTES or file.mimetype not in PHOTO_TYPES:
            return answers.error(1_366_046, 0, "Your photos couldn't be uploaded.")
        alt = fields.get("alt_text_custom", "")
        medium = SimMedium(self._world.next_id(), file.mimetype, len(data), data, alt)
        return jsonify({"id": self._world.keep_medium(medium).id})

    @publishes
    def reel(self, page: str) -> Response:
        """Begin a reel, or have it published; the beginning shows nothing."""
        fields = _fields()
        if fields.get("upload_phase") == "start":
            video = self._reels.begin()
            upload = f"{request.host_url}{NAME}/v25.0/video-upload/{video}"
            return jsonify({"video_id": video, "upload_url": upload})
        medium = self._reels.finish(fields.get("video_id", ""))
        if medium is None:
            return answers.error(100, 0, "The video is not uploaded, or published already")
        post = self._published(
            f"{page}_{fields['video_id']}", fields.get("description", ""), fields, (medium,)
        )
        return jsonify({"success": True, "post_id": post.id})

    def take(self, video: str) -> Response:
        """The rest of a reel's bytes, from an offset on.

        Its size stands in the header `file_size`, which the server's library hides from us (an
        underscore in its name); so the rest is taken for all of it.
        """
        if not self._reels.take(video, request.get_data(), int(request.headers["offset"])):
            return answers.error(100, 0, "The offset does not match")
        return jsonify({"success": True})

    def change(self, identifier: str) -> Response:
        """Another text for a post or a comment."""
        post = self._world.post(NAME, identifier)
        if post is None:
            return answers.missing(identifier)
        self._world.replace(replace(post, text=_fields().get("message", post.text)))
        return jsonify({"success": True})

    def remove(self, identifier: str) -> Response:
        """Delete a post or a comment."""
        if not self._world.delete(NAME, identifier):
            return answers.missing(identifier)
        return jsonify({"success": True})

    def posts(self, page: str) -> Response:
        """What the page has published."""
        del page
        return answers.listing([_shown(each) for each in self._own() if not each.reply_to])

    def comments(self, identifier: str) -> Response:
        """The comments below a post; oldest first, as the Graph lists them."""
        found = [_shown(each) for each in self._own() if each.reply_to == identifier]
        return answers.listing(list(reversed(found)))

    def one(self, identifier: str) -> Response:
        """The page, or a post with its counts."""
        account = self._account()
        if identifier == page_of(account.handle):
            followers = self._world.followers(NAME, account.handle)
            return jsonify({"id": identifier, "name": account.name, "followers_count": followers})
        reel = self._reels.phases(identifier, page_of(account.handle))
        if reel is not None:
            return jsonify(reel)
        post = self._world.post(NAME, identifier)
        return answers.missing(identifier) if post is None else jsonify(self._counted(post))

    def several(self) -> Response:
        """Several posts by their ids; one that is gone fails the call."""
        ids = answers.given().get("ids", "").split(",")
        posts = {each: self._world.post(NAME, each) for each in ids}
        if not all(posts.values()):
            return answers.error(803, 0, "Some of the aliases you requested do not exist")
        return jsonify({each: self._counted(post) for each, post in posts.items() if post})

    def insights(self, identifier: str) -> Response:
        """A post's insights; a metric that there is not fails the whole call."""
        post = self._world.post(NAME, identifier)
        if post is None:
            return answers.missing(identifier)
        asked = answers.given().get("metric", "").split(",")
        if not set(asked) <= set(METRICS):
            return answers.error(100, 0, "(#100) The value must be a valid insights metric")
        counts = self._world.counts(post, METRICS)
        return answers.insights(identifier, {name: counts[name] for name in asked})

    def debug(self) -> Response:
        """What a token may do; a page's token has no end."""
        data = {"is_valid": True, "expires_at": 0, "scopes": list(SCOPES)}
        return jsonify({"data": data})

    def _attached(self, fields: dict[str, str]) -> tuple[SimMedium, ...] | None:
        told = json.loads(fields.get("attached_media", "[]"))
        media = [self._world.medium(str(each.get("media_fbid"))) for each in told]
        if len(media) > MOST_PHOTOS or None in media:
            return None
        return tuple(each for each in media if each)

    def _published(
        self, identifier: str, text: str, fields: dict[str, str], media: tuple[SimMedium, ...]
    ) -> SimPost:
        return self._world.publish(
            SimPost(
                id=identifier,
                platform=NAME,
                account=self._account().handle,
                text=text,
                created_at=self._world.now(),
                media=media,
                reply_to=fields.get("parent"),
                url=f"{request.host_url}#post-{NAME}-{identifier}",
                raw=fields,
            )
        )

    def _counted(self, post: SimPost) -> dict[str, Any]:
        counts = self._world.counts(post, WEIGHTS)
        return {
            "id": post.id,
            "permalink_url": post.url,
            "shares": {"count": counts["shares"]},
            "reactions": {"data": [], "summary": {"total_count": counts["reactions"]}},
            "comments": {"data": [], "summary": {"total_count": counts["comments"]}},
        }

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
    server = PageServer(world)
    routes.url_value_preprocessor(answers.without_version)
    routes.before_request(server.authenticate)
    views: answers.Views = {
        ("POST", "/<page>/feed"): server.post,
        ("POST", "/<page>/photos"): server.photo,
        ("POST", "/<page>/video_reels"): server.reel,
        ("POST", "/video-upload/<video>"): server.take,
        ("GET", "/<page>/published_posts"): server.posts,
        ("POST", "/<identifier>/comments"): server.comment,
        ("GET", "/<identifier>/comments"): server.comments,
        ("GET", "/<identifier>/insights"): server.insights,
        ("GET", "/debug_token"): server.debug,
        ("GET", "/<identifier>"): server.one,
        ("POST", "/<identifier>"): server.change,
        ("DELETE", "/<identifier>"): server.remove,
        ("GET", "/"): server.several,
    }
    answers.route(routes, views)
    return routes


def page_of(handle: str) -> str:
    """The number of an account's page."""
    return str(100_000_000_000 + int.from_bytes(hashlib.sha256(handle.encode()).digest()[:4]))


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    return {
        "url": base_url,
        "token": spoken_secret(token_of(account)),
        "page": page_of(account),
    }


def rate_limited(world: World, seconds: float) -> Response:
    """Too many calls of this page."""
    del world
    return answers.throttled(32, "pages", seconds)


def _fields() -> dict[str, str]:
    fields = answers.given()
    fields.pop("access_token", None)
    return fields


def _shown(post: SimPost) -> dict[str, Any]:
    return {
        "id": post.id,
        "message": post.text,
        "created_time": answers.instant(post.created_at),
        "permalink_url": post.url,
    }


DIALECT = Dialect(
    name=NAME,
    title="Facebook",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=answers.expired_token,
    rejected=answers.rejected,
    flat_threads=True,
    refuses_repeats=True,
)
