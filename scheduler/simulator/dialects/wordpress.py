# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""WordPress' REST API as its documents describe it and 6.1 and 6.5 answered, for rehearsals.

Facts: WP-API/docs ab20319; runs of WordPress 6.1.9 and 6.5.5 (2026-11): a slug that is taken gets
a number at its end, and so does one of digits only; nothing is refused. A wrong password is 401
rest_cannot_create, but 400 to a search among drafts. Of an author's titles, tags are taken away.
Whoever publishes an article that lies in the trash gets it back.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.pages import reading_of
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "wordpress"
FIELDS = frozenset({
    "title", "content", "excerpt", "status", "slug", "date_gmt", "categories", "tags",
    "featured_media", "comment_status", "sticky", "meta", "lang",
})  # fmt: skip
_TAG = re.compile(r"<[^>]*>")
_TRASHED = "__trashed"
STATUSES = frozenset({"publish", "future", "draft", "pending", "private"})


@dataclass(frozen=True, slots=True)
class Article:
    """A post of the site, public or not."""

    id: str
    account: str
    slug: str
    status: str
    title: str
    content: str


class RestApi:
    """Posts, media, comments and users, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._articles: dict[str, Article] = {}
        self._addresses: dict[str, str] = {}

    def authenticate(self) -> Response | None:
        """401 without a user and his application password; who asks for drafts is told 400."""
        if self._known():
            return None
        asks_for_drafts = request.method == "GET" and "status" in request.args
        return forbidden_status() if asks_for_drafts else expired_token(self._world)

    def create(self) -> Response:
        """POST /posts; the adapter under test is expected to begin with a draft."""
        body = request.get_json()
        refused = _refused(body)
        if refused is not None:
            return refused
        number = self._world.next_id()
        status = body.get("status", "draft")
        slug = self._free_slug(str(body.get("slug", "")))
        title = _TAG.sub("", body["title"])
        article = Article(number, self._account().handle, slug, status, title, body["content"])
        return self._saved(article, 201)

    @publishes
    def change(self, number: str) -> Response:
        """POST /posts/ID: a partial change, of the status too."""
        article = self._live(number)
        if article is None:
            return error(404, "rest_post_invalid_id", "Invalid post ID.")
        body = request.get_json()
        refused = _refused(body)
        if refused is not None:
            return refused
        given = {name: body[name] for name in ("status", "title", "content") if name in body}
        if "title" in given:
            given["title"] = _TAG.sub("", given["title"])
        if given.get("status") == "publish":
            slug = article.slug.removesuffix(_TRASHED)
            given["slug"] = f"{slug}-2" if slug.isdigit() else slug
        return self._saved(replace(article, **given), 200)

    def show(self, number: str) -> Response:
        """GET /posts/ID, from the trash, too."""
        article = self._live(number)
        if article is None:
            return error(404, "rest_post_invalid_id", "Invalid post ID.")
        return jsonify(self._shown(article))

    def remove(self, number: str) -> Response:
        """DELETE /posts/ID puts it into the trash."""
        article = self._live(number)
        if article is None:
            return error(404, "rest_post_invalid_id", "Invalid post ID.")
        if article.status == "trash":
            return error(410, "rest_already_trashed", "The post has already been deleted.")
        self._world.delete(NAME, number)
        slug = f"{article.slug}{_TRASHED}"
        self._articles[number] = replace(article, status="trash", slug=slug)
        return jsonify(self._shown(self._articles[number]))

    def list_posts(self) -> Response:
        """GET /posts by slug or id, of the statuses that are asked for."""
        statuses = request.args.get("status", "publish").split(",")
        found = [each for each in self._articles.values() if self._live(each.id) is not None]
        found = [each for each in found if each.status in statuses]
        for name, field in (("slug", "slug"), ("include", "id")):
            if name in request.args:
                asked = request.args[name].split(",")
                found = [each for each in found if getattr(each, field) in asked]
        answer = jsonify([self._shown(each) for each in found])
        answer.headers["X-WP-Total"] = str(len(found))
        return answer

    def upload(self) -> Response:
        """POST /media: raw bytes."""
        if "attachment; filename=" not in request.headers.get("Content-Disposition", ""):
            return error(400, "rest_upload_no_content_disposition", "No Content-Disposition.")
        data = request.get_data()
        number = self._world.next_id()
        medium = SimMedium(number, request.mimetype, len(data), data)
        self._world.keep_medium(medium)
        address = f"{request.host_url}media/{number}"
        self._addresses[address] = number
        body = {"id": int(number), "source_url": address, "alt_text": ""}
        return _answer(body, 201)

    def describe(self, number: str) -> Response:
        """POST /media/ID: the alt text."""
        medium = self._world.medium(number)
        if medium is None:
            return error(404, "rest_post_invalid_id", "Invalid post ID.")
        alt = str(request.get_json().get("alt_text", ""))
        self._world.keep_medium(replace(medium, alt=alt))
        return jsonify({"id": int(number), "alt_text": alt})

    def comments(self) -> Response:
        """GET /comments: only their number is imitated."""
        post = self._world.post(NAME, request.args["post"])
        number = self._world.counts(post, {"comments": 0.2})["comments"] if post else 0
        answer = jsonify([])
        answer.headers["X-WP-Total"] = str(number)
        return answer

    def me(self) -> Response:
        """GET /users/me: an author."""
        handle = self._account().handle
        rights = {"publish_posts": True, "upload_files": True, "edit_published_posts": True}
        return jsonify({"id": 1, "name": handle, "slug": handle, "capabilities": rights})

    def _saved(self, article: Article, status: int) -> Response:
        self._articles[article.id] = article
        live = self._world.post(NAME, article.id)
        if article.status == "publish":
            post = self._as_read(article)
            if live is None:
                self._world.publish(post)
            else:
                self._world.replace(replace(post, created_at=live.created_at))
        return _answer(self._shown(article), status)

    def _as_read(self, article: Article) -> SimPost:
        reading = reading_of(article.content)
        return SimPost(
            id=article.id,
            platform=NAME,
            account=article.account,
            text=reading.text,
            created_at=self._world.now(),
            lang=reading.lang,
            media=tuple(self._medium(each.address, each.alt) for each in reading.shown),
            url=f"{request.host_url}#post-{NAME}-{article.id}",
            raw={"title": article.title, "slug": article.slug, "content": article.content},
        )

    def _medium(self, address: str, alt: str) -> SimMedium:
        medium = self._world.medium(self._addresses.get(address, ""))
        return replace(medium, alt=alt) if medium else SimMedium("", "image/png", 0, b"", alt)

    def _shown(self, article: Article) -> dict[str, Any]:
        return {
            "id": int(article.id),
            "slug": article.slug,
            "status": article.status,
            "link": f"{request.host_url}#post-{NAME}-{article.id}",
            "title": {"rendered": article.title},
        }

    def _free_slug(self, asked: str) -> str:
        """WordPress refuses no slug that is taken; it counts up."""
        taken = {each.slug for each in self._articles.values()}
        free, number = asked, 2
        while free in taken:
            free, number = f"{asked}-{number}", number + 1
        return free

    def _live(self, number: str) -> Article | None:
        """The article; None also when somebody deleted it for good, behind the API's back."""
        article = self._articles.get(number)
        if article is not None and article.status == "publish":
            return article if self._world.post(NAME, number) else None
        return article

    def _known(self) -> SimAccount | None:
        kind, _, pair = request.headers.get("Authorization", "").partition(" ")
        try:
            user, _, password = base64.b64decode(pair).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        account = self._world.account_with(NAME, password)
        is_own = kind == "Basic" and account is not None and account.handle == user
        return account if is_own else None

    def _account(self) -> SimAccount:
        account = self._known()
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The REST API over `world`."""
    routes = Blueprint(NAME, __name__)
    api = RestApi(world)
    routes.before_request(api.authenticate)
    base = "/wp-json/wp/v2"
    routes.post(f"{base}/posts")(api.create)
    routes.get(f"{base}/posts")(api.list_posts)
    routes.get(f"{base}/posts/<number>")(api.show)
    routes.post(f"{base}/posts/<number>")(api.change)
    routes.delete(f"{base}/posts/<number>")(api.remove)
    routes.post(f"{base}/media")(api.upload)
    routes.post(f"{base}/media/<number>")(api.describe)
    routes.get(f"{base}/comments")(api.comments)
    routes.get(f"{base}/users/me")(api.me)
    return routes


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    return {"url": base_url, "user": account, "password": spoken_secret(token_of(account))}


def rate_limited(world: World, seconds: float) -> Response:
    """429 of a host, in WordPress' words."""
    del world
    answer = error(429, "too_many_requests", "Too many requests.")
    answer.headers["Retry-After"] = str(int(seconds))
    return answer


