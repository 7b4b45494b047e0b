# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Captions of a video: one WebVTT file in the language of the post.

YouTube keeps one file for each language and name and refuses a second one (409), so asking again
after a lost answer does no harm.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from scheduler.http_client import UPLOAD, Request, reviewed_bytes, without_effect
from scheduler.model.platform import Artefacts
from scheduler.model.post import Attachment
from scheduler.platforms.youtube.api import UPLOAD_PATH, Api

ARTEFACT = "captions"


class Captions:
    """Adds captions, once."""

    def __init__(self, api: Api, workspace: str) -> None:
        """Nothing is asked yet."""
        self._api = api
        self._workspace = workspace

    def add(self, medium: Attachment, lang: str, video: str, artefacts: Artefacts) -> None:
        """Give the captions of `medium`, if it has any, to `video`."""
        if medium.captions is None or artefacts.get(ARTEFACT) == medium.captions.sha256:
            return
        content = reviewed_bytes(medium.captions, self._workspace)
        boundary = f"litfass-{medium.captions.sha256[:32]}"  # nothing contains its own hash
        snippet = {"videoId": video, "language": lang, "name": _name(lang), "isDraft": False}
        request = Request(
            "POST",
            f"{UPLOAD_PATH}/captions",
            params=[("uploadType", "multipart"), ("part", "snippet")],
            headers={"Content-Type": f'multipart/related; boundary="{boundary}"'},
            data=_body(boundary, json.dumps({"snippet": snippet}), content),
            bounds=UPLOAD,
        )
        response = self._api.quiet(request)
        if response.status != HTTPStatus.CONFLICT:
            without_effect(lambda: self._api.done(response))
        artefacts.keep(ARTEFACT, medium.captions.sha256)


def _name(lang: str) -> str:
    return "Untertitel" if lang.partition("-")[0].lower() == "de" else "Captions"


def _body(boundary: str, about: str, content: bytes) -> bytes:
    """Two parts: what the file is, and the file (RFC 2387)."""
    head = (
        f"--{boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{about}\r\n"
        f"--{boundary}\r\nContent-Type: text/vtt\r\n\r\n"
    )
    return head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
