# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A connected room.

Once only: the transaction id is the part's key, the same on every try, and the key stands in the
event. After an unclear send the room is looked at first, although a repeat would be safe for the
same login: a token that was renewed in between belongs to another device, and the same id would
then post again (seen on Synapse 1.163, 2026-11).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from scheduler.http_client import (
    UPLOAD,
    BearerClient,
    Request,
    Response,
    reviewed_bytes,
    without_effect,
)
from scheduler.model.engagement import Counts
from scheduler.model.errors import OutcomeUnknown, Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import (
    Artefacts,
    Connection,
    Health,
    Limits,
    Look,
    ReplyTo,
    Sought,
)
from scheduler.model.sentence import Sentence
from scheduler.planning.composition import refuse_hidden
from scheduler.planning.confirmed import own_id, required_id
from scheduler.platforms.matrix import edits, figures, search
from scheduler.platforms.matrix.composing import LIMITS, measure
from scheduler.platforms.matrix.contents import (
    EVENT,
    content_of,
    file_content,
    replacement,
    text_content,
)
from scheduler.platforms.matrix.refusals import parsed, refusal
from scheduler.platforms.matrix.settings import Settings

UPLOADED = "uploaded"
IMAGE = "file"
EVENTS_PER_CALL = 10
_V3 = "/_matrix/client/v3"