def expired_token(world: World) -> Response:
    """401: application passwords do not expire, but are revoked."""
    del world
    words = "Sorry, you are not allowed to create posts as this user."
    return error(401, "rest_cannot_create", words)


def rejected(world: World) -> Response:
    """400."""
    del world
    return error(400, "rest_invalid_param", "Invalid parameter(s): content")


def forbidden_status() -> Response:
    """400 for a search among drafts without a valid login."""
    why = {"code": "rest_forbidden_status", "message": "Status is forbidden."}
    details = {"status": why | {"data": {"status": 401}}}
    params = {"status": why["message"]}
    data = {"status": 400, "params": params, "details": details}
    message = "Invalid parameter(s): status"
    return _answer({"code": "rest_invalid_param", "message": message, "data": data}, 400)


def error(status: int, code: str, message: str) -> Response:
    """An error as WordPress writes it."""
    return _answer({"code": code, "message": message, "data": {"status": status}}, status)


def _answer(body: dict[str, Any], status: int) -> Response:
    answer = jsonify(body)
    answer.status_code = status
    return answer


def _refused(body: object) -> Response | None:
    if not isinstance(body, dict) or set(body) - FIELDS:
        return error(400, "rest_invalid_param", "Invalid parameter(s).")
    if body.get("status", "draft") not in STATUSES:
        return error(400, "rest_invalid_param", "Invalid parameter(s): status")
    return None


DIALECT = Dialect(
    name=NAME,
    title="WordPress",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
    one_text=True,
)
