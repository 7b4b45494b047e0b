# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""PeerTube's REST API as its OpenAPI description tells, for rehearsals.

Facts: OpenAPI 8.1.0; node-uploadx, proto.md: sessions with a relative Location, 308 with Range,
and 404 once a session is finished or gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from scheduler.simulator.dialect import Dialect, publishes, spoken_secret
from scheduler.simulator.world import SimAccount, SimMedium, SimPost, World, token_of

NAME = "peertube"
CHANNEL = 3
VISIBILITY = {1: "public", 2: "unlisted"}
_STRETCH = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)")


@dataclass
class Session:
    """An upload under way."""

    fields: dict[str, Any]
    total: int
    mime: str
    data: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True, slots=True)
class Video:
    """An uploaded video, public or not."""

    id: str
    account: str
    fields: dict[str, Any]
    medium: SimMedium
    created_at: str


class Api:
    """Logins, uploads and videos, over `world`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: dict[str, Session] = {}
        self._videos: dict[str, Video] = {}

    def authenticate(self) -> Response | None:
        """401 without a token, but for logging in."""
        if request.path.endswith(("/oauth-clients/local", "/users/token")):
            return None
        return None if self._known() else expired_token(self._world)

    def client(self) -> Response:
        """GET /oauth-clients/local."""
        return jsonify({"client_id": "litfass", "client_secret": "of-all"})

    def token(self) -> Response:
        """POST /users/token: by password or refresh token, as a form."""
        form = request.form
        given = form.get("password") or form.get("refresh_token", "").removeprefix("refresh-")
        account = self._world.account_with(NAME, given)
        if account is None or form.get("client_secret") != "of-all":
            return error(400, "invalid_grant", "Invalid grant: user credentials are invalid")
        access = token_of(account.handle)
        body = {"access_token": access, "refresh_token": f"refresh-{access}", "expires_in": 86399}
        return jsonify({"token_type": "Bearer", **body})

    def me(self) -> Response:
        """GET /users/me."""
        handle = self._account().handle
        return jsonify({"username": handle, "videoChannels": [{"id": CHANNEL, "name": handle}]})

    def open(self) -> Response:
        """POST /videos/upload-resumable: a session."""
        fields = request.get_json()
        refused = _refused(fields)
        if refused is not None or fields.get("channelId") != CHANNEL:
            return refused or error(400, "", "Unknown video channel.")
        name = self._world.next_id()
        total = int(request.headers["X-Upload-Content-Length"])
        self._sessions[name] = Session(fields, total, request.headers["X-Upload-Content-Type"])
        answer = Response("", 201)
        answer.headers["Location"] = f"{request.path}?upload_id={name}"
        answer.autocorrect_location_header = False
        return answer

    def take(self) -> Response:
        """PUT /videos/upload-resumable: a piece, or how far it is."""
        name = request.args["upload_id"]
        session = self._sessions.get(name)
        if session is None:
            return error(404, "", "Upload not found.")
        stretch = _STRETCH.fullmatch(request.headers["Content-Range"])
        if stretch is None or int(stretch[3]) != session.total:
            return error(400, "", "Invalid Content-Range.")
        if stretch[1] is not None:
            if int(stretch[1]) != len(session.data):
                return error(409, "", "Range does not fit.")
            session.data += request.get_data()
        if len(session.data) < session.total:
            answer = Response("", 308)
            if session.data:
                answer.headers["Range"] = f"bytes=0-{len(session.data) - 1}"
            return answer
        del self._sessions[name]
        return jsonify({"video": self._named(self._finished(session))})

    @publishes
    def change(self, number: str) -> Response:
        """PUT /videos/ID: any of its fields, its privacy too."""
        video = self._live(number)
        if video is None:
            return error(404, "", "Video not found.")
        fields = video.fields | request.get_json()
        refused = _refused(fields)
        if refused is not None:
            return refused
        video = replace(video, fields=fields)
        self._videos[number] = video
        if fields["privacy"] in VISIBILITY:
            self._show(video)
        return Response("", 204)

    def show(self, number: str) -> Response:
        """GET /videos/ID with its figures."""
        video = self._live(number)
        if video is None:
            return error(404, "", "Video not found.")
        post = self._world.post(NAME, number)
        weights = {"views": 1.0, "likes": 0.3, "comments": 0.1}
        counts = self._world.counts(post, weights) if post else dict.fromkeys(weights, 0)
        return jsonify({**self._named(video), **counts})

    def remove(self, number: str) -> Response:
        """DELETE /videos/ID."""
        if self._live(number) is None:
            return error(404, "", "Video not found.")
        self._world.delete(NAME, number)
        del self._videos[number]
        return Response("", 204)

    def mine(self) -> Response:
        """GET /users/me/videos, newest first."""
        search = request.args.get("search", "").lower()
        found = [each for each in self._videos if self._live(each)]
        videos = [self._videos[each] for each in reversed(found)]
        shown = [self._named(each) for each in videos if search in each.fields["name"].lower()]
        return jsonify({"total": len(shown), "data": shown})

    def _finished(self, session: Session) -> Video:
        data = bytes(session.data)
        medium = SimMedium(self._world.next_id(), session.mime, len(data), data)
        self._world.keep_medium(medium)
        now = self._world.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        video = Video(self._world.next_id(), self._account().handle, session.fields, medium, now)
        self._videos[video.id] = video
        return video

    def _show(self, video: Video) -> None:
        live = self._world.post(NAME, video.id)
        post = SimPost(
            id=video.id,
            platform=NAME,
            account=video.account,
            text=video.fields.get("description", ""),
            created_at=live.created_at if live else self._world.now(),
            lang=video.fields.get("language"),
            visibility=VISIBILITY[video.fields["privacy"]],
            media=(video.medium,),
            url=f"{request.host_url}#post-{NAME}-{video.id}",
            raw=video.fields,
        )
        if live is None:
            self._world.publish(post)
        else:
            self._world.replace(post)

    def _named(self, video: Video) -> dict[str, Any]:
        return {
            "id": int(video.id),
            "uuid": f"uuid-{video.id}",
            "shortUUID": f"s{video.id}",
            "name": video.fields["name"],
            "privacy": {"id": video.fields["privacy"]},
            "createdAt": video.created_at,
        }

    def _live(self, number: str) -> Video | None:
        """The video; None also when somebody has deleted a public one."""
        video = self._videos.get(number)
        if video is not None and video.fields["privacy"] in VISIBILITY:
            return video if self._world.post(NAME, number) else None
        return video

    def _known(self) -> SimAccount | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self._world.account_with(NAME, token)

    def _account(self) -> SimAccount:
        account = self._known()
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def blueprint(world: World) -> Blueprint:
    """The API over `world`."""
    routes = Blueprint(NAME, __name__)
    api = Api(world)
    routes.before_request(api.authenticate)
    base = "/api/v1"
    routes.get(f"{base}/oauth-clients/local")(api.client)
    routes.post(f"{base}/users/token")(api.token)
    routes.get(f"{base}/users/me")(api.me)
    routes.get(f"{base}/users/me/videos")(api.mine)
    routes.post(f"{base}/videos/upload-resumable")(api.open)
    routes.put(f"{base}/videos/upload-resumable")(api.take)
    routes.get(f"{base}/videos/<number>")(api.show)
    routes.put(f"{base}/videos/<number>")(api.change)
    routes.delete(f"{base}/videos/<number>")(api.remove)
    return routes


def channel_settings(base_url: str, account: str) -> dict[str, Any]:
    """A channel of `account` at the simulator."""
    return {"url": base_url, "user": account, "password": spoken_secret(token_of(account))}


def rate_limited(world: World, seconds: float) -> Response:
    """429 with Retry-After."""
    del world
    answer = error(429, "", "Too many requests, please try again later.")
    answer.headers["Retry-After"] = str(int(seconds))
    return answer


def expired_token(world: World) -> Response:
    """401: a token lives a day."""
    del world
    return error(401, "invalid_token", "Invalid token: access token has expired")


def rejected(world: World) -> Response:
    """400."""
    del world
    return error(400, "", "Incorrect request parameters: description")


def error(status: int, code: str, detail: str) -> Response:
    """An error as in RFC 7807."""
    body = {"type": "about:blank", "status": status, "detail": detail, "code": code}
    answer = jsonify(body)
    answer.status_code = status
    return answer


def _refused(fields: dict[str, Any]) -> Response | None:
    name = fields.get("name", "")
    if not 3 <= len(name) <= 120:  # noqa: PLR2004 - OpenAPI 8.1.0
        return error(400, "", "Incorrect request parameters: name")
    if fields.get("privacy") not in {1, 2, 3, 4}:
        return error(400, "", "Incorrect request parameters: privacy")
    return None


DIALECT = Dialect(
    name=NAME,
    title="PeerTube",
    blueprint=blueprint,
    channel_settings=channel_settings,
    rate_limited=rate_limited,
    expired_token=expired_token,
    rejected=rejected,
    one_text=True,
    needs_video=True,
)