class Room:
    """Publishes in one room; looks up, counts, edits, redacts and checks there."""

    def __init__(self, settings: Settings, connection: Connection) -> None:
        """Nothing is asked before the first call."""
        self._settings = settings
        self._clock = connection.clock
        self._workspace = connection.workspace
        self._client = BearerClient(
            connection.http, settings.url, settings.token, connection.workspace
        )
        self._id = settings.room if settings.room.startswith("!") else ""

    def prepare(self, part: Part, *, key: str, artefacts: Artefacts) -> None:
        """Find the room and upload the file; nobody sees it before the event."""
        del key
        self._room()
        self._upload(part, artefacts)

    def publish(
        self, part: Part, *, key: str, reply_to: ReplyTo | None, artefacts: Artefacts
    ) -> Remote:
        """Send one event, once."""
        refuse_hidden(part, "Matrix")
        if not measure(part.text, LIMITS).valid:
            raise Rejected(_TOO_LONG)
        uri = self._upload(part, artefacts)
        content = content_of(part, key, uri, reply_to, notice=self._settings.notice)
        path = f"{self._room()}/send/m.room.message/{quote(key, safe='')}"
        response = self._done(self._client.call(Request("PUT", path, json=content)))
        event = parsed(response).get("event_id")
        if not isinstance(event, str) or not event:
            raise refusal(response, self._clock.now())
        return self._remote(event, content)

    def find(self, sought: Sequence[Sought]) -> Mapping[str, Look]:
        """One look back through the room for all of `sought`, by the keys in the events."""
        me = str(self._asked(f"{_V3}/account/whoami").get("user_id"))
        since = min(each.started_at for each in sought) - search.BEFORE_START
        listing = search.own_events(self._page, me, since)
        return {each.key: search.look(each, listing, self._remote) for each in sought}

    def fetch_limits(self) -> Limits:
        """How large files may be on this server."""
        told = self._asked("/_matrix/client/v1/media/config").get("m.upload.size")
        if not isinstance(told, int):
            return LIMITS
        source = f"server {self._clock.now():%Y-%m-%d}"
        return replace(LIMITS, image_bytes=told, video_bytes=told, source=source)

    @property
    def batch_size(self) -> int:
        """How many messages are asked for in a row; the API gives one by one."""
        return EVENTS_PER_CALL

    def measure_posts(self, remotes: Sequence[Remote]) -> Mapping[str, Counts]:
        """Reactions and replies in the thread; redacted messages are left out."""
        found = {}
        for remote in remotes:
            identifier = own_id(remote, EVENT)
            if identifier is None:
                continue
            event = quote(identifier, safe="")
            shown = self._client.ask(Request("GET", f"{self._room()}/event/{event}"))
            if shown.status == HTTPStatus.NOT_FOUND or figures.is_redacted(parsed(shown)):
                continue
            self._done(shown)
            v1 = self._room().replace("/v3/", "/v1/", 1)
            reactions = self._asked(f"{v1}/relations/{event}/m.annotation", limit="1000")
            found[remote.id] = figures.counts_of(parsed(shown), reactions)
        return found

    def measure_account(self) -> Counts:
        """How many are in the room."""
        joined = self._asked(f"{self._room()}/joined_members").get("joined")
        return Counts({"followers": len(joined)} if isinstance(joined, dict) else {})

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace the text; a file stays and gets the text as caption."""
        kept = dict(remote.extra).get(IMAGE)
        content = text_content(part.text, notice=self._settings.notice)
        if kept:
            content = {**json.loads(kept), "body": part.text}
        last = edits.newest(self._live(remote))
        if last.event and last.content == content:
            return remote  # a try before this one got through
        key = edits.transaction(remote.id, last, part.text)
        path = f"{self._room()}/send/m.room.message/{key}"
        body = replacement(required_id(remote, EVENT), content)
        self._done(self._client.call(Request("PUT", path, json=body)))
        return remote

    def _live(self, remote: Remote) -> Mapping[str, Any]:
        """The event; a replacement of a redacted one is taken, too, but nobody would see it."""
        event = quote(required_id(remote, EVENT), safe="")
        shown = self._client.call(Request("GET", f"{self._room()}/event/{event}"))
        if shown.status == HTTPStatus.NOT_FOUND or figures.is_redacted(parsed(shown)):
            raise Rejected(_REDACTED, shown.answer())
        return parsed(self._done(shown))

    def delete(self, remote: Remote) -> None:
        """Redact the event and its replacements; copies on other servers may stay.

        The replacements go first: a try that breaks off between the two finds them again.
        """
        event = required_id(remote, EVENT)
        relations = f"{self._room()}/relations/{quote(event, safe='')}/m.replace"
        request = Request("GET", relations.replace("/v3/", "/v1/", 1), params=[("limit", "1000")])
        shown = self._client.ask(request)
        if shown.status != HTTPStatus.NOT_FOUND:
            told = without_effect(lambda: parsed(self._done(shown)))
            me = str(self._asked(f"{_V3}/account/whoami").get("user_id"))
            for each in edits.own_replacements(told, me):
                self._redact(each)
        self._redact(event)

    def _redact(self, event: str) -> None:
        """Gone is gone."""
        key = sha256(event.encode()).hexdigest()[:32]
        path = f"{self._room()}/redact/{quote(event, safe='')}/{key}"
        response = self._client.call(Request("PUT", path, json={}))
        if response.status != HTTPStatus.NOT_FOUND:
            self._done(response)

    def check(self) -> Health:
        """Whose token it is, whether the account is in the room, and whether that is encrypted."""
        me = str(self._asked(f"{_V3}/account/whoami").get("user_id"))
        room = self._room()
        joined = self._asked(f"{_V3}/joined_rooms").get("joined_rooms")
        inside = isinstance(joined, list) and self._id in joined
        state = self._client.ask(Request("GET", f"{room}/state/m.room.encryption/"))
        problems = [] if inside else [_NOT_JOINED]
        problems += [_ENCRYPTED] if state.ok else []
        return Health(f"{me} ({self._settings.room})", tuple(problems), limits=LIMITS)

    def _room(self) -> str:
        """The path of the room; its address is looked up once."""
        if not self._id:
            alias = quote(self._settings.room, safe="")
            self._id = str(self._asked(f"{_V3}/directory/room/{alias}")["room_id"])
        return f"{_V3}/rooms/{quote(self._id, safe='')}"

    def _page(self, start: str | None) -> Mapping[str, Any]:
        chosen = {"dir": "b", "limit": "100", **({"from": start} if start else {})}
        return self._asked(f"{self._room()}/messages", **chosen)

    def _upload(self, part: Part, artefacts: Artefacts) -> str | None:
        """Where the file lies at the server, None without a file; uploaded once."""
        if not part.attachments:
            return None
        medium = part.attachments[0]
        kept = artefacts.get(UPLOADED)
        if isinstance(kept, dict) and medium.sha256 in kept:
            return str(kept[medium.sha256])
        name = file_content(medium, "", "")["filename"]
        request = Request(
            "POST",
            "/_matrix/media/v3/upload",
            headers={"Content-Type": medium.mime},
            params=[("filename", name)],
            data=reviewed_bytes(medium, self._workspace),
            bounds=UPLOAD,
        )
        response = self._client.ask(request)
        uri = without_effect(lambda: _text(self._done(response), "content_uri"))
        artefacts.keep(UPLOADED, {medium.sha256: uri})
        return uri

    def _asked(self, path: str, **params: str) -> Mapping[str, Any]:
        request = Request("GET", path, params=list(params.items()))
        return without_effect(lambda: parsed(self._done(self._client.ask(request))))

    def _done(self, response: Response) -> Response:
        if not response.ok:
            raise refusal(response, self._clock.now())
        return response

    def _remote(self, event: str, content: Mapping[str, Any]) -> Remote:
        room, at = quote(self._id, safe="!:"), quote(event, safe="$:")
        kept = {
            name: content[name]
            for name in ("msgtype", "filename", "url", "info")
            if name in content
        }
        extra = ((IMAGE, json.dumps(kept, sort_keys=True)),) if "url" in kept else ()
        return Remote(event, f"{self._settings.web}/#/{room}/{at}", extra)


def _text(response: Response, name: str) -> str:
    value = parsed(response).get(name)
    if not isinstance(value, str) or not value:
        raise OutcomeUnknown(_NAMELESS, response.answer())
    return value


_TOO_LONG = Sentence(
    "Der Text ist länger, als in ein Ereignis passt (30.000 Zeichen, 60.000 Bytes).",
    "The text is longer than an event can hold (30,000 characters, 60,000 bytes).",
)
_NAMELESS = Sentence(
    "Der Server hat eine Datei angenommen, aber nicht gesagt, wo sie liegt.",
    "The server took a file but did not say where it lies.",
)
_REDACTED = Sentence(
    "Die Nachricht steht nicht mehr im Raum; es gibt nichts zu ändern.",
    "The message does not stand in the room any more; there is nothing to edit.",
)
_NOT_JOINED = Sentence(
    "Das Konto ist nicht im Raum. Laden Sie es ein und nehmen Sie die Einladung an.",
    "The account is not in the room. Invite it and accept the invitation.",
)
_ENCRYPTED = Sentence(
    "Der Raum ist verschlüsselt; Litfass kann dort nur unverschlüsselt schreiben. Nehmen Sie einen "
    "Raum ohne Verschlüsselung.",
    "The room is encrypted; Litfass can only write there without encryption. Take a room that is "
    "not encrypted.",
)
