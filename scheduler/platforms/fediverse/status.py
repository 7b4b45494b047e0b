# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A status of the Mastodon API: made from a part, and read back as what is live and its counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scheduler.model.engagement import Counts
from scheduler.model.languages import primary
from scheduler.model.message import Part, Remote
from scheduler.model.platform import ReplyTo

# mastodon/documentation 2903485d, 2026-07-02; quotes_count since 4.5; reply_count in some versions
# of Pixelfed (8aae92d75, 2024-03-10)
_METRICS = {
    "reply_count": "comments",
    "favourites_count": "reactions",
    "reblogs_count": "shares",
    "replies_count": "comments",
    "quotes_count": "quotes",
}
MISSING_MEDIA = "missing_media"


def text_fields(part: Part) -> dict[str, Any]:
    """What a new status and an edit have in common."""
    fields: dict[str, Any] = {"status": part.text}
    if part.lang:
        fields["language"] = primary(part.lang)
    if part.content_warning:
        fields["spoiler_text"] = part.content_warning
        fields["sensitive"] = True  # the pictures stay covered too
    return fields


def new_status(part: Part, media: Sequence[str], reply_to: ReplyTo | None) -> dict[str, Any]:
    """The body of the request that publishes `part`.

    `visibility` is always there: its default is the account's (GoToSocial 0.20: unlisted).
    """
    body = {**text_fields(part), "visibility": part.visibility}
    if media:
        body["media_ids"] = list(media)
    if reply_to is not None:
        body["in_reply_to_id"] = reply_to.parent.id
    return body


def remote_of(status: object, sent_media: int = 0) -> Remote | None:
    """Where `status` is live; None when it is no status.

    snac 2.38 drops an unknown medium without a word (seen 2026-11): what is missing of
    `sent_media` is told in `extra`.
    """
    if not isinstance(status, dict):
        return None
    identifier = status.get("id")
    if not isinstance(identifier, str | int) or isinstance(identifier, bool) or identifier == "":
        return None
    shown = status.get("media_attachments")
    missing = sent_media - len(shown) if isinstance(shown, list) else 0
    extra = ((MISSING_MEDIA, str(missing)),) if missing > 0 else ()
    url = status.get("url") or status.get("uri")
    return Remote(str(identifier), url if isinstance(url, str) else None, extra)


def counts_of(status: Mapping[str, Any]) -> Counts:
    """The figures in `status`; one that is not there stays unknown.

    A boost is a wrapper with zeros (GoToSocial, Hollo: seen 2026-11); the figures are inside.
    """
    inner = status.get("reblog")
    figures = inner if isinstance(inner, dict) else status
    return Counts(
        {
            metric: figures[name]
            for name, metric in _METRICS.items()
            if isinstance(figures.get(name), int) and not isinstance(figures[name], bool)
        }
    )
