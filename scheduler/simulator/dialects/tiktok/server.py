# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account, its videos and their figures."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from scheduler.simulator.dialects.tiktok import answers
from scheduler.simulator.dialects.tiktok.answers import NAME, asking, error, known, told
from scheduler.simulator.dialects.tiktok.uploads import PRIVACY, Uploads
from scheduler.simulator.world import SimPost, World

MOST_IDS = 20
_WEIGHTS = {"view_count": 50.0, "like_count": 1.0, "comment_count": 0.1, "share_count": 0.1}


class Api:
    """Answers for the account that the token belongs to."""

    def __init__(self, world: World, uploads: Uploads) -> None:
        self._world = world
        self._uploads = uploads

    def authenticate(self) -> Response | None:
        """Refuse requests without a token; for a token, and for pieces, none is needed."""
        free = request.path.endswith("/oauth/token/") or "/upload/" in request.path
        return None if free or known(self._world) else answers.expired_token(self._world)

    def creator(self) -> Response:
        """What the account allows."""
        handle = asking(self._world).handle
        return told(
            {
                "creator_username": handle,
                "creator_nickname": handle,
                "privacy_level_options": list(PRIVACY),
                "comment_disabled": False,
                "duet_disabled": False,
                "stitch_disabled": True,
                "max_video_post_duration_sec": 600,
            }
        )

    def videos(self) -> Response:
        """The public videos, newest first, in pages."""
        body = request.get_json()
        count, start = body.get("max_count", 10), body.get("cursor") or 0
        if count > MOST_IDS or not request.args.get("fields"):
            return error(400, "invalid_params", "max_count, fields")
        public = list(reversed(self._public()))
        page = [self._listed(each) for each in public[start : start + count]]
        more = len(public) > start + count
        return told({"videos": page, "cursor": start + count, "has_more": more})

    def several(self) -> Response:
        """Counts of several public videos."""
        named = request.get_json()["filters"]["video_ids"]
        if len(named) > MOST_IDS:
            return error(400, "invalid_params", "video_ids")
        shown = [each for each in self._public() if each.id in named]
        return told(
            {"videos": [{"id": each.id, **self._world.counts(each, _WEIGHTS)} for each in shown]}
        )

    def user(self) -> Response:
        """The account's own figures."""
        followers = self._world.followers(NAME, asking(self._world).handle)
        return told({"user": {"follower_count": followers}})

    def _public(self) -> list[SimPost]:
        posts = self._world.posts(NAME, asking(self._world).handle)
        return [each for each in posts if not each.deleted and each.visibility == "public"]

    def _listed(self, post: SimPost) -> dict[str, Any]:
        return {
            "id": post.id,
            "title": post.text,
            "create_time": int(post.created_at.timestamp()),
            "share_url": f"{request.host_url}@{post.account}/video/{post.id}?utm_source=x",
        }
