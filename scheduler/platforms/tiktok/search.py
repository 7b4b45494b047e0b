# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what became of unclear sends.

A post whose name is known is asked for by it. As long as it is not out, it is told to be absent:
another try then asks again or goes on with the same upload, and never begins a second one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from scheduler.model.message import Remote
from scheduler.model.platform import Absent, Found, Look, Sought, Unsure
from scheduler.model.sentence import Sentence
from scheduler.platforms.tiktok.api import Api
from scheduler.platforms.tiktok.listing import Listing, fingerprint, own_videos
from scheduler.platforms.tiktok.states import Stage, State, state_of
from scheduler.platforms.tiktok.uploads import ARTEFACT, kept_upload

BEFORE_START = timedelta(minutes=2)  # for clocks that differ


class Search:
    """Looks with as few calls as there can be."""

    def __init__(self, api: Api, web: str) -> None:
        """Nothing is asked yet."""
        self._api = api
        self._web = web

    def looks(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """What TikTok shows of each; nothing is found for two of them."""
        named = [each for each in sought if kept_upload(each.artefacts.get(ARTEFACT))]
        unnamed = [each for each in sought if each not in named]
        found = {each.key: self._by_name(each) for each in named}
        if unnamed:
            since = min(each.started_at for each in unnamed) - BEFORE_START
            listing = own_videos(self._api, since)
            found |= {each.key: _by_words(each, listing) for each in unnamed}
        return _apart(found)

    def remote_of(self, name: str, state: State, user: object) -> Remote:
        """Where the post is: under its public id, or as long as there is none under its name."""
        if not state.post:
            return Remote(name)
        return Remote(state.post, f"{self._web}/@{user or ''}/video/{state.post}")

    def _by_name(self, sought: Sought) -> Look:
        upload = kept_upload(sought.artefacts.get(ARTEFACT))
        if upload is None:
            return Absent()
        state = state_of(self._api, upload.publish_id)
        if state.stage is not Stage.LIVE:
            return Absent()
        return Found(self.remote_of(upload.publish_id, state, sought.artefacts.get("user")))


def _by_words(sought: Sought, listing: Listing) -> Look:
    since, wanted = sought.started_at - BEFORE_START, fingerprint(sought.part.text)
    fits = [
        each.remote
        for each in listing.entries
        if each.remote.id not in sought.taken and each.made_at >= since and each.text == wanted
    ]
    if len(fits) == 1:
        return Found(fits[0])
    if fits:
        return Unsure(_SEVERAL, tuple(fits))
    if sought.part.visibility == "private":
        return Unsure(_HIDDEN)
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
    "Mehrere gleiche Videos kommen in Frage; welches zu dieser Sendung gehört, muss ein Mensch "
    "sagen (litfass confirm).",
    "Several equal videos could be it; which one belongs to this delivery, a person must say "
    "(litfass confirm).",
)
_HIDDEN = Sentence(
    "TikTok zeigt nur öffentliche Videos. Sehen Sie im Konto nach und bestätigen Sie (litfass "
    "confirm).",
    "TikTok lists public videos only. Look at the account and confirm (litfass confirm).",
)
_NOT_COVERED = Sentence(
    "Seither ist so viel erschienen, dass TikTok nicht alles zeigt. Sehen Sie nach und bestätigen "
    "Sie (litfass confirm).",
    "So much was published since then that TikTok does not show all of it. Look and confirm "
    "(litfass confirm).",
)
