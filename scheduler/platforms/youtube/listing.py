# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The channel's own uploads and the comments below a video, newest first."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scheduler.model.errors import ChannelBlocked, TryLater
from scheduler.model.sentence import Sentence
from scheduler.platforms.youtube.api import Api, items_of, object_of
from scheduler.platforms.youtube.refusals import NO_CHANNEL

VIDEOS_PER_PAGE = 50
COMMENTS_PER_PAGE = 100
MOST_PAGES = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A video or comment as it is listed; `text` is a fingerprint, `privacy` a video's."""

    id: str
    text: str
    made_at: datetime
    privacy: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Own entries; `covers` when none made since the asked instant can be missing."""

    entries: tuple[Entry, ...]
    covers: bool


class Channel:
    """The channel that the token belongs to, and what stands there."""

    def __init__(self, api: Api) -> None:
        """Nothing is asked yet."""
        self._api = api
        self._about: Mapping[str, Any] = {}

    @property
    def id(self) -> str:
        """Its id."""
        return str(self._known().get("id") or "")

    def about(self, part: str) -> Mapping[str, Any]:
        """The channel's resource; raises ChannelBlocked where the account has none."""
        found = self._api.items("channels", mine="true", part=part)
        if not found:
            raise ChannelBlocked(NO_CHANNEL)
        return found[0]

    def uploads(self, since: datetime) -> Listing:
        """The videos that were uploaded since then, private ones included (1 unit a page)."""
        related = object_of(object_of(self._known(), "contentDetails"), "relatedPlaylists")
        chosen = {
            "part": "snippet,status",
            "playlistId": str(related.get("uploads") or ""),
            "maxResults": str(VIDEOS_PER_PAGE),
        }
        return _pages(lambda token: self._page("playlistItems", chosen, token), _video, since)

    def comments(self, video: str, since: datetime) -> Listing:
        """The comments below `video` that were made since then, by whomever (1 unit a page)."""
        chosen = {
            "part": "snippet",
            "videoId": video,
            "order": "time",
            "maxResults": str(COMMENTS_PER_PAGE),
        }
        return _pages(lambda token: self._page("commentThreads", chosen, token), _comment, since)

    def _page(self, kind: str, chosen: Mapping[str, str], token: str) -> Mapping[str, Any]:
        following = {"pageToken": token} if token else {}
        return self._api.asked(kind, **chosen, **following)

    def _known(self) -> Mapping[str, Any]:
        if not self._about:
            self._about = self.about("id,contentDetails")
        return self._about


def fingerprint(text: str) -> str:
    """What wordings of the same text have in common: letters, not spaces and line ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _pages(
    page_at: Callable[[str], Mapping[str, Any]],
    entry_of: Callable[[Mapping[str, Any]], Entry],
    since: datetime,
) -> Listing:
    entries: list[Entry] = []
    token = ""
    for _ in range(MOST_PAGES):
        page = page_at(token)
        if not isinstance(page.get("items"), list):
            raise TryLater(_NO_LIST)
        found = [entry_of(each) for each in items_of(page)]
        entries += [each for each in found if each.made_at >= since]
        token = str(page.get("nextPageToken") or "")
        if not token or any(each.made_at < since for each in found):
            return Listing(tuple(entries), covers=True)
    return Listing(tuple(entries), covers=False)


def _video(item: Mapping[str, Any]) -> Entry:
    snippet = object_of(item, "snippet")
    said = f"{snippet.get('title') or ''} {snippet.get('description') or ''}"
    return Entry(
        str(object_of(snippet, "resourceId").get("videoId") or ""),
        fingerprint(said),
        _instant(snippet.get("publishedAt")),
        str(object_of(item, "status").get("privacyStatus") or ""),
    )


def _comment(item: Mapping[str, Any]) -> Entry:
    top = object_of(object_of(item, "snippet"), "topLevelComment")
    snippet = object_of(top, "snippet")
    said = str(snippet.get("textOriginal") or snippet.get("textDisplay") or "")
    return Entry(
        str(top.get("id") or ""),
        fingerprint(said),
        _instant(snippet.get("publishedAt")),
        author=str(object_of(snippet, "authorChannelId").get("value") or ""),
    )


def _instant(told: object) -> datetime:
    """When it was made; one that does not say is taken for new, so that it stays a candidate."""
    try:
        made = datetime.fromisoformat(str(told))
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)
    return made if made.tzinfo else made.replace(tzinfo=UTC)


_NO_LIST = Sentence(
    "YouTube nannte die eigenen Videos oder Kommentare nicht in lesbarer Form.",
    "YouTube did not list the channel's videos or comments in a readable form.",
)
