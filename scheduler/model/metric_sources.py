# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""From which field of which platform each metric comes, since when, and where its line breaks.

The fields are those of the vendors' documents, as the pages in docs/platforms name them; a test
holds this list to what the adapters read. A metric whose definition a platform changed is two
lines, not one: figures from before and after a break are never joined or compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scheduler.model.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Source:
    """A platform's field for a metric; `version` is the API's, where it has versions.

    `valid_from` is when this definition began, None where it always was this one; `change` says
    what was counted before.
    """

    platform: str
    metric: str
    field: str
    version: str = ""
    valid_from: date | None = None
    change: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """From `day` on a platform counts something else under a metric's name."""

    platform: str
    metric: str
    day: date
    said: Sentence


def _of(platform: str, version: str = "", **fields: str) -> tuple[Source, ...]:
    return tuple(Source(platform, metric, name, version) for metric, name in fields.items())


SOURCES: tuple[Source, ...] = (
    *_of(
        "mastodon",
        "v1",
        reactions="favourites_count",
        shares="reblogs_count",
        comments="replies_count",
        quotes="quotes_count",
        followers="followers_count",
    ),
    *_of(
        "pixelfed",
        "v1",
        reactions="favourites_count",
        shares="reblogs_count",
        comments="reply_count",
        followers="followers_count",
    ),
    *_of(
        "bluesky",
        "app.bsky",
        reactions="likeCount",
        shares="repostCount",
        comments="replyCount",
        quotes="quoteCount",
        saves="bookmarkCount",
        followers="followersCount",
    ),
    *_of(
        "threads",
        "v1.0",
        views="views",
        reactions="likes",
        comments="replies",
        shares="reposts",
        quotes="quotes",
        followers="followers_count",
    ),
    *_of(
        "facebook",
        "v25.0",
        reactions="reactions.summary.total_count",
        comments="comments.summary.total_count",
        shares="shares.count",
    ),
    Source(
        "facebook",
        "views",
        "post_media_view",
        "v25.0",
        date(2025, 11, 15),
        Sentence(
            "Bis dahin zählte Facebook Impressionen (post_impressions).",
            "Until then Facebook counted impressions (post_impressions).",
        ),
    ),
    Source(
        "facebook",
        "reach",
        "post_total_media_view_unique",
        "v25.0",
        date(2025, 11, 15),
        Sentence(
            "Bis dahin zählte Facebook post_impressions_unique.",
            "Until then Facebook counted post_impressions_unique.",
        ),
    ),
    Source(
        "facebook",
        "followers",
        "followers_count",
        "v25.0",
        date(2025, 11, 15),
        Sentence(
            "Bis dahin nannte Facebook „Gefällt mir“-Angaben der Seite (page_fans).",
            "Until then Facebook told the page's likes (page_fans).",
        ),
    ),
    *_of(
        "instagram",
        "v25.0",
        reach="reach",
        reactions="likes",
        comments="comments",
        saves="saved",
        shares="shares",
        followers="followers_count",
    ),
    Source(
        "instagram",
        "views",
        "views",
        "v22.0",
        date(2025, 4, 21),
        Sentence(
            "Bis dahin zählte Instagram impressions und plays.",
            "Until then Instagram counted impressions and plays.",
        ),
    ),
    *_of(
        "linkedin",
        "202609",
        views="impressionCount",
        reach="uniqueImpressionsCount",
        reactions="reactionSummaries",
        comments="commentSummary.count",
        shares="shareCount",
        followers="firstDegreeSize",
    ),
    *_of(
        "x",
        "v2",
        views="impression_count",
        reactions="like_count",
        shares="retweet_count, repost_count",
        comments="reply_count",
        quotes="quote_count",
        saves="bookmark_count",
        followers="followers_count",
    ),
    *_of(
        "youtube",
        "v3",
        views="viewCount",
        reactions="likeCount",
        comments="commentCount",
        followers="subscriberCount",
    ),
    *_of(
        "tiktok",
        "v2",
        views="view_count",
        reactions="like_count",
        comments="comment_count",
        shares="share_count",
        followers="follower_count",
    ),
    *_of("peertube", "v1", views="views", reactions="likes", comments="comments"),
    *_of("telegram", followers="getChatMemberCount"),
    *_of(
        "matrix",
        "v3",
        reactions="m.annotation",
        comments="m.thread",
        followers="joined_members",
    ),
    *_of("wordpress", "wp/v2", comments="X-WP-Total"),
    *_of("newsletter", views="views", link_clicks="clicks", followers="subscriber_count"),
    *_of("mattermost", "v4", reactions="reactions", comments="reply_count"),
    *_of("slack", reactions="reactions.count", comments="reply_count"),
    *_of("discord", "v10", reactions="reactions.count", comments="message_count"),
    *_of("webhook", reactions="reactions, likes"),
)


def sources_of(metric: str) -> tuple[Source, ...]:
    """The platforms that tell `metric`, by name."""
    found = (each for each in SOURCES if each.metric == metric)
    return tuple(sorted(found, key=lambda each: each.platform))


def breaks(platforms: Iterable[str], first: date, last: date) -> tuple[Break, ...]:
    """Where the line of a metric of these platforms breaks after `first`, up to `last`."""
    wanted = set(platforms)
    return tuple(
        Break(each.platform, each.metric, each.valid_from, each.change)
        for each in SOURCES
        if each.platform in wanted
        and each.valid_from is not None
        and each.change is not None
        and first < each.valid_from <= last
    )
