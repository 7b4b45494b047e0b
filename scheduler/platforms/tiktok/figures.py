# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of the account's public videos, 20 in one call, and of the account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.model.engagement import Counts
from scheduler.model.message import Remote
from scheduler.planning.confirmed import own_id
from scheduler.platforms.tiktok.api import Api
from scheduler.platforms.tiktok.states import state_of

VIDEOS_PER_CALL = 20  # reference of video/query
FIELDS = "id,view_count,like_count,comment_count,share_count"
_NUMBER = r"\d{6,}"
_NAME = r"[a-z]_[\w~.-]+"
_NAMES = {
    "view_count": "views",
    "like_count": "reactions",
    "comment_count": "comments",
    "share_count": "shares",
}


class Figures:
    """Asks for figures."""

    def __init__(self, api: Api) -> None:
        """Nothing is asked yet."""
        self._api = api

    def counts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Counts by remote id; videos that TikTok does not show are left out."""
        named = {each.id: self._number(each) for each in remotes}
        ids = [number for number in named.values() if number]
        if not ids:
            return {}
        body = {"filters": {"video_ids": ids}}
        videos = self._api.asked("/v2/video/query/", body, fields=FIELDS).get("videos")
        listed = videos if isinstance(videos, list) else []
        shown = {str(each.get("id")): each for each in listed if isinstance(each, dict)}
        return {
            name: Counts(_numbers(shown[number], _NAMES))
            for name, number in named.items()
            if number in shown
        }

    def followers(self) -> Counts:
        """How many follow the account."""
        told = self._api.asked("/v2/user/info/", fields="follower_count").get("user")
        return Counts(_numbers(told if isinstance(told, dict) else {}, _FOLLOWERS))

    def _number(self, remote: Remote) -> str:
        """The public id; of a post that was still checked when it went out it is asked for."""
        number = own_id(remote, _NUMBER)
        if number is None and own_id(remote, _NAME) == remote.id:
            number = state_of(self._api, remote.id).post
        return number or ""


_FOLLOWERS = {"follower_count": "followers"}


def _numbers(told: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, int]:
    return {
        metric: told[name]
        for name, metric in names.items()
        if isinstance(told.get(name), int) and not isinstance(told[name], bool) and told[name] >= 0
    }
