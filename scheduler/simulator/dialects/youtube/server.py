# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Videos, the channel and figures, over a world."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, jsonify, request

from scheduler.simulator.dialect import publishes
from scheduler.simulator.dialects.youtube import answers
from scheduler.simulator.dialects.youtube.answers import NAME, error, written
from scheduler.simulator.dialects.youtube.sessions import refused_words
from scheduler.simulator.dialects.youtube.shelf import Shelf, Video
from scheduler.simulator.world import SimAccount, World

MOST_IDS = 50
_WEIGHTS = {"viewCount": 40.0, "likeCount": 0.5, "commentCount": 0.1}
_PRIVACY = frozenset({"public", "unlisted", "private"})


class Api:
    """Answers for the channel that the token belongs to."""

    def __init__(self, world: World, shelf: Shelf) -> None:
        self._world = world
        self._shelf = shelf

    def authenticate(self) -> Response | None:
        """Refuse requests without a token; the one for a token needs none."""
        if request.path.endswith("/token") or self._known() is not None:
            return None
        return answers.expired_token(self._world)

    def videos(self) -> Response:
        """Several own videos by id; missing ones are left out."""
        named = request.args.get("id", "").split(",")
        if len(named) > MOST_IDS:
            return error(400, "invalidParameter", "id")
        found = self._shelf.named(self._account().handle, named)
        return jsonify({"items": [self._shelf.resource(each) for each in found]})

    @publishes
    def update(self) -> Response:
        """Change a video; a field of a named part that is not sent is reset."""
        body, parts = request.get_json(), request.args.get("part", "").split(",")
        found = self._shelf.named(self._account().handle, [body.get("id", "")])
        if not found:
            return error(404, "videoNotFound", "The video could not be found.")
        if "snippet" in parts:
            refused = refused_words(body)
            if refused is not None or "categoryId" not in body["snippet"]:
                return refused or error(400, "invalidCategoryId", "categoryId is required.")
        if "status" in parts and body.get("status", {}).get("privacyStatus") not in _PRIVACY:
            return error(400, "invalidVideoMetadata", "privacyStatus")
        changed = replace(
            found[0],
            snippet=dict(body["snippet"]) if "snippet" in parts else found[0].snippet,
            status=dict(body["status"]) if "status" in parts else found[0].status,
        )
        self._shelf.keep(changed)
        if "status" in parts:
            self._shelf.show(changed)
        return jsonify(self._shelf.resource(changed))

    def remove(self) -> Response:
        """Delete a video."""
        found = self._shelf.named(self._account().handle, [request.args.get("id", "")])
        if not found:
            return error(404, "videoNotFound", "The video could not be found.")
        self._shelf.remove(found[0])
        return Response(status=204)

    def statistics(self) -> Response:
        """Counts of several videos, as text."""
        named = request.args.get("id", "").split(",")
        if len(named) > MOST_IDS:
            return error(400, "invalidParameter", "id")
        items = []
        for identifier in named:
            post = self._world.post(NAME, identifier)
            if post is not None:
                counts = self._world.counts(post, _WEIGHTS)
                told = {name: str(count) for name, count in counts.items()}
                items.append({"id": identifier, "statistics": told})
        return jsonify({"items": items})

    def channels(self) -> Response:
        """The own channel."""
        handle = self._account().handle
        followers = self._world.followers(NAME, handle)
        about = {
            "id": answers.channel_id(handle),
            "snippet": {"title": handle, "customUrl": f"@{handle}"},
            "contentDetails": {"relatedPlaylists": {"uploads": answers.uploads_id(handle)}},
            "statistics": {"subscriberCount": str(followers), "hiddenSubscriberCount": False},
        }
        parts = {"id", *request.args.get("part", "").split(",")}
        return jsonify({"items": [{name: about[name] for name in parts if name in about}]})

    def uploads(self) -> Response:
        """The playlist of the own uploads, newest first, in pages."""
        handle = self._account().handle
        if request.args.get("playlistId") != answers.uploads_id(handle):
            return error(404, "playlistNotFound", "The playlist cannot be found.")
        items = [_item(each) for each in self._shelf.of(handle)]
        start, size = int(request.args.get("pageToken", 0)), int(request.args.get("maxResults", 5))
        page: dict[str, Any] = {"items": items[start : start + size]}
        if len(items) > start + size:
            page["nextPageToken"] = str(start + size)
        return jsonify(page)

    def _known(self) -> SimAccount | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self._world.account_with(NAME, token)

    def _account(self) -> SimAccount:
        account = self._known()
        assert account is not None  # noqa: S101 - `authenticate` has let the request in
        return account


def _item(video: Video) -> dict[str, Any]:
    told = {
        "title": video.snippet["title"],
        "description": video.snippet.get("description", ""),
        "publishedAt": written(video.uploaded_at),
        "resourceId": {"kind": "youtube#video", "videoId": video.id},
    }
    return {"snippet": told, "status": {"privacyStatus": video.status["privacyStatus"]}}
