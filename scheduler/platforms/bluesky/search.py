# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding a post of which nothing was kept: a new database asks what an older one published.

Where a record was kept, its own key is asked instead; this is for deliveries that were due before
the database existed. The account's own repository is listed, newest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.model.languages import sent_tag
from scheduler.model.message import Part, Remote
from scheduler.model.platform import Absent, Found, Look, Sought, Unsure
from scheduler.model.sentence import Sentence

BEFORE = timedelta(minutes=2)
PAGE = 100  # com.atproto.repo.listRecords takes at most 100 (lexicon, 2026-08-20)
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Listed:
    """One record of the account's repository, as listRecords shows it."""

    uri: str
    cid: str
    value: dict[str, Any]

    @property
    def created_at(self) -> datetime | None:
        """When its author says it was made."""
        try:
            return datetime.fromisoformat(str(self.value.get("createdAt"))).astimezone(UTC)
        except ValueError:
            return None


def listed_in(body: object) -> tuple[list[Listed], str | None]:
    """The records of one listRecords answer, and the cursor to the next page."""
    known = body if isinstance(body, dict) else {}
    records = [
        Listed(str(item["uri"]), str(item["cid"]), item["value"])
        for item in known.get("records", ())
        if isinstance(item, dict) and isinstance(item.get("value"), dict)
    ]
    return records, known.get("cursor")


def earliest(sought: Sequence[Sought]) -> datetime:
    """From when on records matter to any of `sought`."""
    return min(each.started_at for each in sought) - BEFORE


def judge(sought: Sought, records: Sequence[Listed], *, covered: bool, web: str) -> Look:
    """What the records say of one part; `covered` tells that the list goes back far enough."""
    same = [record for record in records if _is_same(sought, record)]
    if len(same) == 1:
        return Found(_remote(same[0], web))
    if same:
        return Unsure(_SEVERAL, tuple(_remote(record, web) for record in same))
    return Absent() if covered else Unsure(_TOO_SHORT)


def _is_same(sought: Sought, record: Listed) -> bool:
    created = record.created_at
    if created is None or created < sought.started_at - BEFORE or record.uri in sought.taken:
        return False
    value, part = record.value, sought.part
    return (
        " ".join(str(value.get("text", "")).split()) == " ".join(part.text.split())
        and _parent(value) == (sought.reply_to.parent.id if sought.reply_to else None)
        and value.get("langs", [sent_tag(part.lang)]) == [sent_tag(part.lang)]
        and _images(value) == _pictures(part)
    )


def _parent(value: dict[str, Any]) -> str | None:
    reply = value.get("reply")
    parent = reply.get("parent", {}) if isinstance(reply, dict) else {}
    return parent.get("uri")


def _images(value: dict[str, Any]) -> int:
    embed = value.get("embed")
    return len(embed.get("images", ())) if isinstance(embed, dict) else 0


def _pictures(part: Part) -> int:
    return len(part.attachments)


def _remote(record: Listed, web: str) -> Remote:
    repo, _, rkey = record.uri.removeprefix("at://").split("/")
    return Remote(record.uri, f"{web}/profile/{repo}/post/{rkey}", (("cid", record.cid),))


_SEVERAL = Sentence(
    "Auf Bluesky stehen mehrere gleiche Beiträge; welcher dieser ist, lässt sich nicht sagen.",
    "Several equal posts stand on Bluesky; which one this is cannot be told.",
)
_TOO_SHORT = Sentence(
    "Die Liste der Beiträge auf Bluesky reicht nicht weit genug zurück.",
    "The list of posts on Bluesky does not go back far enough.",
)
