# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected account.

Once only, in two steps: the video is uploaded as private and its id stored; then one call makes it
public, which may be repeated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from scheduler.http_client import Request, without_effect
from scheduler.model.engagement import Counts
from scheduler.model.errors import Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Absent,
    Artefacts,
    Connection,
    Found,
    Health,
    Look,
    ReplyTo,
    Sought,
    Unsure,
)
from scheduler.model.sentence import Sentence
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.peertube.api import Api
from scheduler.platforms.peertube.composing import (
    HIDDEN,
    LIMITS,
    PRIVACY,
    described,
    measure,
    name_of,
)
from scheduler.platforms.peertube.refusals import parsed
from scheduler.platforms.peertube.settings import Settings
from scheduler.platforms.peertube.uploads import VIDEO, Uploads

NUMBER = r"[\w-]{1,40}"
VIDEOS_PER_CALL = 20
_METRICS = {"views": "views", "likes": "reactions", "comments": "comments"}


class Account:
    """Publishes, looks up, counts, edits, deletes and checks."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._api = Api(settings, connection)
        self._uploads = Uploads(settings, connection, self._api)

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Upload the video, which nobody sees yet."""
        del key
        if part.visibility not in PRIVACY:
            raise Rejected(HIDDEN)
        if not measure(part.text, LIMITS).valid:
            raise Rejected(_TOO_LONG)
        self._uploads.video(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Make the uploaded video public; of a public one, the same again changes nothing."""
        del reply_to  # a thread is one description here
        self.prepare(part, key=key, artefacts=artefacts)
        number, short = self._uploads.video(part, artefacts)
        body = {"privacy": PRIVACY[part.visibility]}
        self._api.done(self._api.call(Request("PUT", f"/videos/{number}", json=body)))
        return self._remote(number, short)

    def repeatable_for(self) -> timedelta | None:
        """For ever: the video's id is kept before it is made public."""
        return None

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """Asks for each video by its id; without one, for public ones of this name."""
        return {each.key: self._look(each) for each in sought}

    @property
    def batch_size(self) -> int:
        """How many videos are asked for in a row; the API gives one by one."""
        return VIDEOS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Views, likes and comments; videos that are gone are left out."""
        found = {}
        for remote in remotes:
            number = own_id(remote, NUMBER)
            shown = self._shown(number) if number else {}
            counts = {
                ours: shown[theirs]
                for theirs, ours in _METRICS.items()
                if isinstance(shown.get(theirs), int)
            }
            if shown:
                found[remote.id] = Counts(counts)
        return found

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace name, description and language; the video stays."""
        path = f"/videos/{required_id(remote, NUMBER)}"
        self._api.done(self._api.call(Request("PUT", path, json=described(part))))
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete the video; gone is gone."""
        path = f"/videos/{required_id(remote, NUMBER)}"
        response = self._api.call(Request("DELETE", path))
        if response.status != HTTPStatus.NOT_FOUND:
            self._api.done(response)

    def check(self) -> Health:
        """Whose account it is, and whether it has the video channel."""
        me = self._api.asked(Request("GET", "/users/me"))
        names = [str(each.get("name")) for each in me.get("videoChannels") or []]
        wanted = self._settings.video_channel
        problems = () if (wanted in names if wanted else names) else (_NO_CHANNEL,)
        host = urlsplit(self._settings.url).hostname
        return Health(f"{me.get('username')} ({host})", problems, limits=LIMITS)

    def _look(self, sought: Sought) -> Look:
        kept = sought.artefacts.get(VIDEO)
        if isinstance(kept, dict):
            number, short = str(kept["id"]), str(kept["short"])
            is_public = _privacy(self._shown(number)) in PRIVACY.values()
            if is_public and number not in sought.taken:
                return Found(self._remote(number, short))
            return Absent()
        params = [("sort", "-createdAt"), ("count", "20"), ("search", name_of(sought.part))]
        shown = self._api.asked(Request("GET", "/users/me/videos", params=params)).get("data")
        alike = tuple(
            self._remote(str(each["id"]), str(each.get("shortUUID", "")))
            for each in shown or []
            if each.get("name") == name_of(sought.part)
            and _privacy(each) in PRIVACY.values()
            and str(each["id"]) not in sought.taken
        )
        return Unsure(_ALIKE, alike) if alike else Absent()

    def _shown(self, number: str) -> Mapping[str, Any]:
        """The video, {} when it is gone."""
        response = without_effect(partial(self._api.call, Request("GET", f"/videos/{number}")))
        if response.status == HTTPStatus.NOT_FOUND:
            return {}
        return parsed(without_effect(partial(self._api.done, response)))

    def _remote(self, number: str, short: str) -> Remote:
        return Remote(number, f"{self._settings.url}/w/{short}" if short else None)


def _privacy(shown: Mapping[str, Any]) -> object:
    told = shown.get("privacy")
    return told.get("id") if isinstance(told, dict) else told


_TOO_LONG = Sentence(
    f"Die Beschreibung ist länger als {LIMITS.text} Zeichen.",
    f"The description is longer than {LIMITS.text} characters.",
)
_ALIKE = Sentence(
    "Ein öffentliches Video dieses Namens ist da. Sehen Sie nach und bestätigen Sie (litfass "
    "confirm).",
    "A public video of this name is there. Look and confirm (litfass confirm).",
)
_NO_CHANNEL = Sentence(
    "Das Konto hat den Videokanal nicht. Legen Sie ihn bei PeerTube an oder prüfen Sie "
    "video_channel.",
    "The account does not have the video channel. Make it on PeerTube, or check video_channel.",
)
