# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account's repository on its own server: write, read and delete records, upload media."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from scheduler.http_client import Response
from scheduler.model.clock import Clock
from scheduler.model.errors import ChannelBlocked, OutcomeUnknown
from scheduler.model.platform import Absent, Look
from scheduler.model.sentence import Sentence
from scheduler.platforms.bluesky.record import POST
from scheduler.platforms.bluesky.refusals import STALE, error_name, refusal, without_effect
from scheduler.platforms.bluesky.search import MOST_PAGES, PAGE, Listed, listed_in
from scheduler.platforms.bluesky.sending import Sending
from scheduler.platforms.bluesky.session import Session, Sessions
from scheduler.platforms.bluesky.xrpc import Xrpc

_REPO = "com.atproto.repo"


class Repository:
    """Speaks for the session in force; an expired token is renewed and the call repeated once."""

    def __init__(self, sessions: Sessions, xrpc: Xrpc, clock: Clock) -> None:
        """Ask with `sessions`, judge refusals by `clock`."""
        self._sessions = sessions
        self._xrpc = xrpc
        self._clock = clock

    def put(self, sending: Sending) -> Response:
        """The answer to creating the record: its cid, InvalidSwap or another refusal."""

        def ask(session: Session) -> Response:
            if session.did != sending.repo:
                raise ChannelBlocked(_OTHER_ACCOUNT)
            return self._xrpc.procedure(
                session.pds, f"{_REPO}.putRecord", sending.request(), token=session.access
            )

        return self._asked(ask)

    def look(self, sending: Sending, web: str) -> Look:
        """What stands under the key of `sending`; readers' pages are below `web`."""
        session = self._sessions.current()
        params = [("repo", sending.repo), ("collection", POST), ("rkey", sending.rkey)]
        response = self._xrpc.query(session.pds, f"{_REPO}.getRecord", params)
        if error_name(response) == "RecordNotFound":
            return Absent()
        return sending.look(self._required(response).json(), web)

    def posts_since(self, begin: datetime) -> tuple[list[Listed], bool]:
        """The account's own posts, newest first, and whether the list goes back to `begin`."""
        session = self._sessions.current()
        found: list[Listed] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            params = [("repo", session.did), ("collection", POST), ("limit", str(PAGE))]
            params += [("cursor", cursor)] if cursor else []
            response = self._xrpc.query(session.pds, f"{_REPO}.listRecords", params)
            records, cursor = listed_in(self._required(response).json())
            found += records
            oldest = min((r.created_at for r in records if r.created_at), default=None)
            if not records or not cursor or (oldest is not None and oldest < begin):
                return found, True
        return found, False

    def upload(self, content: bytes, mime: str) -> Any:  # noqa: ANN401 - kept as the server gave it
        """The reference to `content`, uploaded now."""

        def ask(session: Session) -> Response:
            return self._xrpc.upload(session.pds, content, mime, token=session.access)

        return without_effect(lambda: _reference(self._required(self._asked(ask))))

    def delete(self, uri: str) -> None:
        """Delete the record at `uri`; deleting what is gone succeeds."""
        repo, collection, rkey = uri.removeprefix("at://").split("/")
        body = {"repo": repo, "collection": collection, "rkey": rkey}

        def ask(session: Session) -> Response:
            return self._xrpc.procedure(
                session.pds, f"{_REPO}.deleteRecord", body, token=session.access
            )

        self._required(self._asked(ask))

    def describe_session(self) -> Any:  # noqa: ANN401 - JSON
        """What the account's server says about the login in force."""

        def ask(session: Session) -> Response:
            nsid = "com.atproto.server.getSession"
            return self._xrpc.query(session.pds, nsid, token=session.access)

        return without_effect(lambda: self._required(self._asked(ask)).json())

    def _asked(self, call: Callable[[Session], Response]) -> Response:
        """The answer; a call refused for its token did nothing, so it may be repeated."""
        session = self._sessions.current()
        response = call(session)
        if error_name(response) in STALE:
            response = call(self._sessions.renewed(session))
        return response

    def _required(self, response: Response) -> Response:
        if not response.ok:
            raise refusal(response, self._clock.now())
        return response


def _reference(response: Response) -> Any:  # noqa: ANN401 - JSON
    body = response.json()
    if isinstance(body, dict) and isinstance(body.get("blob"), dict):
        return body["blob"]
    raise OutcomeUnknown(
        Sentence(
            "Bluesky hat ein Bild angenommen, aber nicht gesagt, wie es heißt.",
            "Bluesky took a picture but did not say what it is called.",
        ),
        response.answer(),
    )


_OTHER_ACCOUNT = Sentence(
    "Der Kanal führt jetzt zu einem anderen Bluesky-Konto als beim ersten Versuch. Stellen Sie "
    "handle zurück oder sagen Sie die Veröffentlichung ab (litfass cancel).",
    "The channel now leads to another Bluesky account than at the first try. Set handle back or "
    "cancel the delivery (litfass cancel).",
)
