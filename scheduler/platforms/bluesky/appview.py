# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Engagement figures from the AppView, which answers without a login."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.model.clock import Clock
from scheduler.model.engagement import Counts
from scheduler.platforms.bluesky.refusals import refusal
from scheduler.platforms.bluesky.xrpc import Xrpc

METRICS = {
    "likeCount": "reactions",
    "repostCount": "shares",
    "replyCount": "comments",
    "quoteCount": "quotes",
    "bookmarkCount": "saves",
}


class AppView:
    """Counts of posts and accounts; views and clicks are not offered."""

    def __init__(self, address: str, xrpc: Xrpc, clock: Clock) -> None:
        """Ask at `address`."""
        self._address = address
        self._xrpc = xrpc
        self._clock = clock

    def counts(self, uris: Sequence[str]) -> Mapping[str, Counts]:
        """Counts by at-uri; a post that is gone is left out, a figure not given is unknown."""
        body = self._ask("app.bsky.feed.getPosts", [("uris", uri) for uri in uris])
        return {str(post["uri"]): _counts(post) for post in body.get("posts", [])}

    def followers(self, did: str) -> Counts:
        """How many follow `did`."""
        body = self._ask("app.bsky.actor.getProfile", [("actor", did)])
        count = body.get("followersCount")
        return Counts({"followers": count}) if isinstance(count, int) else Counts()

    def _ask(self, nsid: str, params: Sequence[tuple[str, str]]) -> dict[str, Any]:
        response = self._xrpc.query(self._address, nsid, params)
        body = response.json() if response.ok else None
        if not isinstance(body, dict):
            raise refusal(response, self._clock.now())
        return body


def _counts(post: Mapping[str, Any]) -> Counts:
    given = {metric: post.get(field) for field, metric in METRICS.items()}
    return Counts({metric: count for metric, count in given.items() if isinstance(count, int)})
