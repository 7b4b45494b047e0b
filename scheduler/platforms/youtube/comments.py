# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Comments below a video of one's own: what the further parts of a thread become here."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from scheduler.http_client import Request, Response
from scheduler.model.errors import Rejected
from scheduler.model.message import Part, Remote
from scheduler.model.platform import ReplyTo
from scheduler.model.sentence import Sentence
from scheduler.platforms.youtube.addresses import live_comment, required_video
from scheduler.platforms.youtube.api import DATA, Api
from scheduler.platforms.youtube.composing import COMMENT_CHARACTERS
from scheduler.platforms.youtube.refusals import parsed


class Comments:
    """Writes, changes and deletes comments."""

    def __init__(self, api: Api, web: str) -> None:
        """Nothing is asked yet."""
        self._api = api
        self._web = web

    def publish(self, part: Part, reply_to: ReplyTo) -> Remote:
        """Write `part` below the video that the thread begins with."""
        if not 0 < len(part.text) <= COMMENT_CHARACTERS:
            raise Rejected(_LENGTH)
        video = required_video(reply_to.root)
        top = {"snippet": {"textOriginal": part.text}}
        body = {"snippet": {"videoId": video, "topLevelComment": top}}
        response = self._sent("POST", "commentThreads", body)
        identifier = parsed(self._api.done(response)).get("id")
        if isinstance(identifier, str) and identifier:
            return live_comment(identifier, video, self._web)
        raise self._api.refused(response)

    def edit(self, remote: Remote, part: Part) -> Remote:
        """Replace what a comment says."""
        body = {"id": remote.id, "snippet": {"textOriginal": part.text}}
        self._api.done(self._sent("PUT", "comments", body))
        return remote

    def delete(self, remote: Remote) -> None:
        """Delete it; gone is gone."""
        request = Request("DELETE", f"{DATA}/comments", params=[("id", remote.id)])
        response = self._api.send(request)
        if response.status != HTTPStatus.NOT_FOUND:
            self._api.done(response)

    def _sent(self, method: str, kind: str, body: Mapping[str, Any]) -> Response:
        return self._api.send(
            Request(method, f"{DATA}/{kind}", params=[("part", "snippet")], json=body)
        )


_LENGTH = Sentence(
    f"Ein Kommentar bei YouTube hat 1 bis {COMMENT_CHARACTERS} Zeichen.",
    f"A comment on YouTube has 1 to {COMMENT_CHARACTERS} characters.",
)
