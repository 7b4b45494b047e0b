# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account's own public videos, newest first (Display API)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scheduler.model.errors import TryLater
from scheduler.model.message import Remote
from scheduler.model.sentence import Sentence
from scheduler.platforms.tiktok.api import Api

PAGE = 20
MOST_PAGES = 5
FIELDS = "id,create_time,title,share_url"


@dataclass(frozen=True, slots=True)
class Entry:
    """A video as it is listed; `text` is a fingerprint."""

    remote: Remote
    text: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """Own videos; `covers` when none made since the asked instant can be missing."""

    entries: tuple[Entry, ...]
    covers: bool


def own_videos(api: Api, since: datetime) -> Listing:
    """The videos that were made since then."""
    entries: list[Entry] = []
    body: dict[str, Any] = {"max_count": PAGE}
    for _ in range(MOST_PAGES):
        page = api.asked("/v2/video/list/", body, fields=FIELDS)
        videos = page.get("videos")
        if not isinstance(videos, list):
            raise TryLater(_NO_LIST)
        found = [_entry(each) for each in videos if isinstance(each, dict)]
        entries += [each for each in found if each.made_at >= since]
        if not page.get("has_more") or any(each.made_at < since for each in found):
            return Listing(tuple(entries), covers=True)
        body = {"max_count": PAGE, "cursor": page.get("cursor")}
    return Listing(tuple(entries), covers=False)


def fingerprint(text: str) -> str:
    """What wordings of the same text have in common: letters, not spaces and line ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _entry(told: Mapping[str, Any]) -> Entry:
    address = told.get("share_url")
    url = address.partition("?")[0] if isinstance(address, str) else None
    return Entry(
        Remote(str(told.get("id") or ""), url),
        fingerprint(str(told.get("title") or "")),
        _instant(told.get("create_time")),
    )


def _instant(told: object) -> datetime:
    """When it was made; one that does not say is taken for new, so that it stays a candidate."""
    try:
        return datetime.fromtimestamp(int(str(told)), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC)


_NO_LIST = Sentence(
    "TikTok nannte die eigenen Videos nicht in lesbarer Form.",
    "TikTok did not list the account's videos in a readable form.",
)
