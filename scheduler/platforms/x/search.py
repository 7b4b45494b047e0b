# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what became of unclear sends in the account's own timeline.

One listing serves all that are sought. X shortens links in the text it gives back; they are
spelled out again before texts are compared, without scheme, for X adds one to bare domains. A
post that differs in its links or media alone is a candidate for a person: everything doubtful is
`Unsure`, for a wrong "absent" would publish a second time.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.model.errors import TryLater
from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Look, Sought, Unsure
from scheduler.model.sentence import Sentence
from scheduler.platforms.x.counting import urls_in

BEFORE_START = timedelta(minutes=2)  # for clocks that differ
PAGE = 100
MOST_PAGES = 10
FIELDS = "created_at,text,entities,referenced_tweets,attachments"
DUPLICATE = "duplicate"
_SCHEME = re.compile(r"https?://")
_MEDIA = re.compile(r"^https?://(?:x|twitter)\.com/\w+/status/\d+/(?:photo|video)/\d+$")
type_post = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """Own posts; `covers` when none made since the asked instant can be missing."""

    posts: tuple[type_post, ...]
    covers: bool


def own_posts(page_at: Callable[[str], type_post]) -> Listing:
    """All posts that the pages hold; `page_at` takes the token of a page, "" for the first."""
    posts: list[type_post] = []
    token = ""
    for _ in range(MOST_PAGES):
        page = page_at(token)
        meta, data = page.get("meta"), page.get("data", [])
        if not isinstance(meta, dict) or not isinstance(data, list):
            raise TryLater(_NO_LIST)
        posts += [each for each in data if isinstance(each, dict) and each.get("id")]
        token = str(meta.get("next_token") or "")
        if not token:
            return Listing(tuple(posts), covers=True)
    return Listing(tuple(posts), covers=False)


def looks(
    sought: Sequence[Sought], listing: Listing, remote_of: Callable[[str], Remote]
) -> Mapping[str, Look]:
    """What the listing tells of each of `sought`; nothing is found for two of them."""
    fits = {each.key: _fitting(each, listing) for each in sought}
    claimed = [str(post["id"]) for each in fits.values() for post in each]
    shared = {identifier for identifier in claimed if claimed.count(identifier) > 1}
    return {each.key: _look(each, fits[each.key], shared, listing, remote_of) for each in sought}


def fingerprint(text: str) -> str:
    """What wordings of the same text have in common; X writes &, < and > as entities."""
    plain = unicodedata.normalize("NFC", html.unescape(text)).casefold()
    words = _SCHEME.sub("", plain).split()
    return " ".join(word.rstrip("/") for word in words)


def spelled_out(post: type_post, *, links: bool = True) -> str:
    """The text with its links in full (or with none), and without the one for its media."""
    text = str(post.get("text") or "")
    entities = post.get("entities")
    urls = entities.get("urls") if isinstance(entities, dict) else None
    for each in urls if isinstance(urls, list) else []:
        short, full = str(each.get("url") or ""), str(each.get("expanded_url") or "")
        if short:
            text = text.replace(short, full if links and not _is_of_media(each) else "")
    return text


def without_links(text: str) -> str:
    """`text` without what X makes links of."""
    end, pieces = 0, []
    for start, stop in urls_in(text):
        pieces.append(text[end:start])
        end = stop
    return "".join([*pieces, text[end:]])


def _is_of_media(url: Mapping[str, Any]) -> bool:
    """Whether a link is the one that X puts behind the text for the media."""
    return "media_key" in url or bool(_MEDIA.search(str(url.get("expanded_url") or "")))


def _fitting(sought: Sought, listing: Listing) -> list[type_post]:
    """Posts of the window that say the same, links aside."""
    since = sought.started_at - BEFORE_START
    parent = sought.reply_to.parent.id if sought.reply_to else ""
    wanted = fingerprint(without_links(sought.part.text))
    return [
        post
        for post in listing.posts
        if str(post["id"]) not in sought.taken
        and _made_at(post) >= since
        and _answers(post) == parent
        and fingerprint(spelled_out(post, links=False)) == wanted
    ]


def _look(
    sought: Sought,
    fits: Sequence[type_post],
    shared: set[str],
    listing: Listing,
    remote_of: Callable[[str], Remote],
) -> Look:
    wanted, media = fingerprint(sought.part.text), len(sought.part.attachments)
    exact = [
        post
        for post in fits
        if _media_count(post) == media and fingerprint(spelled_out(post)) == wanted
    ]
    if len(exact) == 1 and str(exact[0]["id"]) not in shared:
        return Found(remote_of(str(exact[0]["id"])))
    if fits:
        candidates = tuple(remote_of(str(post["id"])) for post in exact or fits)
        return Unsure(_SEVERAL if exact else _SIMILAR, candidates)
    if not listing.covers:
        return Unsure(_NOT_COVERED)
    return Unsure(_CLAIMED) if sought.artefacts.get(DUPLICATE) else Absent()


def _answers(post: type_post) -> str:
    """The id of the post that it answers, "" for none."""
    referenced = post.get("referenced_tweets")
    for each in referenced if isinstance(referenced, list) else []:
        if isinstance(each, dict) and each.get("type") == "replied_to":
            return str(each.get("id") or "")
    return ""


def _media_count(post: type_post) -> int:
    attachments = post.get("attachments")
    keys = attachments.get("media_keys") if isinstance(attachments, dict) else None
    return len(keys) if isinstance(keys, list) else 0


def _made_at(post: type_post) -> datetime:
    """When it was made; one that does not say is taken for new, so that it stays a candidate."""
    try:
        made = datetime.fromisoformat(str(post.get("created_at")))
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)
    return made if made.tzinfo else made.replace(tzinfo=UTC)


_SEVERAL = Sentence(
    "Mehrere gleiche Beiträge kommen in Frage; welcher zu dieser Sendung gehört, muss ein Mensch "
    "sagen (litfass confirm).",
    "Several equal posts could be it; which one belongs to this delivery, a person must say "
    "(litfass confirm).",
)
_SIMILAR = Sentence(
    "Ein Beitrag mit diesem Text ist da, aber mit anderen Medien oder Links. Sehen Sie nach und "
    "bestätigen Sie (litfass confirm).",
    "A post with this text is there, but with other media or links. Look and confirm "
    "(litfass confirm).",
)
_NOT_COVERED = Sentence(
    "Das Konto hat seither so viel veröffentlicht, dass X nicht alles zeigt. Sehen Sie nach und "
    "bestätigen Sie (litfass confirm).",
    "The account has published so much since then that X does not show all of it. Look and "
    "confirm (litfass confirm).",
)
_CLAIMED = Sentence(
    "X sagt, der Text sei schon erschienen, zeigt den Beitrag aber nicht. Sehen Sie nach und "
    "bestätigen Sie (litfass confirm).",
    "X says that the text has been published already but does not show the post. Look and "
    "confirm (litfass confirm).",
)
_NO_LIST = Sentence(
    "X nannte die eigenen Beiträge nicht in lesbarer Form.",
    "X did not list the account's posts in a readable form.",
)
