# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected Bluesky account: publishes, looks up, measures, deletes and checks.

Once only: we choose the record's key and the whole record, keep both before the first send and
repeat exactly them. `putRecord` with `swapRecord: null` creates only; the same record again is a
success that changes nothing, another one under our key is InvalidSwap (seen on the reference
PDS 0.5, 2026-11; createRecord on an existing key answers 500 there).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from scheduler.http_client import Response
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, Rejected
from scheduler.model.message import Message, Part, Remote
from scheduler.model.platform import (
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
from scheduler.platforms.bluesky import blobs, search, sending
from scheduler.platforms.bluesky.appview import AppView
from scheduler.platforms.bluesky.composing import HIDDEN, LIMITS, PUBLIC_ONLY
from scheduler.platforms.bluesky.health import health_of
from scheduler.platforms.bluesky.mentions import Mentions, with_dids
from scheduler.platforms.bluesky.record import record_of
from scheduler.platforms.bluesky.refusals import error_name, has_lost_blob, refusal, text_field
from scheduler.platforms.bluesky.repository import Repository
from scheduler.platforms.bluesky.sending import Sending, kept_sending
from scheduler.platforms.bluesky.session import Sessions
from scheduler.platforms.bluesky.settings import Settings
from scheduler.platforms.bluesky.tid import record_key
from scheduler.platforms.bluesky.xrpc import Xrpc

POSTS_PER_CALL = 25  # app.bsky.feed.getPosts, lexicon 2026-08-20


class BlueskyAccount:
    """One account on the AT Protocol; may be used by several threads."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked of the network before the first call."""
        xrpc = Xrpc(connection.http)
        self._web = settings.web
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._sessions = Sessions(settings, connection, xrpc)
        self._repository = Repository(self._sessions, xrpc, connection.clock)
        self._appview = AppView(settings.appview, xrpc, connection.clock)
        self._mentions = Mentions(settings.url, xrpc, connection.clock)

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Renew a session that is about to lapse and upload the pictures."""
        del key
        _refuse_hidden(part)
        self._sessions.fresh()
        self._upload(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Create the record, or find that an earlier try has created it."""
        _refuse_hidden(part)
        sent = self._sending(part, key, reply_to, artefacts)
        response = self._repository.put(sent)
        if has_lost_blob(response):
            self._upload(part, artefacts, again=True)
            response = self._repository.put(sent)
        return self._live(sent, response)

    def repeatable_for(self) -> timedelta | None:
        """For ever: the same record under the same key is never a second post."""
        return None

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """Look on the account's own server: under the key that was kept, or else in the list.

        Nothing is kept of what an older database published; one listing serves all of those.
        """
        kept = {each.key: kept_sending(each.artefacts.get(sending.ARTEFACT)) for each in sought}
        looks: dict[str, Look] = {
            key: self._repository.look(sent, self._web)
            for key, sent in kept.items()
            if sent is not None
        }
        unknown = [each for each in sought if kept[each.key] is None]
        if unknown:
            records, covered = self._repository.posts_since(search.earliest(unknown))
            looks |= {
                each.key: search.judge(each, records, covered=covered, web=self._web)
                for each in unknown
            }
        return looks

    def resolve(self, message: Message) -> Message:
        """Mentions as DIDs; a handle that nobody has stays plain text."""
        dids = self._mentions.dids_in(message)
        return replace(message, parts=tuple(with_dids(part, dids) for part in message.parts))

    @property
    def batch_size(self) -> int:
        """How many posts one call asks for."""
        return POSTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Public counts by at-uri; deleted posts are left out."""
        return self._appview.counts([remote.id for remote in remotes])

    def measure_account(self) -> Counts:
        """How many follow the account."""
        return self._appview.followers(self._sessions.current().did)

    def delete(self, remote: Remote) -> None:
        """Delete the record; deleting what is gone succeeds."""
        self._repository.delete(remote.id)

    def check(self) -> Health:
        """Ask the account's server who is logged in; raises ChannelBlocked or TryLater."""
        described = self._repository.describe_session()
        return health_of(described, self._sessions.current(), LIMITS)

    def _sending(
        self, part: Part, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Sending:
        """What an earlier try has sent or, before the first, what is to be sent from now on."""
        kept = kept_sending(artefacts.get(sending.ARTEFACT))
        if kept is not None:
            return kept
        uploaded = self._upload(part, artefacts)
        now = self._clock.now()
        record = record_of(part, created_at=now, blobs=uploaded, reply_to=reply_to)
        new = Sending(self._sessions.current().did, record_key(now, key), record)
        artefacts.keep(sending.ARTEFACT, new.to_json())
        return new

    def _live(self, sent: Sending, response: Response) -> Remote:
        if response.ok:
            return sent.remote(text_field(response.json(), "cid", response), self._web)
        if error_name(response) != "InvalidSwap":
            raise refusal(response, self._clock.now())
        look = self._repository.look(sent, self._web)
        if isinstance(look, Found):
            return look.remote
        if isinstance(look, Unsure):
            raise Rejected(look.sentence, response.answer())
        raise OutcomeUnknown(_VANISHED, response.answer())

    def _upload(self, part: Part, artefacts: Artefacts, *, again: bool = False) -> dict[str, Any]:
        kept = artefacts.get(blobs.ARTEFACT)
        uploaded = dict(kept) if isinstance(kept, dict) and not again else {}
        missing = [medium for medium in blobs.media_of(part) if medium.sha256 not in uploaded]
        for medium in missing:
            content = blobs.content_of(medium, self._workspace, LIMITS)
            uploaded[medium.sha256] = self._repository.upload(content, medium.mime)
        if missing:
            artefacts.keep(blobs.ARTEFACT, uploaded)
        return uploaded


def _refuse_hidden(part: Part) -> None:
    """What is not for everybody must not leave: there is nowhere on Bluesky to hide it."""
    if part.visibility in HIDDEN:
        raise Rejected(PUBLIC_ONLY)


_VANISHED = Sentence(
    "Bluesky meldet einen Beitrag unter unserem Schlüssel und zeigt ihn doch nicht.",
    "Bluesky reports a post under our key and yet does not show it.",
)
