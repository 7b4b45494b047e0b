# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected account.

Once only: TikTok takes no key, but each post has a name (`publish_id`) before its first byte is
sent. After an unclear answer TikTok is asked about that name, however often; the bytes are never
sent under another one. TikTok's API changes and deletes nothing: a person does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from scheduler.http_client import reviewed_pieces
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, Rejected, TryLater
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
from scheduler.platforms.tiktok import uploads
from scheduler.platforms.tiktok.api import Api
from scheduler.platforms.tiktok.composing import LIMITS, NO_VIDEO, PRIVACY, measure, video_of
from scheduler.platforms.tiktok.figures import VIDEOS_PER_CALL, Figures
from scheduler.platforms.tiktok.listing import own_videos
from scheduler.platforms.tiktok.refusals import failure
from scheduler.platforms.tiktok.search import Search
from scheduler.platforms.tiktok.settings import Settings
from scheduler.platforms.tiktok.states import Stage, State, state_of
from scheduler.platforms.tiktok.uploads import Upload

POLLS = 5
BETWEEN_POLLS_SECONDS = 2.0
ASK_AGAIN = timedelta(seconds=30)
DAY = timedelta(hours=24)
SENT_AT = "sent_at"
USER = "user"


class Account:
    """Publishes, looks up, counts and checks."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._api = Api(settings, connection)
        self._figures = Figures(self._api)
        self._search = Search(self._api, settings.web)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote | Pending:
        """Publish the video, once; Pending while TikTok works on it or checks it."""
        del key, reply_to
        if not measure(part.text, LIMITS).valid or part.visibility == "direct":
            raise Rejected(_UNFIT)
        upload = uploads.kept_upload(artefacts.get(uploads.ARTEFACT))
        if upload is None:
            upload = self._begun(part, artefacts)
            self._send(upload, part, artefacts)
        else:
            self._go_on(upload, part, artefacts)
        return self._awaited(upload.publish_id, part, artefacts)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """What TikTok says of each name; without one the own public videos are looked through."""
        return self._search.looks(sought)

    def quota(self) -> Quota | None:
        """What is left of the last 24 hours, as far as public videos tell."""
        now = self._clock.now()
        made = own_videos(self._api, now - DAY).entries
        first = min((each.made_at for each in made), default=now)
        return Quota(max(self._settings.posts_per_day - len(made), 0), first + DAY)

    @property
    def batch_size(self) -> int:
        """How many videos one call asks for."""
        return VIDEOS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Counts of public videos."""
        return self._figures.counts(remotes)

    def measure_account(self) -> Counts:
        """How many follow the account."""
        return self._figures.followers()

    def check(self) -> Health:
        """Whose consent it is, whether everybody may see its posts, and when the consent ends."""
        creator = self._creator()
        name, user = creator.get("creator_nickname"), creator.get("creator_username")
        open_to_all = PRIVACY["public"] in (creator.get("privacy_level_options") or ())
        problems = () if open_to_all else (_PRIVATE_ACCOUNT,)
        until = self._api.consent_until()
        return Health(f"{name} (@{user})", problems, expires_at=until, limits=LIMITS)

    def _begun(self, part: Part, artefacts: Artefacts) -> Upload:
        """A name for the post, stored; nothing is out before the last byte is there."""
        medium = video_of(part)
        if medium is None:
            raise Rejected(NO_VIDEO)
        creator = self._creator()
        if PRIVACY[part.visibility] not in (creator.get("privacy_level_options") or ()):
            raise Rejected(_NO_SUCH_PRIVACY)
        size, count = uploads.pieces_of(medium.size_bytes)
        source = {
            "source": "FILE_UPLOAD",
            "video_size": medium.size_bytes,
            "chunk_size": size,
            "total_chunk_count": count,
        }
        body = {"post_info": self._post_info(part, creator), "source_info": source}
        told = self._api.asked("/v2/post/publish/video/init/", body)
        if not told.get("publish_id") or not told.get("upload_url"):
            raise TryLater(_NAMELESS)
        artefacts.keep(USER, str(creator.get("creator_username") or ""))
        upload = Upload(str(told["publish_id"]), str(told["upload_url"]))
        return uploads.keep(artefacts, upload)

    def _post_info(self, part: Part, creator: Mapping[str, Any]) -> dict[str, Any]:
        """What the account itself has switched off stays off."""
        own, medium = self._settings, video_of(part)
        return {
            "title": part.text,
            "privacy_level": PRIVACY[part.visibility],
            "disable_comment": not own.comments or bool(creator.get("comment_disabled")),
            "disable_duet": not own.duets or bool(creator.get("duet_disabled")),
            "disable_stitch": not own.stitches or bool(creator.get("stitch_disabled")),
            "brand_content_toggle": False,
            "brand_organic_toggle": False,
            "is_aigc": medium is not None and medium.ai == "generated",
        }

    def _go_on(self, upload: Upload, part: Part, artefacts: Artefacts) -> None:
        """Send what TikTok has not got of an upload that was begun before."""
        state = state_of(self._api, upload.publish_id)
        if state.stage is not Stage.UPLOADING:
            return
        medium = video_of(part)
        received = upload.received if state.received is None else state.received
        if medium is not None and upload.finishing and received >= medium.size_bytes:
            return
        size = uploads.pieces_of(medium.size_bytes)[0] if medium is not None else 1
        whole = received // size * size  # pieces arrive whole or not at all
        known = Upload(upload.publish_id, upload.address, whole, upload.finishing)
        self._send(known, part, artefacts)

    def _send(self, upload: Upload, part: Part, artefacts: Artefacts) -> None:
        medium = video_of(part)
        if medium is None:
            raise Rejected(NO_VIDEO)
        piece = reviewed_pieces(medium, self._workspace)
        uploads.send(self._api, upload, medium, piece, artefacts)
        artefacts.keep(SENT_AT, self._clock.now().isoformat())

    def _awaited(self, name: str, part: Part, artefacts: Artefacts) -> Remote | Pending:
        state = State(Stage.WORKING)
        for _ in range(POLLS):
            self._clock.sleep(BETWEEN_POLLS_SECONDS)
            state = self._certain_state(name)
            if state.stage is Stage.FAILED:
                artefacts.keep(uploads.ARTEFACT, None)
                raise failure(state.reason)
            if state.post or (state.stage is Stage.LIVE and part.visibility == "private"):
                return self._search.remote_of(name, state, artefacts.get(USER))
        if state.stage is Stage.LIVE and not self._may_wait(artefacts):
            return self._search.remote_of(name, state, artefacts.get(USER))
        return Pending(self._clock.now() + ASK_AGAIN, _WORKING)

    def _certain_state(self, name: str) -> State:
        """The bytes are out: a question without an answer leaves the outcome open."""
        try:
            return state_of(self._api, name)
        except TryLater as error:
            raise OutcomeUnknown(_UNANSWERED, error.answer) from error

    def _may_wait(self, artefacts: Artefacts) -> bool:
        since = artefacts.get(SENT_AT)
        if not isinstance(since, str):
            return False
        patience = timedelta(minutes=self._settings.moderation_minutes)
        return self._clock.now() < datetime.fromisoformat(since) + patience

    def _creator(self) -> Mapping[str, Any]:
        return self._api.asked("/v2/post/publish/creator_info/query/", {})


