# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of Instagram's posts, by what kind of post it is: a wrong metric fails the whole call.

Reference of IG Media insights, 2026-09-11; impressions and plays are dead and not asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.model.engagement import Counts
from scheduler.platforms.meta.figures import counts_of, field_counts
from scheduler.platforms.meta.graph import Graph
from scheduler.platforms.meta.refusals import Meaning, means

_OF_POSTS = {
    "views": "views",
    "reach": "reach",
    "likes": "reactions",
    "comments": "comments",
    "saved": "saves",
    "shares": "shares",
}
METRICS: Mapping[str, Mapping[str, str]] = {
    "FEED": _OF_POSTS,
    "REELS": _OF_POSTS,
    "STORY": {"views": "views", "reach": "reach", "replies": "comments", "shares": "shares"},
}
_PLAIN = {"like_count": "reactions", "comments_count": "comments"}


def counts(graph: Graph, identifier: str) -> Counts | None:
    """The figures of one post; None when it is gone.

    A story with fewer than five viewers has no insights (error 10); what is plain is told then.
    """
    fields = ",".join(["media_product_type", *_PLAIN])
    shown = graph.look(f"/{identifier}", fields=fields)
    if means(shown, Meaning.MISSING):
        return None
    told = graph.result(shown)
    plain = field_counts(told, _PLAIN)
    metrics = METRICS.get(str(told.get("media_product_type")))
    if metrics is None:
        return plain
    asked = graph.look(f"/{identifier}/insights", metric=",".join(metrics))
    if means(asked, Meaning.RIGHT, Meaning.CONTENT, Meaning.MISSING):
        return plain
    return Counts({**plain.values, **counts_of(graph.result(asked), metrics).values})
