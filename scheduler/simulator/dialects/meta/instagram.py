# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Instagram's professional accounts as Meta's pages describe them, for rehearsals.

Facts: references of IG User Media and IG Media insights (2026-09-11), error codes (2026-06-02).
The simulated account has Facebook's login, which alone may delete.
"""

from __future__ import annotations

import hashlib
import io
import re
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request
from PIL import Image

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.dialects.meta import answers
from scheduler.simulator.dialects.meta.containers import Container, Shelf, fetched_medium
from scheduler.simulator.web_folder import web_folder
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "instagram"
LONGEST = 2200
MOST_HASHTAGS = 30
MOST_POSTS = 50
CAROUSEL = range(2, 11)
RATIOS = (0.795, 1.915)
DAY = timedelta(days=1)
SCOPES = (
    "instagram_basic",
    "instagram_content_publish",
    "instagram_manage_comments",
    "instagram_manage_insights",
    "instagram_manage_contents",
)
_FEED = {"views": 8.0, "reach": 5.0, "likes": 1.0, "comments": 0.2, "saved": 0.2, "shares": 0.3}
WEIGHTS = {
    "FEED": {**_FEED, "profile_visits": 0.1, "follows": 0.05},
    "REELS": {**_FEED, "ig_reels_avg_watch_time": 5.0},
    "STORY": {"views": 4.0, "reach": 3.0, "replies": 0.1, "navigation": 1.0, "shares": 0.1},
}


class AccountServer:
    """The endpoints, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shelf = Shelf(world)

    def authenticate(self) -> Response | None:
        """190 without a known token, 100/33 for an account that is not the token's."""
        account = answers.asking(self._world, NAME)
        if account is None:
            return answers.expired_token(self._world)
        asked = (request.view_args or {}).get("account")
        return None if asked in {None, id_of(account.handle)} else answers.missing(str(asked))

    def make(self, account: str) -> Response:
        """A container: picture, reel, story, a carousel's child or its parent."""
        del account
        fields = answers.given()
        fields.pop("access_token", None)
        caption = fields.get("caption", "")
        too_long = len(caption.encode("utf-16-le")) // 2 > LONGEST
        if too_long or len(re.findall(r"#\w+", caption)) > MOST_HASHTAGS:
            return answers.error(36_004, 2_207_010, "The caption was too long")
        if fields.get("media_type") == "CAROUSEL":
            return self._carousel(fields)
        return self._single(fields)

    @publishes
    def publish(self, account: str) -> Response:
        """Publish a container that is ready; one that is not, or is out already, is refused."""
        del account
        identifier = answers.given().get("creation_id", "")
        container = self._shelf.take(identifier, self._account().handle)
        if container is None:
            return answers.error(9007, 2_207_027, "Media ID is not available")
        return jsonify({"id": self._world.publish(self._post(container)).id})

    @publishes
    def comment(self, identifier: str) -> Response:
        """A comment below a post."""
        text = answers.given().get("message", "")
        if self._world.post(NAME, identifier) is None:
            return answers.missing(identifier)
        if not text:
            return answers.error(100, 0, "The parameter message is required.")
        post = self._new(text, (), {"product": "COMMENT"}, parent=identifier)
        return jsonify({"id": self._world.publish(post).id})

    def one(self, identifier: str) -> Response:
        """The account, a container's condition, or a post."""
        account = self._account()
        if identifier == id_of(account.handle):
            followers = self._world.followers(NAME, account.handle)
            told = {"id": identifier, "username": account.handle, "followers_count": followers}
            return jsonify(told)
        container = self._shelf.get(identifier)
        if container is not None:
            return jsonify({"id": identifier, "status_code": self._shelf.status(container)})
        post = self._world.post(NAME, identifier)
        return answers.missing(identifier) if post is None else jsonify(self._shown(post))

    def remove(self, identifier: str) -> Response:
        """Delete a post or a comment."""
        if not self._world.delete(NAME, identifier):
            return answers.missing(identifier)
        return jsonify({"success": True})

    def posts(self, account: str) -> Response:
        """The account's posts, without stories."""
        del account
        return answers.listing([self._shown(each) for each in self._own("FEED", "REELS")])

    def stories(self, account: str) -> Response:
        """The account's stories of the last day."""
        del account
        since = self._world.now() - DAY
        stories = [each for each in self._own("STORY") if each.created_at > since]
        return answers.listing([self._shown(each) for each in stories])

    def comments(self, identifier: str) -> Response:
        """The comments below a post; they have no address."""
        if "permalink" in answers.given().get("fields", ""):
            return answers.error(100, 0, "Tried accessing nonexisting field (permalink)")
        found = [each for each in self._own("COMMENT") if each.reply_to == identifier]
        shown = [
            {"id": each.id, "text": each.text, "timestamp": answers.instant(each.created_at)}
            for each in found
        ]
        return answers.listing(shown)

    def insights(self, identifier: str) -> Response:
        """A post's figures; a metric that its kind does not have fails the whole call."""
        post = self._world.post(NAME, identifier)
        if post is None:
            return answers.missing(identifier)
        weights = WEIGHTS.get(str(post.raw["product"]), {})
        asked = answers.given().get("metric", "").split(",")
        if not set(asked) <= set(weights):
            return answers.error(100, 0, "The Media Insights API does not support this metric")
        counts = self._world.counts(post, weights)
        return answers.insights(identifier, {name: counts[name] for name in asked})

    def limit(self, account: str) -> Response:
        """What the account has published in 24 hours."""
        del account
        since = self._world.now() - DAY
        own = self._own("FEED", "REELS", "STORY")
        used = sum(1 for each in own if each.created_at > since)
        config = {"quota_total": MOST_POSTS, "quota_duration": int(DAY.total_seconds())}
        return jsonify({"data": [{"quota_usage": used, "config": config}]})

    def debug(self) -> Response:
        """What a token may do and until when."""
        return answers.debug(self._world, NAME, SCOPES)

    def renew(self) -> Response:
        """A younger token."""
        if answers.given().get("grant_type") != "ig_refresh_token":
            return answers.error(100, 0, "Unsupported grant_type")
        return answers.renewed(self._account())

    def _single(self, fields: dict[str, str]) -> Response:
        is_video = "video_url" in fields
        address = fields.get("video_url") or fields.get("image_url") or ""
        described = not is_video and fields.get("media_type") != "STORIES"
        alt = fields.get("alt_text", "") if described else None
        medium = fetched_medium(self._world, NAME, address, alt)
        if medium is None:
            text = "The media could not be fetched from this URI: "
            return answers.error(9004, 2_207_052, text + address)
        if not is_video and medium.mime != "image/jpeg":
            return answers.error(36_001, 2_207_005, "The image format is not supported")
        if not is_video and not _has_ratio(medium):
            return answers.error(36_003, 2_207_009, "The aspect ratio is not supported.")
        return self._made(fields, (medium,))

    def _carousel(self, fields: dict[str, str]) -> Response:
        children = [self._shelf.get(each) for each in fields.get("children", "").split(",")]
        media = [medium for each in children if each for medium in each.media]
        if len(media) != len(children) or len(children) not in CAROUSEL:
            return answers.error(100, 2_207_028, "Your post won't work as a carousel.")
        if any(each.fields.get("is_carousel_item") != "true" for each in children if each):
            return answers.error(100, 2_207_028, "Your post won't work as a carousel.")
        if any(self._shelf.status(each) != "FINISHED" for each in children if each):
            return answers.error(9007, 2_207_027, "Media ID is not available")
        return self._made(fields, tuple(media))

    def _made(self, fields: dict[str, str], media: tuple[SimMedium, ...]) -> Response:
        made = self._shelf.make(self._account().handle, fields, media)
        return jsonify({"id": made.id})

    def _post(self, container: Container) -> SimPost:
        fields = container.fields
        products = {"REELS": "REELS", "STORIES": "STORY"}
        raw = {**fields, "product": products.get(fields.get("media_type", ""), "FEED")}
        caption = "" if raw["product"] == "STORY" else fields.get("caption", "")
        return self._new(caption, container.media, raw)

    def _new(
        self,
        text: str,
        media: tuple[SimMedium, ...],
        raw: dict[str, Any],
        *,
        parent: str | None = None,
    ) -> SimPost:
        identifier = self._world.next_id()
        return SimPost(
            id=identifier,
            platform=NAME,
            account=self._account().handle,
            text=text,
            created_at=self._world.now(),
            media=media,
            reply_to=parent,
            url=f"{request.host_url}#post-{NAME}-{identifier}",
            raw=raw,
        )

    def _shown(self, post: SimPost) -> dict[str, Any]:
        counts = self._world.counts(post, {"likes": 1.0, "comments": 0.2})
        return {
            "id": post.id,
            "caption": post.text,
            "timestamp": answers.instant(post.created_at),
            "permalink": post.url,
            "media_product_type": post.raw["product"],
            "like_count": counts["likes"],
            "comments_count": counts["comments"],
        }

    def _own(self, *products: str) -> list[SimPost]:
        posts = self._world.posts(NAME, self._account().handle)
        return [each for each in posts if not each.deleted and each.raw["product"] in products]

    def _account(self) -> SimAccount:
        account = answers.asking(self._world, NAME)
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The API over `world`, under whatever version is asked for."""
    routes = Blueprint(NAME, __name__)
    server = AccountServer(world)
    routes.url_value_preprocessor(answers.without_version)
    routes.before_request(server.authenticate)
    views: answers.Views = {
        ("POST", "/<account>/media"): server.make,
        ("POST", "/<account>/media_publish"): server.publish,
        ("GET", "/<account>/media"): server.posts,
        ("GET", "/<account>/stories"): server.stories,
        ("GET", "/<account>/content_publishing_limit"): server.limit,
        ("POST", "/<identifier>/comments"): server.comment,
        ("GET", "/<identifier>/comments"): server.comments,
        ("GET", "/<identifier>/insights"): server.insights,
        ("GET", "/debug_token"): server.debug,
        ("GET", "/refresh_access_token"): server.renew,
        ("GET", "/<identifier>"): server.one,
        ("DELETE", "/<identifier>"): server.remove,
    }
    answers.route(routes, views)
    return routes


def id_of(handle: str) -> str:
    """The number of an account."""
    return str(17_841_400_000_000 + int.from_bytes(hashlib.sha256(handle.encode()).digest()[:4]))


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    web = f"{base_url}/web"
    return {
        "url": base_url,
        "token": spoken_secret(token_of(account)),
        "account": id_of(account),
        "login": "facebook",
        "staging": {"folder": str(web_folder(web)), "url": web},
    }


def rate_limited(world: World, seconds: float) -> Response:
    """Too many calls of this account."""
    del world
    return answers.throttled(80_002, "instagram", seconds)


def _has_ratio(medium: SimMedium) -> bool:
    with Image.open(io.BytesIO(medium.data)) as picture:
        return RATIOS[0] <= picture.width / picture.height <= RATIOS[1]


DIALECT = Dialect(
    name=NAME,
    title="Instagram",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=answers.expired_token,
    rejected=answers.rejected,
    flat_threads=True,
    needs_picture=True,
)
