# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The endpoints of a simulated server of the Mastodon family."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import publishes
from scheduler.simulator.dialects.mastodon.answers import (
    attachment,
    error,
    error_page,
    instant,
    reset_header,
    status_json,
)
from scheduler.simulator.dialects.mastodon.checks import (
    IMAGE_BYTES,
    MIME_TYPES,
    MOST_ALT,
    VIDEO_BYTES,
    refused,
)
from scheduler.simulator.dialects.mastodon.consent import CONSENT_PATHS
from scheduler.simulator.dialects.mastodon.description import (
    SCOPES,
    instance_v1,
    instance_v2,
    nodeinfo,
)
from scheduler.simulator.dialects.mastodon.flavour import Flavour
from scheduler.simulator.dialects.mastodon.shelf import Shelf
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World

KEY_LIVES = timedelta(hours=1)  # setex(key, 3600, …) in post_status_service, undated
PAGE = 40
RATE_LIMIT = 300
WEIGHTS = {"favourites_count": 1.0, "reblogs_count": 0.4, "replies_count": 0.15}
QUOTES = {"quotes_count": 0.05}
_OPEN = ("/instance", "/nodeinfo", "/nodeinfo/2.0", *CONSENT_PATHS)


class Server:
    """One server of `flavour` over `world`."""

    def __init__(self, world: World, flavour: Flavour) -> None:
        self._world = world
        self._flavour = flavour
        self._shelf = Shelf(world, flavour)

    def blueprint(self) -> Blueprint:
        """All its endpoints."""
        routes = Blueprint(self._flavour.name, __name__)
        routes.before_request(self._authenticate)
        routes.after_request(self._with_rates)
        for method, path, view in self._endpoints():
            routes.add_url_rule(
                path, endpoint=f"{method}{path}".replace(".", "_"), view_func=view, methods=[method]
            )
        return routes

    def _endpoints(self) -> list[tuple[str, str, Callable[..., Any]]]:
        one, media = "/api/v1/statuses/<post_id>", "/api/v1/media/<medium_id>"
        return [
            ("POST", "/api/v1/statuses", self.create),
            ("GET", "/api/v1/statuses", self.several),
            ("GET", one, self.show),
            ("PUT", one, self.change),
            ("DELETE", one, self.remove),
            ("POST", "/api/v2/media", self.take_medium),
            ("GET", media, self.show_medium),
            ("GET", "/api/v1/accounts/verify_credentials", self.credentials),
            ("GET", "/api/v1/accounts/<account_id>/statuses", self.listing),
            ("GET", "/api/v1/apps/verify_credentials", self.application),
            ("GET", "/api/v2/instance", self.describe_v2),
            ("GET", "/api/v1/instance", self.describe_v1),
            ("GET", "/.well-known/nodeinfo", self.nodeinfo_index),
            ("GET", "/nodeinfo/2.0", self.nodeinfo_document),
        ]

    @publishes
    def create(self) -> Response:
        """Make a status public, or give the one that its key has made already."""
        body = request.get_json(silent=True)
        if not isinstance(body, dict):
            body = {"media_ids": [], "visibility": "public"}  # Hollo 0.6: an empty public post
            return self._published(body, ())
        known = self._with_key()
        if known is not None:
            return error(404, "Record not found") if known.deleted else self._status(known)
        refusal = refused(body, self._flavour)
        if refusal is not None:
            return error(refusal.status, refusal.text)
        parent = body.get("in_reply_to_id")
        if parent is not None and self._world.post(self._flavour.name, parent) is None:
            return error(404, "Record not found")
        media = self._shelf.take(body.get("media_ids", []), self._account().handle)
        return media if isinstance(media, Response) else self._published(body, media)

    def several(self) -> Response:
        """Those of the asked statuses that are there; since Mastodon 4.3."""
        if not self._flavour.knows_batches:
            return self._missing()
        asked = [
            self._world.post(self._flavour.name, each) for each in request.args.getlist("id[]")
        ]
        return jsonify([self._json(post) for post in asked if post is not None])

    def show(self, post_id: str) -> Response:
        """One status."""
        post = self._world.post(self._flavour.name, post_id)
        return self._missing() if post is None else self._status(post)

    def change(self, post_id: str) -> Response:
        """Edit a status; its visibility stays."""
        post, body = self._own(post_id), request.get_json()
        if post is None:
            return self._missing()
        refusal = refused(body, self._flavour)
        if refusal is not None:
            return error(refusal.status, refusal.text)
        alts = {each["id"]: each["description"] for each in body.get("media_attributes", ())}
        media = tuple(replace(each, alt=alts.get(each.id, each.alt)) for each in post.media)
        edited = replace(
            post,
            text=body.get("status", ""),
            lang=body.get("language", post.lang),
            content_warning=body.get("spoiler_text") or None,
            media=media,
        )
        return self._status(self._world.replace(edited))

    def remove(self, post_id: str) -> Response:
        """Delete a status; a second time there is nothing."""
        post = self._own(post_id)
        if post is None or not self._world.delete(self._flavour.name, post_id):
            return self._missing()
        return self._status(post)

    def take_medium(self) -> Response:
        """Keep an uploaded file; a video is processed for a while."""
        file = request.files.get("file")
        if file is None or file.mimetype not in MIME_TYPES:
            return error(422, "Validation failed: File content type is invalid")
        data, alt = file.read(), request.form.get("description")
        most = IMAGE_BYTES if file.mimetype.startswith("image/") else VIDEO_BYTES
        if len(data) > most or len(alt or "") > MOST_ALT:
            return error(422, "Validation failed: File or description is too large")
        medium = SimMedium(self._world.next_id(), file.mimetype, len(data), data, alt)
        self._shelf.put(medium, self._account().handle)
        return self._medium(medium, HTTPStatus.ACCEPTED)

    def show_medium(self, medium_id: str) -> Response:
        """An uploaded file that is not attached yet; 206 while it is processed."""
        medium = self._shelf.medium(medium_id, self._account().handle)
        if medium is None:
            return self._missing()
        return self._medium(medium, HTTPStatus.PARTIAL_CONTENT)

    def credentials(self) -> Response:
        """Whose token it is."""
        account = self._account()
        return jsonify(
            {
                "id": _id_of(account),
                "username": account.handle,
                "acct": account.handle,
                "display_name": account.name,
                "created_at": instant(account.created_at),
                "url": f"{request.host_url}@{account.handle}",
                "followers_count": self._world.followers(self._flavour.name, account.handle),
            }
        )

    def application(self) -> Response:
        """Which application the token is of."""
        return jsonify({"name": "Litfass", "scopes": list(SCOPES)})

    def listing(self, account_id: str) -> Response:
        """The statuses of an account, newest first, in pages."""
        account = self._account()
        if account_id != _id_of(account):
            return self._missing()
        posts = self._world.posts(self._flavour.name, account.handle)
        below = request.args.get("max_id", type=int)
        shown = [
            self._json(post)
            for post in reversed(posts)
            if not post.deleted and (below is None or int(post.id) < below)
        ]
        return jsonify(shown[: min(request.args.get("limit", 20, type=int), PAGE)])

    def describe_v2(self) -> Response:
        """The server since Mastodon 4.0."""
        if not self._flavour.knows_v2:
            return error_page(500)  # Takahe 0.11
        return jsonify(instance_v2(self._flavour))

    def describe_v1(self) -> Response:
        """The server in the older form."""
        return jsonify(instance_v1(self._flavour))

    def nodeinfo_index(self) -> Response:
        """Where nodeinfo is."""
        href = request.base_url.replace("/.well-known/nodeinfo", "/nodeinfo/2.0")
        rel = "http://nodeinfo.diaspora.software/ns/schema/2.0"
        return jsonify({"links": [{"rel": rel, "href": href}]})

    def nodeinfo_document(self) -> Response:
        """Which software it is."""
        return jsonify(nodeinfo(self._flavour))

    def _authenticate(self) -> Response | None:
        if request.path.endswith(_OPEN) or self._known_account() is not None:
            return None
        return error(401, "The access token is invalid")

    def _with_rates(self, answer: Response) -> Response:
        if self._flavour.tells_rates and "X-RateLimit-Reset" not in answer.headers:
            answer.headers["X-RateLimit-Limit"] = str(RATE_LIMIT)
            answer.headers["X-RateLimit-Remaining"] = str(RATE_LIMIT - 1)
            answer.headers["X-RateLimit-Reset"] = reset_header(self._world.now(), 300)
        return answer

    def _known_account(self) -> SimAccount | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self._world.account_with(self._flavour.name, token)

    def _account(self) -> SimAccount:
        account = self._known_account()
        assert account is not None  # noqa: S101 - `_authenticate` has let the request in
        return account

    def _with_key(self) -> SimPost | None:
        """What the key has made within its life; whatever the body says now."""
        key = request.headers.get("Idempotency-Key")
        if not key or not self._flavour.honours_keys:
            return None
        since = self._world.now() - KEY_LIVES
        for post in self._world.posts(self._flavour.name, self._account().handle):
            if post.key == key and post.created_at > since:
                return post
        return None

    def _published(self, body: dict[str, Any], media: tuple[SimMedium, ...]) -> Response:
        post_id = self._world.next_id()
        post = SimPost(
            id=post_id,
            platform=self._flavour.name,
            account=self._account().handle,
            text=body.get("status", ""),
            created_at=self._world.now(),
            lang=body.get("language"),
            visibility=body.get("visibility", self._flavour.default_visibility),
            content_warning=body.get("spoiler_text") or None,
            media=media,
            reply_to=body.get("in_reply_to_id"),
            url=f"{request.host_url}#post-{self._flavour.name}-{post_id}",
            raw=body,
            key=request.headers.get("Idempotency-Key"),
        )
        self._shelf.attach(media)
        return self._status(self._world.publish(post))

    def _medium(self, medium: SimMedium, processing: HTTPStatus) -> Response:
        ready = self._shelf.is_ready(medium)
        answer = jsonify(attachment(medium, request.host_url, ready=ready))
        answer.status_code = HTTPStatus.OK if ready else processing
        return answer

    def _own(self, post_id: str) -> SimPost | None:
        post = self._world.post(self._flavour.name, post_id)
        return post if post is not None and post.account == self._account().handle else None

    def _missing(self) -> Response:
        return error_page(404) if self._flavour.pages_as_errors else error(404, "Record not found")

    def _status(self, post: SimPost) -> Response:
        return jsonify(self._json(post))

    def _json(self, post: SimPost) -> dict[str, Any]:
        weights = WEIGHTS | (QUOTES if self._flavour.software == "mastodon" else {})
        shape = status_json(post, request.host_url, shortens_links=self._flavour.shortens_links)
        if self._flavour.keeps_text:
            shape["text"] = post.text
        return shape | self._world.counts(post, weights)


def _id_of(account: SimAccount) -> str:
    """A decimal id that follows from the name."""
    return str(int.from_bytes(hashlib.sha256(account.handle.encode()).digest()[:6]))
