# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of videos, 50 in one call of one unit, and of the channel.

YouTube writes numbers as text. What a channel hides, or a video has switched off, is missing and
stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.model.engagement import Counts
from scheduler.model.message import Remote
from scheduler.platforms.youtube.addresses import comment_id, video_id
from scheduler.platforms.youtube.api import Api, object_of
from scheduler.platforms.youtube.listing import Channel

VIDEOS_PER_CALL = 50  # discovery document rev 20261104
_NAMES = {"viewCount": "views", "likeCount": "reactions", "commentCount": "comments"}


def video_counts(api: Api, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
    """Counts by remote id; comments, and videos that YouTube does not show, are left out."""
    named = {each.id: video_id(each) for each in remotes if comment_id(each) is None}
    ids = [identifier for identifier in named.values() if identifier]
    if not ids:
        return {}
    told = api.items("videos:batchGetStats", part="id,statistics", id=",".join(ids))
    shown = {str(item.get("id")): object_of(item, "statistics") for item in told}
    return {
        name: Counts(_numbers(shown[identifier], _NAMES))
        for name, identifier in named.items()
        if identifier in shown
    }


def channel_counts(channel: Channel) -> Counts:
    """How many have subscribed (rounded by YouTube); unknown where the channel hides it."""
    statistics = object_of(channel.about("statistics"), "statistics")
    if statistics.get("hiddenSubscriberCount") is True:
        return Counts()
    return Counts(_numbers(statistics, {"subscriberCount": "followers"}))


def _numbers(told: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, int]:
    return {
        metric: int(told[name])
        for name, metric in names.items()
        if str(told.get(name, "")).isdecimal()
    }
