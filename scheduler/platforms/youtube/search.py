# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what became of unclear sends.

A video that was uploaded is asked for by its id: it is out when those may see it who should. One
without a known id is looked for among the channel's uploads, a comment among those below its
video. What is known to belong to another delivery is passed over; everything doubtful is `Unsure`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from scheduler.model.message import Part, Remote
from scheduler.model.platform import Absent, Found, Look, Sought, Unsure
from scheduler.model.sentence import Sentence
from scheduler.platforms.youtube.addresses import live_comment, live_video, required_video
from scheduler.platforms.youtube.api import Api, object_of
from scheduler.platforms.youtube.composing import wording
from scheduler.platforms.youtube.listing import Channel, Entry, Listing, fingerprint
from scheduler.platforms.youtube.resource import privacy_of
from scheduler.platforms.youtube.uploads import SESSION, VIDEO

BEFORE_START = timedelta(minutes=2)  # for clocks that differ
IDS_PER_CALL = 50


class Search:
    """Looks with as few calls as there can be."""

    def __init__(self, api: Api, channel: Channel, web: str) -> None:
        """Nothing is asked yet."""
        self._api = api
        self._channel = channel
        self._web = web

    def looks(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """What YouTube shows of each; nothing is found for two of them."""
        videos = [each for each in sought if each.reply_to is None]
        found = self._by_id([each for each in videos if VIDEO in each.artefacts])
        found |= {each.key: Absent() for each in videos if _is_on_its_way(each)}
        found |= self._by_words([each for each in videos if not _has_begun(each)])
        found |= self._comments([each for each in sought if each.reply_to is not None])
        return _apart(found)

    def left_behind(self, part: Part, session: Mapping[str, Any]) -> str | None:
        """The one video that an ended session has made of `part`; None where there is none."""
        since = datetime.fromisoformat(str(session["at"])) - BEFORE_START
        wanted = _wording(part)
        entries = self._channel.uploads(since).entries
        fits = [each.id for each in entries if (each.text, each.privacy) == (wanted, "private")]
        return fits[0] if len(fits) == 1 else None

    def _by_id(self, sought: Sequence[Sought]) -> dict[str, Look]:
        ids = {each.key: str(each.artefacts[VIDEO]) for each in sought}
        shown: dict[str, str] = {}
        for begin in range(0, len(sought), IDS_PER_CALL):
            asked = ",".join(list(ids.values())[begin : begin + IDS_PER_CALL])
            for item in self._api.items("videos", part="id,status", id=asked):
                status = object_of(item, "status")
                shown[str(item.get("id"))] = str(status.get("privacyStatus") or "")
        return {
            each.key: Found(live_video(ids[each.key], self._web))
            if shown.get(ids[each.key]) == privacy_of(each.part)
            else Absent()
            for each in sought
        }

    def _by_words(self, sought: Sequence[Sought]) -> dict[str, Look]:
        if not sought:
            return {}
        since = min(each.started_at for each in sought) - BEFORE_START
        listing = self._channel.uploads(since)

        def is_it(each: Sought, entry: Entry) -> bool:
            wanted = (_wording(each.part), privacy_of(each.part))
            return (entry.text, entry.privacy) == wanted

        return {
            each.key: _look(each, listing, is_it, lambda name: live_video(name, self._web))
            for each in sought
        }

    def _comments(self, sought: Sequence[Sought]) -> dict[str, Look]:
        below: dict[str, list[Sought]] = {}
        for each in sought:
            if each.reply_to is not None:
                below.setdefault(required_video(each.reply_to.root), []).append(each)
        found: dict[str, Look] = {}
        for video, group in below.items():
            found |= self._comments_below(video, group)
        return found

    def _comments_below(self, video: str, sought: Sequence[Sought]) -> dict[str, Look]:
        since = min(each.started_at for each in sought) - BEFORE_START
        listing = self._channel.comments(video, since)

        def is_it(each: Sought, entry: Entry) -> bool:
            said = entry.text == fingerprint(each.part.text)
            return said and entry.author in {self._channel.id, ""}

        return {
            each.key: _look(each, listing, is_it, lambda name: live_comment(name, video, self._web))
            for each in sought
        }


def _has_begun(sought: Sought) -> bool:
    return VIDEO in sought.artefacts or SESSION in sought.artefacts


def _is_on_its_way(sought: Sought) -> bool:
    """Still being uploaded: as private, so nothing can be out, and the session goes on."""
    return SESSION in sought.artefacts and VIDEO not in sought.artefacts


def _wording(part: Part) -> str:
    said = wording(part.text)
    return fingerprint(f"{said.title} {said.description}")


def _look(
    sought: Sought,
    listing: Listing,
    is_it: Callable[[Sought, Entry], bool],
    remote_of: Callable[[str], Remote],
) -> Look:
    since = sought.started_at - BEFORE_START
    fits = [
        remote_of(each.id)
        for each in listing.entries
        if each.id not in sought.taken and each.made_at >= since and is_it(sought, each)
    ]
    if len(fits) == 1:
        return Found(fits[0])
    if fits:
        return Unsure(_SEVERAL, tuple(fits))
    return Absent() if listing.covers else Unsure(_NOT_COVERED)


def _apart(looks: Mapping[str, Look]) -> Mapping[str, Look]:
    ids = [each.remote.id for each in looks.values() if isinstance(each, Found)]
    return {
        key: Unsure(_SEVERAL, (each.remote,))
        if isinstance(each, Found) and ids.count(each.remote.id) > 1
        else each
        for key, each in looks.items()
    }


_SEVERAL = Sentence(
    "Mehrere gleiche Videos oder Kommentare kommen in Frage; welches zu dieser Sendung gehört, "
    "muss ein Mensch sagen (litfass confirm).",
    "Several equal videos or comments could be it; which one belongs to this delivery, a person "
    "must say (litfass confirm).",
)
_NOT_COVERED = Sentence(
    "Seither ist so viel erschienen, dass YouTube nicht alles zeigt. Sehen Sie nach und "
    "bestätigen Sie (litfass confirm).",
    "So much was published since then that YouTube does not show all of it. Look and confirm "
    "(litfass confirm).",
)
