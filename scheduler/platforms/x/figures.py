# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""X's public figures by our names.

The specification and the pages of X call some of them differently (openapi 2.167 against the
prose of 2026-08-22): both are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scheduler.model.engagement import Counts

POSTS_PER_CALL = 100  # xdevplatform/docs 28713281, 2026-08-22
_POST = {
    "like_count": "reactions",
    "retweet_count": "shares",
    "repost_count": "shares",
    "reply_count": "comments",
    "quote_count": "quotes",
    "bookmark_count": "saves",
    "impression_count": "views",
}
_ACCOUNT = {"followers_count": "followers"}


def post_counts(post: Mapping[str, Any]) -> Counts:
    """The figures of one post; one that is not there stays unknown."""
    return _counts(post, _POST)


def account_counts(user: Mapping[str, Any]) -> Counts:
    """How many follow the account."""
    return _counts(user, _ACCOUNT)


def _counts(told: Mapping[str, Any], names: Mapping[str, str]) -> Counts:
    metrics = told.get("public_metrics")
    figures = metrics if isinstance(metrics, dict) else {}
    return Counts(
        {
            metric: figures[name]
            for name, metric in names.items()
            if isinstance(figures.get(name), int) and not isinstance(figures[name], bool)
        }
    )
