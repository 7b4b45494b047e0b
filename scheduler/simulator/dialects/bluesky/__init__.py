# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A PDS with its AppView, as strict as the reference servers.

Written from the lexicons and sources of bluesky-social/atproto (2026-08-20) and from runs of the
reference PDS 0.5 (2026-11): an expired token is 400, a known key makes createRecord answer 500,
absent records are 400, an unknown method is 502.
"""

from __future__ import annotations

from html import escape
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.dialects.bluesky.lexicon import Json, Refused
from scheduler.simulator.dialects.bluesky.logins import PLATFORM, Logins, did_of
from scheduler.simulator.dialects.bluesky.repositories import POST, Repositories
from scheduler.simulator.world import SimAccount, World, token_of

POSTS_PER_CALL = 25
BLOB_BYTES = 50 * 1024 * 1024
WEIGHTS = {
    "likeCount": 1.0,
    "repostCount": 0.3,
    "replyCount": 0.15,
    "quoteCount": 0.05,
    "bookmarkCount": 0.08,
}


def blueprint(world: World) -> Blueprint:
    """The endpoints over `world`."""
    routes = Blueprint(PLATFORM, __name__)
    server = _Server(world)
    for nsid, (method, view) in server.methods().items():
        routes.add_url_rule(
            f"/xrpc/{nsid}", nsid.replace(".", "-"), view, methods=[method], strict_slashes=False
        )
    routes.add_url_rule("/xrpc/<nsid>", "unknown", _unknown, methods=["GET", "POST"])
    routes.add_url_rule("/profile/<actor>/post/<rkey>", "page", server.page)
    routes.register_error_handler(Refused, _refused)
    return routes


class _Server:
    """One view per method; each gives JSON or raises Refused."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._logins = Logins(world)
        self._repositories = Repositories(world)

    def methods(self) -> dict[str, tuple[str, Any]]:
        """The view of each method, by its name, with the HTTP method it takes."""
        return {
            "com.atproto.server.describeServer": ("GET", self._describe),
            "com.atproto.server.createSession": ("POST", self._create_session),
            "com.atproto.server.refreshSession": ("POST", self._refresh_session),
            "com.atproto.server.deleteSession": ("POST", self._delete_session),
            "com.atproto.server.getSession": ("GET", self._get_session),
            "com.atproto.identity.resolveHandle": ("GET", self._resolve_handle),
            "com.atproto.repo.createRecord": ("POST", _publishing(self._create_record)),
            "com.atproto.repo.putRecord": ("POST", _publishing(self._put_record)),
            "com.atproto.repo.getRecord": ("GET", self._get_record),
            "com.atproto.repo.listRecords": ("GET", self._list_records),
            "com.atproto.repo.deleteRecord": ("POST", self._delete_record),
            "com.atproto.repo.uploadBlob": ("POST", self._upload_blob),
            "app.bsky.feed.getPosts": ("GET", self._get_posts),
            "app.bsky.actor.getProfile": ("GET", self._get_profile),
        }

    def page(self, actor: str, rkey: str) -> Response:
        """A post as a page of its own."""
        did = actor if actor.startswith("did:") else did_of(actor)
        post = self._world.post(PLATFORM, f"at://{did}/{POST}/{rkey}")
        if post is None:
            return Response("<p>Gelöscht / deleted", 404, mimetype="text/html")
        html = f"<!doctype html><title>Bluesky</title><p lang={post.lang}>{escape(post.text)}"
        return Response(html, mimetype="text/html")

    def _describe(self) -> Response:
        return jsonify(did="did:web:simulator.example", availableUserDomains=[], links={})

    def _create_session(self) -> Response:
        body = _body()
        who = (str(body.get("identifier")), str(body.get("password")))
        return self._session(*self._logins.log_in(*who))

    def _refresh_session(self) -> Response:
        return self._session(*self._logins.refresh(_token()))

    def _delete_session(self) -> Response:
        self._logins.end(_token())
        return Response(status=200)

    def _get_session(self) -> Response:
        account = self._logins.account_of(_token())
        return jsonify(handle=account.handle, did=did_of(account.handle), active=True)

    def _session(self, account: SimAccount, pair: dict[str, str]) -> Response:
        service = {
            "id": "#atproto_pds",
            "type": "AtprotoPersonalDataServer",
            "serviceEndpoint": request.url.partition("/xrpc/")[0],
        }
        did = did_of(account.handle)
        document = {"id": did, "service": [service]}
        return jsonify(did=did, handle=account.handle, active=True, didDoc=document, **pair)

    def _resolve_handle(self) -> Response:
        handle = request.args.get("handle", "")
        if not self._known(handle):
            raise Refused("InvalidRequest", "Unable to resolve handle")
        return jsonify(did=did_of(handle))

    def _known(self, actor: str) -> SimAccount | None:
        for account in self._world.accounts:
            if account.platform == PLATFORM and actor in {account.handle, did_of(account.handle)}:
                return account
        return None

    def _create_record(self) -> Response:
        body = _body()
        record = self._repositories.create(self._writer(body), body)
        return jsonify(uri=record.uri, cid=record.cid, validationStatus="valid")

    def _put_record(self) -> Response:
        body = _body()
        record = self._repositories.put(self._writer(body), body)
        return jsonify(uri=record.uri, cid=record.cid, validationStatus="valid")

    def _delete_record(self) -> Response:
        body = _body()
        self._repositories.delete(self._writer(body), str(body.get("rkey")))
        return jsonify({})

    def _writer(self, body: Json) -> SimAccount:
        account = self._logins.account_of(_token())
        if body.get("repo") not in {did_of(account.handle), account.handle}:
            raise Refused("Forbidden", "Cannot write to another account's repository", 403)
        if body.get("collection") != POST:
            raise Refused("InvalidRequest", "this simulator keeps posts only")
        return account

    def _get_record(self) -> Response:
        if self._known(request.args.get("repo", "")) is None:
            raise Refused("UpstreamFailure", "Upstream Failure", 502)
        record = self._repositories.get(request.args["repo"], request.args.get("rkey", ""))
        return jsonify(record.to_json())

    def _list_records(self) -> Response:
        records = self._repositories.records(request.args.get("repo", ""))
        most = min(int(request.args.get("limit", 50)), 100)
        return jsonify(records=[record.to_json() for record in records[:most]])

    def _upload_blob(self) -> Response:
        self._logins.account_of(_token())
        if not request.content_type:
            raise Refused(
                "InvalidRequest", "Request encoding (Content-Type) required but not provided"
            )
        content = request.get_data()
        if len(content) > BLOB_BYTES:
            raise Refused("PayloadTooLarge", "request entity too large", 413)
        return jsonify(blob=self._repositories.upload(content, request.content_type))

    def _get_posts(self) -> Response:
        uris = request.args.getlist("uris")
        if not uris or len(uris) > POSTS_PER_CALL:
            raise Refused("InvalidRequest", f"uris must have 1 to {POSTS_PER_CALL} elements")
        posts = [post for uri in uris if (post := self._world.post(PLATFORM, uri)) is not None]
        return jsonify(
            posts=[{"uri": post.id, **self._world.counts(post, WEIGHTS)} for post in posts]
        )

    def _get_profile(self) -> Response:
        account = self._known(request.args.get("actor", ""))
        if account is None:
            raise Refused("InvalidRequest", "Profile not found")
        return jsonify(
            did=did_of(account.handle),
            handle=account.handle,
            followersCount=self._world.followers(PLATFORM, account.handle),
            followsCount=0,
            postsCount=len(self._world.posts(PLATFORM, account.handle)),
        )


