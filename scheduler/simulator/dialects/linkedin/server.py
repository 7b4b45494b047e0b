# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The endpoints of LinkedIn's versioned API, over a world."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Response, jsonify, request

from scheduler.simulator.dialect import publishes
from scheduler.simulator.dialects.linkedin import answers
from scheduler.simulator.dialects.linkedin.answers import NAME, error, page_of
from scheduler.simulator.dialects.linkedin.contents import Contents, refused_post
from scheduler.simulator.dialects.linkedin.text import shown
from scheduler.simulator.world import SimAccount, SimPost, World

MOST_COMMENT = 1250
OLDEST_VERSION = "202511"  # 202510 was switched off on 2026-10-15
DUPLICATE_WINDOW = timedelta(minutes=10)  # LinkedIn does not say how long; "short"


class Api:
    """Posts, comments and figures."""

    def __init__(self, world: World, contents: Contents) -> None:
        self._world = world
        self._contents = contents

    def authenticate(self) -> Response | None:
        """Refuse unknown tokens, missing headers and old versions; some paths need none."""
        open_to_all = "/dms-pieces/" in request.path or "/oauth/" in request.path
        if self._known() is None and not open_to_all:
            return answers.expired_token(self._world)
        if "/rest/" not in request.path:
            return None
        if request.headers.get("X-Restli-Protocol-Version") != "2.0.0":
            return error(400, "ILLEGAL_ARGUMENT", "X-Restli-Protocol-Version must be 2.0.0")
        version = request.headers.get("Linkedin-Version", "")
        if not version:
            return error(400, "VERSION_MISSING", "A version must be present")
        if version < OLDEST_VERSION:
            return error(426, "NONEXISTENT_VERSION", f"Version {version} is not active")
        return None

    @publishes
    def post(self) -> Response:
        """Create a post: 201, no body, its URN in a header."""
        body = request.get_json()
        if body.get("author") != page_of(self._account().handle):
            return error(403, "ACCESS_DENIED", "Not enough permissions to access: posts.CREATE")
        refused = refused_post(body) or self._contents.refused(body.get("content") or {})
        if refused is not None:
            return refused
        earlier = self._duplicate(body)
        if earlier is not None:
            return answers.duplicate(earlier.id)
        urn = f"urn:li:share:{self._world.next_id()}"
        media, card = self._contents.of(body.get("content") or {})
        self._publish(urn, shown(body["commentary"]), body, media=media, card=card)
        return Response(status=201, headers={"x-restli-id": urn})

    @publishes
    def comment(self, urn: str) -> Response:
        """Create a comment: plain text."""
        body, post = request.get_json(), self._world.post(NAME, urn)
        text = body.get("message", {}).get("text", "")
        if post is None or body.get("object") != urn:
            return error(404, "NOT_FOUND", f"No post {urn}")
        if body.get("actor") != page_of(self._account().handle):
            return error(403, "ACCESS_DENIED", "Not enough permissions")
        if not text or len(text) > MOST_COMMENT:
            return error(400, "FIELD_LENGTH_TOO_LONG", "message.text")
        number = self._world.next_id()
        made = self._publish(f"urn:li:comment:({urn},{number})", text, body, reply_to=urn)
        answer = jsonify(answers.listed_comment(made))
        answer.status_code = 201
        answer.headers["x-restli-id"] = number
        return answer

    def found(self) -> Response:
        """The finder of an author's posts, by last change, newest first."""
        if request.headers.get("X-RestLi-Method") != "FINDER" or request.args.get("q") != "author":
            return error(400, "ILLEGAL_ARGUMENT", "q=author with X-RestLi-Method: FINDER")
        posts = [post for post in self._live() if post.reply_to is None]
        return self._paged([answers.listed_post(post) for post in reversed(posts)])

    def comments(self, urn: str) -> Response:
        """The comments below a post."""
        below = [post for post in self._live() if post.reply_to == urn]
        return self._paged([answers.listed_comment(post) for post in below])

    def one(self, urn: str) -> Response:
        """One post."""
        post = self._world.post(NAME, urn)
        if post is None:
            return error(404, "NOT_FOUND", f"No post {urn}")
        return jsonify(answers.listed_post(post))

    def change(self, urn: str) -> Response:
        """A partial update of the text."""
        post = self._world.post(NAME, urn)
        if post is None or request.headers.get("X-RestLi-Method") != "PARTIAL_UPDATE":
            return error(404, "NOT_FOUND", f"No post {urn}")
        commentary = request.get_json()["patch"]["$set"]["commentary"]
        raw = {**post.raw, "commentary": commentary}
        self._world.replace(replace(post, text=shown(commentary), raw=raw))
        return Response(status=204)

    def remove(self, urn: str) -> Response:
        """Delete a post; 204 also for one that is gone."""
        self._world.delete(NAME, urn)
        return Response(status=204)

    def remove_comment(self, urn: str, number: str) -> Response:
        """Delete a comment."""
        name = f"urn:li:comment:({urn},{number})"
        if request.args.get("actor") != page_of(self._account().handle):
            return error(403, "ACCESS_DENIED", "Not enough permissions")
        gone = self._world.delete(NAME, name)
        return Response(status=204) if gone else error(404, "NOT_FOUND", "No comment")

    def metadata(self) -> Response:
        """Live counts of several posts."""
        posts = [self._world.post(NAME, urn) for urn in _listed("ids")]
        results = {p.id: answers.social_metadata(self._world, p) for p in posts if p is not None}
        return jsonify({"results": results, "errors": {}, "statuses": {}})

    def statistics(self) -> Response:
        """Statistics of several posts of the page."""
        posts = [self._world.post(NAME, u) for u in (*_listed("shares"), *_listed("ugcPosts"))]
        elements = [answers.statistics(self._world, p) for p in posts if p is not None]
        return jsonify({"elements": [each for each in elements if each], "paging": {}})

    def network(self, urn: str) -> Response:
        """How many follow the page."""
        if request.args.get("edgeType") != "COMPANY_FOLLOWED_BY_MEMBER":
            return error(400, "ILLEGAL_ARGUMENT", "edgeType")
        del urn
        return jsonify({"firstDegreeSize": self._world.followers(NAME, self._account().handle)})

    def organization(self, number: str) -> Response:
        """The page itself."""
        handle = self._account().handle
        if page_of(handle) != f"urn:li:organization:{number}":
            return error(403, "ACCESS_DENIED", "Not enough permissions")
        return jsonify({"id": int(number), "localizedName": handle, "vanityName": handle})

    def _publish(self, urn: str, text: str, body: dict[str, Any], **more: Any) -> SimPost:  # noqa: ANN401 - fields of SimPost
        return self._world.publish(
            SimPost(
                id=urn,
                platform=NAME,
                account=self._account().handle,
                text=text,
                created_at=self._world.now(),
                url=f"{request.host_url}#post-{NAME}-{urn.rpartition(':')[2]}",
                raw=body,
                **more,
            )
        )

    def _duplicate(self, body: dict[str, Any]) -> SimPost | None:
        since = self._world.now() - DUPLICATE_WINDOW
        for post in self._live():
            same = post.raw.get("commentary") == body["commentary"]
            if same and post.created_at >= since:
                return post
        return None

    def _paged(self, elements: list[dict[str, Any]]) -> Response:
        start, count = int(request.args.get("start", 0)), int(request.args.get("count", 10))
        return jsonify({"elements": elements[start : start + count], "paging": {"start": start}})

    def _live(self) -> list[SimPost]:
        posts = self._world.posts(NAME, self._account().handle)
        return [post for post in posts if not post.deleted]

    def _known(self) -> SimAccount | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self._world.account_with(NAME, token)

    def _account(self) -> SimAccount:
        account = self._known()
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def _listed(name: str) -> list[str]:
    """Rest.li's list; parentheses and commas must stand there as they are, colons encoded."""
    raw = request.query_string.decode()
    value = request.args.get(name, "")
    plain = f"{name}=List(" in raw and "urn:" not in raw
    return value.removeprefix("List(").removesuffix(")").split(",") if plain else []