_UNFIT = Sentence(
    f"Der Text hat mehr als {LIMITS.text} UTF-16-Einheiten, oder das Video ist für einzelne "
    "Empfänger gedacht.",
    f"The text has more than {LIMITS.text} UTF-16 units, or the video is meant for single "
    "recipients.",
)
_NO_SUCH_PRIVACY = Sentence(
    "TikTok erlaubt diesem Konto die gewünschte Sichtbarkeit nicht: Das Konto ist privat, oder "
    "die Anwendung ist noch nicht geprüft. Stellen Sie das Konto um, oder setzen Sie visibility: "
    "private.",
    "TikTok does not allow this account the wanted visibility: the account is private, or the "
    "application was not audited yet. Change the account, or set visibility: private.",
)
_PRIVATE_ACCOUNT = Sentence(
    "Das Konto darf nichts für alle veröffentlichen (privates Konto oder Anwendung noch nicht "
    "geprüft).",
    "The account may not publish for everybody (private account, or application not audited yet).",
)
_NAMELESS = Sentence(
    "TikTok hat keine Adresse zum Hochladen genannt; veröffentlicht ist nichts.",
    "TikTok named no address to upload to; nothing is published.",
)
_WORKING = Sentence(
    "TikTok verarbeitet oder prüft das Video noch.",
    "TikTok is still processing or checking the video.",
)
_UNANSWERED = Sentence(
    "Das Video ist bei TikTok; was daraus wurde, hat es noch nicht gesagt.",
    "The video is with TikTok; it has not said yet what became of it.",
)
