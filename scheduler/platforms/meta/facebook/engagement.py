# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of a page's posts: counts in one call for many, insights post by post.

Meta's insights reference of 2026-09-11: the old impressions are dead for all versions. Some posts
lack some metrics, and one that is lacking fails a whole call; then each is asked for alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scheduler.model.engagement import Counts
from scheduler.platforms.meta.figures import counts_of
from scheduler.platforms.meta.graph import Graph
from scheduler.platforms.meta.refusals import Meaning, fault_of, means

POSTS_PER_CALL = 25  # up to 50 ids go into one call; insights cost one call each
ALIAS_MISSING = 803  # general knowledge: one of the ids does not exist
FIELDS = "shares,reactions.limit(0).summary(true),comments.limit(0).summary(true)"
METRICS = {"post_media_view": "views", "post_total_media_view_unique": "reach"}


class Engagement:
    """Asks for the figures of posts and comments."""

    def __init__(self, graph: Graph, *, with_insights: bool) -> None:
        """Insights need a permission of their own (`read_insights`)."""
        self._graph = graph
        self._with_insights = with_insights

    def of(self, ids: Sequence[str]) -> Mapping[str, Counts]:
        """The figures by id; what is gone is left out."""
        told = self._objects(ids) if ids else {}
        return {
            identifier: Counts({**_counts(each), **self._insights(identifier)})
            for identifier, each in told.items()
            if isinstance(each, dict)
        }

    def _objects(self, ids: Sequence[str]) -> Mapping[str, Any]:
        """Each post by its id; one that is gone would fail the call for all."""
        response = self._graph.look("/", ids=",".join(ids), fields=FIELDS)
        fault = fault_of(response)
        lacking = means(response, Meaning.MISSING, Meaning.CONTENT)
        if lacking or (fault is not None and fault.code == ALIAS_MISSING):
            singly = {each: self._graph.look(f"/{each}", fields=FIELDS) for each in ids}
            return {
                identifier: self._graph.result(each)
                for identifier, each in singly.items()
                if not means(each, Meaning.MISSING, Meaning.CONTENT)
            }
        return self._graph.result(response)

    def _insights(self, identifier: str) -> Mapping[str, int]:
        if not self._with_insights:
            return {}
        together = self._asked(identifier, METRICS)
        if together is not None:
            return together
        singly = [self._asked(identifier, (name,)) or {} for name in METRICS]
        return {name: value for each in singly for name, value in each.items()}

    def _asked(self, identifier: str, names: Iterable[str]) -> Mapping[str, int] | None:
        """The figures called so; None where the call was refused for what it asks."""
        told = self._graph.look(f"/{identifier}/insights", metric=",".join(names))
        if means(told, Meaning.CONTENT, Meaning.RIGHT, Meaning.MISSING):
            return None
        return counts_of(self._graph.result(told), METRICS).values


def _counts(told: Mapping[str, Any]) -> Mapping[str, int]:
    shares = told.get("shares")
    found = {
        "reactions": _total(told.get("reactions")),
        "comments": _total(told.get("comments")),
        "shares": shares.get("count") if isinstance(shares, dict) else None,
    }
    return {name: value for name, value in found.items() if isinstance(value, int)}


def _total(edge: object) -> object:
    summary = edge.get("summary") if isinstance(edge, dict) else None
    return summary.get("total_count") if isinstance(summary, dict) else None
