# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of a page's posts and of the page.

Reactions and comments come from the social metadata, which count all kinds of reactions; views,
reach and shares from the share statistics, which leave out posts that nobody has seen yet and
count "likes" alone. Clicks count those on the page's name and picture, too, so they are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from scheduler.http_client import without_effect
from scheduler.model.engagement import Counts
from scheduler.model.message import Remote
from scheduler.platforms.linkedin.refusals import parsed
from scheduler.platforms.linkedin.rest import Rest, encoded, listed
from scheduler.platforms.linkedin.urns import comment_of, post_of

POSTS_PER_CALL = 20  # our own choice; public copies speak of up to 100
_STATISTICS = {
    "impressionCount": "views",
    "uniqueImpressionsCount": "reach",
    "shareCount": "shares",
}
_KINDS = {"urn:li:share:": "shares", "urn:li:ugcPost:": "ugcPosts"}


class Figures:
    """Asks for the figures of `author`, a page."""

    def __init__(self, rest: Rest, author: str) -> None:
        """Nothing is asked yet."""
        self._rest = rest
        self._author = author

    def counts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Counts by remote id; comments, and posts that LinkedIn does not know, are left out.

        A token may lack the scope for one of the two sources: then the other one serves.
        """
        named = {each.id: post_of(each) for each in remotes if comment_of(each) is None}
        urns = [urn for urn in named.values() if urn]
        if not urns:
            return {}
        metadata = self._metadata(urns)
        statistics = self._statistics(urns, required=metadata is None)
        found = {}
        for identifier, urn in named.items():
            about = {**statistics.get(urn or "", {}), **(metadata or {}).get(urn or "", {})}
            known = urn in statistics if metadata is None else urn in metadata
            if known:
                found[identifier] = Counts(about)
        return found

    def followers(self) -> Counts:
        """How many follow the page."""
        path = f"/rest/networkSizes/{encoded(self._author)}"
        told = self._rest.asked(f"{path}?edgeType=COMPANY_FOLLOWED_BY_MEMBER")
        return Counts(_numbers(told, {"firstDegreeSize": "followers"}))

    def _metadata(self, urns: Sequence[str]) -> Mapping[str, Mapping[str, int]] | None:
        """Reactions and comments by URN; None where the token may not ask for them."""
        response = self._rest.ask(f"/rest/socialMetadata?ids={listed(urns)}")
        if response.status == HTTPStatus.FORBIDDEN:
            return None
        results = without_effect(lambda: parsed(self._rest.done(response))).get("results")
        if not isinstance(results, dict):
            return {}
        return {str(urn): _social(about) for urn, about in results.items()}

    def _statistics(
        self, urns: Sequence[str], *, required: bool
    ) -> Mapping[str, Mapping[str, int]]:
        entity = f"q=organizationalEntity&organizationalEntity={encoded(self._author)}"
        chosen = [
            f"{name}={listed(own)}"
            for prefix, name in _KINDS.items()
            if (own := [urn for urn in urns if urn.startswith(prefix)])
        ]
        if not chosen:
            return {}
        path = "/rest/organizationalEntityShareStatistics"
        response = self._rest.ask(f"{path}?{'&'.join([entity, *chosen])}")
        if response.status == HTTPStatus.FORBIDDEN and not required:
            return {}
        elements = without_effect(lambda: parsed(self._rest.done(response))).get("elements")
        found = {}
        for each in elements if isinstance(elements, list) else []:
            urn, total = _object(each), _object(_object(each).get("totalShareStatistics"))
            found[str(urn.get("share") or urn.get("ugcPost"))] = _numbers(total, _STATISTICS)
        return found


def _social(about: object) -> dict[str, int]:
    metadata = _object(about)
    counts = _numbers(_object(metadata.get("commentSummary")), {"count": "comments"})
    reactions = metadata.get("reactionSummaries")
    if isinstance(reactions, dict):
        each = [_numbers(_object(kind), {"count": "n"}).get("n", 0) for kind in reactions.values()]
        counts["reactions"] = sum(each)
    return counts


def _numbers(told: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, int]:
    """The figures in `told` by our names; what is missing, or below 0, is unknown."""
    return {
        metric: told[name]
        for name, metric in names.items()
        if isinstance(told.get(name), int) and not isinstance(told[name], bool) and told[name] >= 0
    }


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
