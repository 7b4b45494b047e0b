# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what became of unclear sends among the account's own statuses.

One listing serves all that are sought. A status fits when it was made in the window, answers the
same status and says the same; it is the one when language, media and content warning agree too.
A status that is known to belong to another delivery is passed over. Everything doubtful is
`Unsure`, for a wrong "absent" would publish a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.model.errors import OutcomeUnknown
from scheduler.model.languages import primary
from scheduler.model.message import Part
from scheduler.model.platform import Absent, Found, Look, Sought, Unsure
from scheduler.model.sentence import Sentence
from scheduler.platforms.fediverse.client import Client
from scheduler.platforms.fediverse.fingerprint import fingerprint, html_fingerprint
from scheduler.platforms.fediverse.status import remote_of

BEFORE_START = timedelta(minutes=2)  # for clocks that differ
PAGE = 40  # the most that Mastodon gives (mastodon/documentation 2903485d, 2026-07-02)
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """The account's own statuses, newest first; `covers` since when none can be missing."""

    statuses: tuple[Mapping[str, Any], ...]
    covers: bool


def own_statuses(client: Client, account: str, since: datetime) -> Listing:
    """The statuses of `account` made after `since`, as far as the server shows them."""
    statuses: dict[str, Mapping[str, Any]] = {}
    last = ""
    for _ in range(MOST_PAGES):
        page = _page(client, account, last)
        fresh = {str(status["id"]): status for status in page if str(status["id"]) not in statuses}
        statuses.update(fresh)
        if not page or any(_made_at(status) < since for status in fresh.values()):
            return Listing(tuple(statuses.values()), covers=True)
        if not fresh:  # the server gives the same page again: what is older stays hidden
            break
        last = next(reversed(fresh))
    return Listing(tuple(statuses.values()), covers=False)


def looks(sought: Sequence[Sought], listing: Listing) -> Mapping[str, Look]:
    """What the listing tells of each of `sought`."""
    fits = {each.key: tuple(_fitting(each, listing)) for each in sought}
    claimed = [str(status["id"]) for each in fits.values() for status in each]
    shared = {identifier for identifier in claimed if claimed.count(identifier) > 1}
    return {each.key: _look(each, fits[each.key], shared, listing) for each in sought}


def _page(client: Client, account: str, before: str) -> list[Mapping[str, Any]]:
    params = [("exclude_reblogs", "true"), ("limit", str(PAGE))]
    if before:
        params.append(("max_id", before))
    page = client.get_json(f"/api/v1/accounts/{account}/statuses", params)
    if not isinstance(page, list) or not all(remote_of(status) for status in page):
        raise OutcomeUnknown(_NO_LIST)
    return page


def _fitting(sought: Sought, listing: Listing) -> Iterator[Mapping[str, Any]]:
    since = sought.started_at - BEFORE_START
    parent = sought.reply_to.parent.id if sought.reply_to else ""
    wordings = _wordings(sought.part)
    for status in listing.statuses:
        if str(status["id"]) in sought.taken:
            continue
        if _made_at(status) < since or str(status.get("in_reply_to_id") or "") != parent:
            continue
        if _said(status) in wordings and not status.get("reblog"):
            yield status


def _look(
    sought: Sought, fits: Sequence[Mapping[str, Any]], shared: set[str], listing: Listing
) -> Look:
    exact = [status for status in fits if _agrees(sought.part, status)]
    if len(exact) == 1 and str(exact[0]["id"]) not in shared:
        remote = remote_of(exact[0], len(sought.part.attachments))
        if remote is not None:
            return Found(remote)
    candidates = tuple(filter(None, (remote_of(status) for status in exact or fits)))
    if candidates:
        return Unsure(_SEVERAL if exact else _SIMILAR, candidates)
    if not listing.covers:
        return Unsure(_NOT_COVERED)
    if sought.part.visibility == "direct":
        return Unsure(_DIRECT)
    return Absent()


def _agrees(part: Part, status: Mapping[str, Any]) -> bool:
    """Whether what can be compared beside the text is the same."""
    if not _same_language(part.lang, status.get("language")):
        return False
    attachments = status.get("media_attachments")
    if isinstance(attachments, list) and len(attachments) != len(part.attachments):
        return False
    return _warning(status) == fingerprint(part.content_warning or "")


def _same_language(sent: str, shown: object) -> bool:
    """Whether they agree; a server that does not tell the language cannot disagree."""
    if not sent or not isinstance(shown, str) or not shown:
        return True
    return primary(shown) == primary(sent)


def _wordings(part: Part) -> set[str]:
    """The text; and behind its warning, as a server without content warnings shows it."""
    return {fingerprint(part.text), fingerprint(f"{part.content_warning or ''}\n{part.text}")}


def _said(status: Mapping[str, Any]) -> str:
    """The text as sent where the server keeps it (GoToSocial 0.20), else as its HTML shows it."""
    plain = status.get("text")
    if isinstance(plain, str) and plain:
        return fingerprint(plain)
    content = status.get("content")
    return html_fingerprint(content) if isinstance(content, str) else ""


def _warning(status: Mapping[str, Any]) -> str:
    warning = status.get("spoiler_text")
    return html_fingerprint(warning) if isinstance(warning, str) else ""


def _made_at(status: Mapping[str, Any]) -> datetime:
    """When it was made; one that does not say is taken for new, so that it stays a candidate."""
    try:
        made = datetime.fromisoformat(str(status.get("created_at")))
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
    "Ein Beitrag mit diesem Text ist da, aber Sprache, Medien oder Inhaltswarnung sind anders. "
    "Sehen Sie nach und bestätigen Sie (litfass confirm).",
    "A post with this text is there, but language, media or content warning differ. Look and "
    "confirm (litfass confirm).",
)
_NOT_COVERED = Sentence(
    "Das Konto hat seither so viel veröffentlicht, dass der Server nicht alles zeigt. Sehen Sie "
    "nach und bestätigen Sie (litfass confirm).",
    "The account has published so much since then that the server does not show all of it. Look "
    "and confirm (litfass confirm).",
)
_DIRECT = Sentence(
    "Direkte Beiträge stehen nicht bei jedem Server in der Liste des Kontos. Sehen Sie nach und "
    "bestätigen Sie (litfass confirm).",
    "Not every server lists direct posts among the account's own. Look and confirm "
    "(litfass confirm).",
)
_NO_LIST = Sentence(
    "Der Server nannte die eigenen Beiträge nicht in lesbarer Form.",
    "The server did not list the account's posts in a readable form.",
)