def _publishing(view: Any) -> Any:  # noqa: ANN401 - a method cannot carry a mark, a function can
    @publishes
    def marked() -> Response:
        answer: Response = view()
        return answer

    return marked


def _body() -> Json:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise Refused("InvalidRequest", "Input must be an object")
    return body


def _token() -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else None


def _unknown(nsid: str) -> Response:
    return _refused(Refused("UpstreamFailure", f"No service for {nsid}", 502))


def _refused(refused: Refused) -> Response:
    answer = jsonify(error=refused.error, message=refused.message)
    answer.status_code = refused.status
    return answer


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """The keys of a channel that publishes here as `account`."""
    return {
        "handle": account,
        "app_password": spoken_secret(token_of(account)),
        "url": base_url,
        "appview": base_url,
        "web": base_url,
    }


def rate_limited(world: World, seconds: float) -> Response:
    """429 with the headers of the PDS; RateLimit-Reset is in seconds since 1970."""
    answer = _refused(Refused("RateLimitExceeded", "Rate Limit Exceeded", 429))
    answer.headers["Retry-After"] = str(int(seconds))
    answer.headers["RateLimit-Limit"] = "3000"
    answer.headers["RateLimit-Remaining"] = "0"
    answer.headers["RateLimit-Reset"] = str(int(world.now().timestamp() + seconds))
    answer.headers["RateLimit-Policy"] = "3000;w=300"
    return answer


def expired_token(world: World) -> Response:
    """400, not 401."""
    del world
    return _refused(Refused("ExpiredToken", "Token has expired"))


def rejected(world: World) -> Response:
    """A record that the lexicon does not take."""
    del world
    return _refused(
        Refused("InvalidRequest", "Invalid app.bsky.feed.post record: Record/text is not welcome")
    )


DIALECT = Dialect(
    name=PLATFORM,
    title="Bluesky",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
)
