# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds one's own messages again: by the nonce where Discord shows it, else by what they say.

That a nonce is shown in a channel's history is unverified, so it is not relied on.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Look, Sought, Unsure
from scheduler.model.sentence import Sentence
from scheduler.planning.confirmed import own_id
from scheduler.platforms.discord.messages import NUMBER

BEFORE_START = timedelta(minutes=2)  # for clocks that differ
PAGE = 100
MOST_PAGES = 10
_EPOCH_MS = 1_420_070_400_000  # discord-api-docs, reference.mdx, 2026-08-06
_NONCE_LENGTH = 25

type_message = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """Own messages, and whether none since the asked instant can be missing."""

    messages: tuple[type_message, ...]
    covers: bool


def nonce_of(key: str) -> str:
    """The nonce of a part: it follows from its key, and is as long as may be."""
    return base64.b32encode(sha256(key.encode()).digest()).decode().lower()[:_NONCE_LENGTH]


def snowflake(at: datetime) -> int:
    """The least id that a message made at `at` can have."""
    return max(int(at.timestamp() * 1000) - _EPOCH_MS, 0) << 22


def own_messages(
    page_after: Callable[[int], Sequence[type_message]], me: str, since: datetime
) -> Listing:
    """What `me` has written since `since`, a hundred at a time."""
    found: dict[str, type_message] = {}
    after = snowflake(since)
    for _ in range(MOST_PAGES):
        page = page_after(after)
        found |= {str(each["id"]): each for each in page if _author(each) == me}
        if len(page) < PAGE:
            return Listing(tuple(found.values()), covers=True)
        after = max(int(each["id"]) for each in page)
    return Listing(tuple(found.values()), covers=False)


def looks(
    sought: Sequence[Sought], listing: Listing, remote_of: Callable[[type_message], Remote | None]
) -> Mapping[str, Look]:
    """What the listing tells of each of `sought`; one message is never two deliveries'."""
    fits = {each.key: [m for m in listing.messages if _fits(m, each)] for each in sought}
    claimed = [str(m["id"]) for messages in fits.values() for m in messages]
    shared = {each for each in claimed if claimed.count(each) > 1}
    return {
        each.key: _look(fits[each.key], shared, remote_of, covers=listing.covers) for each in sought
    }


def _look(
    fits: Sequence[type_message],
    shared: set[str],
    remote_of: Callable[[type_message], Remote | None],
    *,
    covers: bool,
) -> Look:
    remotes = [remote for remote in map(remote_of, fits) if remote is not None]
    if len(remotes) == 1 and remotes[0].id not in shared:
        return Found(remotes[0])
    if remotes:
        return Unsure(_SEVERAL, tuple(remotes))
    return Absent() if covers else Unsure(_NOT_COVERED)


def _fits(message: type_message, sought: Sought) -> bool:
    if str(message["id"]) in sought.taken:
        return False
    if int(message["id"]) < snowflake(sought.started_at - BEFORE_START):
        return False
    nonce = message.get("nonce")
    if nonce is not None:
        return bool(nonce == nonce_of(sought.key))
    parent = own_id(sought.reply_to.parent, NUMBER) if sought.reply_to else None
    reference = message.get("message_reference")
    answered = reference.get("message_id") if isinstance(reference, dict) else None
    files = message.get("attachments") or []
    same_text = _said(str(message.get("content", ""))) == _said(sought.part.text)
    return same_text and answered == parent and len(files) == len(sought.part.attachments)


def _said(text: str) -> str:
    """Discord may strip blanks and some invisible characters."""
    return "".join(character for character in text if character.isprintable() and character != " ")


def _author(message: type_message) -> str:
    author = message.get("author")
    return str(author.get("id")) if isinstance(author, dict) else ""


_SEVERAL = Sentence(
    "Mehrere gleiche Nachrichten kommen in Frage; welche zu dieser Sendung gehört, muss ein Mensch "
    "sagen (litfass confirm).",
    "Several equal messages could be it; which one belongs to this delivery, a person must say "
    "(litfass confirm).",
)
_NOT_COVERED = Sentence(
    "Im Kanal wurde seither so viel geschrieben, dass der Blick zurück nicht weit genug reicht. "
    "Sehen Sie nach und bestätigen Sie (litfass confirm).",
    "So much was written in the channel since then that the look back does not reach far enough. "
    "Look and confirm (litfass confirm).",
)
