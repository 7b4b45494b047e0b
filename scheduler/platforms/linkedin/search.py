# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what became of unclear sends among the page's own posts and comments.

One listing serves all posts that are sought, and one of each post all comments below it. A post
is the one when it was made in the window, says the same and shows as many pictures. What is
known to belong to another delivery is passed over, and everything doubtful is `Unsure`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.model.errors import TryLater
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Absent, Found, Look, Sought, Unsure
from scheduler.model.sentence import Sentence
from scheduler.platforms.linkedin.composing import comment_text
from scheduler.platforms.linkedin.little_text import fingerprint, read, seen

BEFORE_START = timedelta(minutes=2)  # for clocks that differ
PAGE = 20
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A post or comment as LinkedIn lists it: what it says, how many pictures, since when."""

    remote: Remote
    text: str
    pictures: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """Own entries; `covers` when none made since the asked instant can be missing."""

    entries: tuple[Entry, ...]
    covers: bool


def pages(
    page_at: Callable[[int], Mapping[str, Any]],
    entry_of: Callable[[Mapping[str, Any]], Entry | None],
    since: datetime | None,
) -> Listing:
    """All entries that the pages hold, back to `since`; `page_at` takes the first index.

    Posts come by their last change, newest first: one that is older than `since` ends it. The
    order of comments is not documented; with None all pages are read.
    """
    entries: dict[str, Entry] = {}
    for number in range(MOST_PAGES):
        elements = _elements(page_at(number * PAGE))
        found = [each for each in map(entry_of, elements) if each]
        entries |= {each.remote.id: each for each in found}
        ended = since is not None and any(changed_at(each) < since for each in elements)
        if len(elements) < PAGE or ended:
            return Listing(tuple(entries.values()), covers=True)
    return Listing(tuple(entries.values()), covers=False)


def look(sought: Sought, listing: Listing) -> Look:
    """What the listing tells of one of the sought."""
    since = sought.started_at - BEFORE_START
    wanted = _wording(sought)
    fits = [
        each
        for each in listing.entries
        if each.remote.id not in sought.taken and each.made_at >= since and each.text == wanted
    ]
    exact = [each for each in fits if each.pictures == _pictures(sought)]
    if len(exact) == 1:
        return Found(exact[0].remote)
    if fits:
        candidates = tuple(each.remote for each in exact or fits)
        return Unsure(_SEVERAL if exact else _SIMILAR, candidates)
    return Absent() if listing.covers else Unsure(_NOT_COVERED)


def apart(looks: Mapping[str, Look]) -> Mapping[str, Look]:
    """`looks`, but nothing found for two deliveries at once."""
    ids = [each.remote.id for each in looks.values() if isinstance(each, Found)]
    return {
        key: Unsure(_SEVERAL, (each.remote,))
        if isinstance(each, Found) and ids.count(each.remote.id) > 1
        else each
        for key, each in looks.items()
    }


def is_urn(text: str, pattern: str) -> bool:
    """Whether `text` is such a name and nothing more."""
    return re.fullmatch(pattern, text) is not None


def post_text(element: Mapping[str, Any]) -> str:
    """What a listed post says, to be compared."""
    return fingerprint(read(str(element.get("commentary") or "")))


def picture_count(element: Mapping[str, Any]) -> int:
    """How many pictures a listed post shows."""
    content = element.get("content")
    if not isinstance(content, dict):
        return 0
    several = content.get("multiImage")
    images = several.get("images") if isinstance(several, dict) else None
    return len(images) if isinstance(images, list) else int("media" in content)


def instant(milliseconds: object) -> datetime | None:
    """An instant of LinkedIn's; None where there is none."""
    if not isinstance(milliseconds, int):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def changed_at(element: Mapping[str, Any]) -> datetime:
    """When it was last changed; one that does not say is taken for new."""
    made = element.get("created")
    told = made.get("time") if isinstance(made, dict) else None
    for name in ("lastModifiedAt", "publishedAt", "createdAt"):
        told = told if told is not None else element.get(name)
    return instant(told) or datetime.max.replace(tzinfo=UTC)


def _elements(page: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    elements = page.get("elements")
    if not isinstance(elements, list):
        raise TryLater(_NO_LIST)
    return [each for each in elements if isinstance(each, dict)]


def _wording(sought: Sought) -> str:
    part: Part = sought.part
    return fingerprint(comment_text(part) if sought.reply_to else seen(part.text))


def _pictures(sought: Sought) -> int:
    return 0 if sought.reply_to else len(sought.part.attachments)


def unanswerable(sought: Sequence[Sought]) -> Mapping[str, Look]:
    """For members, and for tokens without the scope to read: nothing can be read back."""
    return {each.key: Unsure(_CLOSED) for each in sought}


_SEVERAL = Sentence(
    "Mehrere gleiche Beiträge kommen in Frage; welcher zu dieser Sendung gehört, muss ein Mensch "
    "sagen (litfass confirm).",
    "Several equal posts could be it; which one belongs to this delivery, a person must say "
    "(litfass confirm).",
)
_SIMILAR = Sentence(
    "Ein Beitrag mit diesem Text ist da, aber mit anderen Bildern. Sehen Sie nach und bestätigen "
    "Sie (litfass confirm).",
    "A post with this text is there, but with other pictures. Look and confirm (litfass confirm).",
)
_NOT_COVERED = Sentence(
    "Seither ist so viel erschienen, dass LinkedIn nicht alles zeigt. Sehen Sie nach und "
    "bestätigen Sie (litfass confirm).",
    "So much was published since then that LinkedIn does not show all of it. Look and confirm "
    "(litfass confirm).",
)
_CLOSED = Sentence(
    "LinkedIn zeigt diesem Zugang die eigenen Beiträge nicht. Sehen Sie im Profil oder auf der "
    "Seite nach und bestätigen Sie (litfass confirm).",
    "LinkedIn does not show its own posts to this access. Look at the profile or page and confirm "
    "(litfass confirm).",
)
_NO_LIST = Sentence(
    "LinkedIn nannte die eigenen Beiträge nicht in lesbarer Form.",
    "LinkedIn did not list the page's posts in a readable form.",
)
