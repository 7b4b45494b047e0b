# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what became of an unclear send among the account's own posts.

A post fits when it says the same, was made in the window and is known to belong to no other
delivery. Everything doubtful is `Unsure`: a wrong "absent" would publish a second time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Look, Sought, Unsure
from scheduler.model.sentence import Sentence
from scheduler.platforms.meta.graph import Graph

BEFORE_START = timedelta(minutes=2)  # for clocks that differ
PAGE = 25
MOST_PAGES = 8


@dataclass(frozen=True, slots=True)
class Listing:
    """Own posts, newest first; `covers`: nothing made since the asked instant is missing."""

    posts: tuple[Mapping[str, Any], ...]
    covers: bool


@dataclass(frozen=True, slots=True)
class Names:
    """What an API calls a post's text, time and address; "" for an address that it has not."""

    text: str
    time: str
    address: str

    @property
    def fields(self) -> str:
        """The fields to ask for."""
        return ",".join(each for each in ("id", self.text, self.time, self.address) if each)


def listed(
    graph: Graph, path: str, names: Names, since: datetime, *, newest_first: bool = True
) -> Listing:
    """The posts below `path` made after `since`, page by page; all, if they come in any order."""
    posts: list[Mapping[str, Any]] = []
    after = ""
    for _ in range(MOST_PAGES):
        page = {"after": after} if after else {}
        told = graph.asked(path, fields=names.fields, limit=str(PAGE), **page)
        data = told.get("data")
        if not isinstance(data, list):
            return Listing(tuple(posts), covers=False)
        posts += [each for each in data if isinstance(each, dict)]
        after = _cursor(told)
        reached = newest_first and posts and _made_at(posts[-1], names) < since
        if not data or not after or reached:
            return Listing(tuple(posts), covers=True)
    return Listing(tuple(posts), covers=False)


def look(sought: Sought, listing: Listing, names: Names, *, is_live: bool = False) -> Look:
    """What the listing tells of one of the sought; `is_live` where Meta says it is out."""
    since = sought.started_at - BEFORE_START
    fits = [
        each
        for each in listing.posts
        if _same(each.get(names.text), sought.part.text)
        and _made_at(each, names) >= since
        and str(each.get("id")) not in sought.taken
    ]
    candidates = tuple(remote_of(each, names) for each in fits)
    if len(candidates) == 1:
        return Found(candidates[0])
    if candidates:
        return Unsure(_SEVERAL, candidates)
    if is_live:
        return Unsure(_NOT_LISTED)
    return Absent() if listing.covers else Unsure(_NOT_COVERED)


def looks(
    sought: Sequence[Sought], listing: Listing, names: Names, *, are_live: bool = False
) -> Mapping[str, Look]:
    """What the listing tells of all; a post that fits two of them proves nothing.

    `are_live`: Meta says of all of them that they are out.
    """
    found = {each.key: look(each, listing, names, is_live=are_live) for each in sought}
    ids = [each.remote.id for each in found.values() if isinstance(each, Found)]
    return {
        key: Unsure(_SEVERAL, (each.remote,))
        if isinstance(each, Found) and ids.count(each.remote.id) > 1
        else each
        for key, each in found.items()
    }


def remote_of(post: Mapping[str, Any], names: Names) -> Remote:
    """Where `post` is live."""
    address = post.get(names.address)
    return Remote(str(post.get("id")), address if isinstance(address, str) else None)


def _same(shown: object, sent: str) -> bool:
    return " ".join(str(shown or "").split()) == " ".join(sent.split())


def _made_at(post: Mapping[str, Any], names: Names) -> datetime:
    """When it was made; one that does not say is taken for new, so that it stays a candidate."""
    try:
        made = datetime.fromisoformat(str(post.get(names.time)))
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _cursor(told: Mapping[str, Any]) -> str:
    """Where the next page begins, "" where there is none."""
    paging = told.get("paging")
    cursors = paging.get("cursors") if isinstance(paging, dict) else None
    has_more = isinstance(paging, dict) and "next" in paging
    after = cursors.get("after") if isinstance(cursors, dict) and has_more else ""
    return after if isinstance(after, str) else ""


_SEVERAL = Sentence(
    "Mehrere gleiche Beiträge kommen in Frage; welcher zu dieser Sendung gehört, muss ein Mensch "
    "sagen (litfass confirm).",
    "Several equal posts could be it; which one belongs to this delivery, a person must say "
    "(litfass confirm).",
)
_NOT_LISTED = Sentence(
    "Meta sagt, der Beitrag sei veröffentlicht, nennt ihn aber nicht in der Liste der eigenen. "
    "Sehen Sie nach und bestätigen Sie (litfass confirm).",
    "Meta says that the post is published but does not list it among the account's own. Look and "
    "confirm (litfass confirm).",
)
_NOT_COVERED = Sentence(
    "Das Konto hat seither so viel veröffentlicht, dass Meta nicht alles zeigt. Sehen Sie nach und "
    "bestätigen Sie (litfass confirm).",
    "The account has published so much since then that Meta does not show all of it. Look and "
    "confirm (litfass confirm).",
)
