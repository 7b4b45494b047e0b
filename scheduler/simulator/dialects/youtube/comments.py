# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Comments below videos."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, jsonify, request

from scheduler.simulator.dialect import publishes
from scheduler.simulator.dialects.youtube.answers import NAME, error, thread_of
from scheduler.simulator.dialects.youtube.shelf import Shelf
from scheduler.simulator.world import SimPost, World

MOST_COMMENT = 10_000


class Comments:
    """Threads of comments; each of ours is the head of one."""

    def __init__(self, world: World, shelf: Shelf) -> None:
        self._world = world
        self._shelf = shelf

    @publishes
    def insert(self) -> Response:
        """Write a comment below a video."""
        snippet = request.get_json()["snippet"]
        text = snippet["topLevelComment"]["snippet"]["textOriginal"]
        video = self._world.post(NAME, snippet.get("videoId", ""))
        if video is None:
            return error(404, "videoNotFound", "The video could not be found.")
        if video.raw["status"].get("selfDeclaredMadeForKids"):
            return error(403, "commentsDisabled", "Comments are turned off for this video.")
        if not text:
            return error(400, "commentTextRequired", "The comment has no text.")
        if len(text) > MOST_COMMENT:
            return error(400, "commentTextTooLong", "The comment is too long.")
        name = f"Ugx{self._world.next_id()}AaABAg"
        made = self._world.publish(
            SimPost(
                id=name,
                platform=NAME,
                account=video.account,
                text=text,
                created_at=self._world.now(),
                reply_to=video.id,
                url=f"{request.host_url}#post-{NAME}-{name}",
                raw=snippet,
            )
        )
        return jsonify(thread_of(made))

    def threads(self) -> Response:
        """The comments below a video, newest first, in pages."""
        named = request.args.get("videoId", "")
        below = [each for each in self._world.posts(NAME) if each.reply_to == named]
        live = [thread_of(each) for each in reversed(below) if not each.deleted]
        start = int(request.args.get("pageToken", 0))
        size = int(request.args.get("maxResults", 20))
        page: dict[str, object] = {"items": live[start : start + size]}
        if len(live) > start + size:
            page["nextPageToken"] = str(start + size)
        return jsonify(page)

    def update(self) -> Response:
        """Change a comment."""
        body = request.get_json()
        post = self._world.post(NAME, body.get("id", ""))
        if post is None:
            return error(404, "commentNotFound", "The comment could not be found.")
        self._world.replace(replace(post, text=body["snippet"]["textOriginal"]))
        return jsonify({"id": post.id, "snippet": body["snippet"]})

    def remove(self) -> Response:
        """Delete a comment."""
        if not self._world.delete(NAME, request.args.get("id", "")):
            return error(404, "commentNotFound", "The comment could not be found.")
        return Response(status=204)
