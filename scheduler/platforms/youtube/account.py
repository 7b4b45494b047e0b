# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected channel.

Once only: a video is uploaded as private in a session that is stored first, and shown to people by
a change of its status. That change may be asked for again and again; it never makes a second video.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Request
from scheduler.model.engagement import Counts
from scheduler.model.errors import Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Artefacts,
    Connection,
    Health,
    Look,
    Pending,
    Quota,
    ReplyTo,
    Sought,
)
from scheduler.model.sentence import Sentence
from scheduler.platforms.youtube.addresses import comment_id, live_video, required_video
from scheduler.platforms.youtube.api import DATA, Api, object_of
from scheduler.platforms.youtube.comments import Comments
from scheduler.platforms.youtube.composing import LIMITS, measure, wording
from scheduler.platforms.youtube.figures import VIDEOS_PER_CALL, channel_counts, video_counts
from scheduler.platforms.youtube.listing import Channel
from scheduler.platforms.youtube.refusals import day_start, next_day
from scheduler.platforms.youtube.resource import changed, privacy_of, resource_of
from scheduler.platforms.youtube.search import Search
from scheduler.platforms.youtube.settings import Settings
from scheduler.platforms.youtube.uploads import UPLOADED_AT, Uploads

POLLS = 12
BETWEEN_POLLS_SECONDS = 5.0
ASK_AGAIN = timedelta(seconds=30)


class Account:
    """Uploads, publishes, looks up, counts, edits, deletes and checks."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._clock = connection.clock
        self._api = Api(settings, connection)
        self._channel = Channel(self._api)
        self._search = Search(self._api, self._channel, settings.web)
        self._uploads = Uploads(settings, connection, self._api, self._search.left_behind)
        self._comments = Comments(self._api, settings.web)

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Upload the video as private, with its captions, and wait a little for its processing."""
        del key
        if not part.attachments:  # a comment
            return
        _refuse_unfit(part)
        video = self._uploads.video(part, artefacts)
        for _ in range(POLLS):
            if self._is_processed(video):
                return
            self._clock.sleep(BETWEEN_POLLS_SECONDS)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending:
        """Show the video to people; Pending while YouTube still works on it, not for ever."""
        del key
        if reply_to is not None:
            return self._comments.publish(part, reply_to)
        _refuse_unfit(part)
        video = self._uploads.video(part, artefacts)
        if not self._is_processed(video) and self._may_wait(artefacts):
            return Pending(self._clock.now() + ASK_AGAIN, _PROCESSING)
        wanted = resource_of(part, self._settings, privacy_of(part))
        self._update({"id": video, **wanted})
        return live_video(video, self._settings.web)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One call for all videos whose ids are known; a listing for the others."""
        return self._search.looks(sought)

    def quota(self) -> Quota | None:
        """What is left of the day's uploads, as far as this channel's own ones tell."""
        now = self._clock.now()
        made = len(self._channel.uploads(day_start(now)).entries)
        return Quota(max(self._settings.uploads_per_day - made, 0), next_day(now))

    @property
    def batch_size(self) -> int:
        """How many videos one call asks for."""
        return VIDEOS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Counts of videos; comments have none."""
        return video_counts(self._api, remotes)

    def measure_account(self) -> Counts:
        """How many have subscribed."""
        return channel_counts(self._channel)

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace title, description and language; the file stays, and what people set by hand."""
        if comment_id(remote) is not None:
            return self._comments.edit(remote, part)
        _refuse_unfit(part)
        video = required_video(remote)
        found = self._api.items("videos", part="snippet", id=video)
        if not found:
            raise Rejected(_GONE)
        self._update(changed({**found[0], "id": video}, part))
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete it; gone is gone."""
        if comment_id(remote) is not None:
            self._comments.delete(remote)
            return
        request = Request("DELETE", f"{DATA}/videos", params=[("id", required_video(remote))])
        response = self._api.send(request)
        if response.status != HTTPStatus.NOT_FOUND:
            self._api.done(response)

    def check(self) -> Health:
        """Which channel the consent is for."""
        snippet = object_of(self._channel.about("id,snippet"), "snippet")
        title, handle = str(snippet.get("title") or ""), str(snippet.get("customUrl") or "")
        return Health(f"{title} ({handle})" if handle else title, limits=LIMITS)

    def _update(self, resource: Mapping[str, Any]) -> None:
        params = [("part", ",".join(each for each in resource if each != "id"))]
        request = Request("PUT", f"{DATA}/videos", params=params, json=resource)
        self._api.done(self._api.send(request))

    def _is_processed(self, video: str) -> bool:
        """Whether it can be watched in full; raises Rejected where YouTube cannot use it.

        One that YouTube does not list yet is not ready: the list may be later than the upload.
        """
        found = self._api.items("videos", part="status", id=video)
        status = object_of(found[0], "status") if found else {}
        state = status.get("uploadStatus")
        if state in {"failed", "rejected", "deleted"}:
            why = status.get("failureReason") or status.get("rejectionReason") or state or ""
            raise Rejected(_unusable(str(why)))
        return state == "processed"

    def _may_wait(self, artefacts: Artefacts) -> bool:
        since = artefacts.get(UPLOADED_AT)
        if not isinstance(since, str):
            return False
        patience = timedelta(minutes=self._settings.processing_minutes)
        return self._clock.now() < datetime.fromisoformat(since) + patience


def _refuse_unfit(part: Part) -> None:
    if part.visibility == "direct":
        raise Rejected(_NOT_FOR_ONE)
    if not measure(part.text, LIMITS).valid or not wording(part.text).title:
        raise Rejected(_LENGTH)


def _unusable(reason: str) -> Sentence:
    named = f" ({reason})" if reason else ""
    return Sentence(
        f"YouTube kann das Video nicht verwenden{named}. Sehen Sie in YouTube Studio nach, und "
        "stellen Sie den Beitrag mit einer anderen Datei neu ein.",
        f"YouTube cannot use the video{named}. Look into YouTube Studio, and queue the post again "
        "with another file.",
    )


_PROCESSING = Sentence(
    "YouTube verarbeitet das Video noch; veröffentlicht wird, sobald es fertig ist.",
    "YouTube is still processing the video; it goes out as soon as it is ready.",
)
_LENGTH = Sentence(
    f"Titel und Beschreibung haben zusammen 1 bis {LIMITS.text} Byte (UTF-8).",
    f"Title and description have 1 to {LIMITS.text} bytes (UTF-8) together.",
)
_NOT_FOR_ONE = Sentence(
    "YouTube kennt keine Videos für einzelne Empfänger.",
    "YouTube knows no videos for single recipients.",
)
_GONE = Sentence(
    "Dieses Video gibt es bei YouTube nicht mehr.",
    "This video is no longer on YouTube.",
)
